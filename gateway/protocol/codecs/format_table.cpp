#include "format_table.h"

#include "gateway/core/text/ascii.h"

#include <QFile>

#include <algorithm>
#include <array>
#include <utility>

// This function must be outside all namespaces; without it a static library would lose the resource.
static void initFormatsResource() { Q_INIT_RESOURCE(formats); }

namespace gateway::protocol {

namespace {

constexpr std::array<std::string_view, 7> kOutcomeWords{"?", "as is", "carried", "partly", "done here", "dropped", "refused"};

constexpr std::array kTabled{TabledFormat{Format::OpenAiChat, "chat"}, TabledFormat{Format::OpenAiResponses, "responses"},
    TabledFormat{Format::Anthropic, "anthropic"}, TabledFormat{Format::Gemini, "gemini"}, TabledFormat{Format::OllamaChat, "ollama"},
    TabledFormat{Format::OpenAiCompletions, "completions"}, TabledFormat{Format::OllamaGenerate, "generate"}};

struct NameRow {
    std::string_view name;
    Format format;
};

// The first name of a format is the printed one.
constexpr std::array kNames{NameRow{"chat", Format::OpenAiChat}, NameRow{"openai", Format::OpenAiChat}, NameRow{"openai/chat", Format::OpenAiChat},
    NameRow{"openai-chat", Format::OpenAiChat}, NameRow{"chat/completions", Format::OpenAiChat}, NameRow{"responses", Format::OpenAiResponses},
    NameRow{"openai/responses", Format::OpenAiResponses}, NameRow{"openai-responses", Format::OpenAiResponses},
    NameRow{"anthropic", Format::Anthropic}, NameRow{"anthropic-messages", Format::Anthropic}, NameRow{"claude", Format::Anthropic},
    NameRow{"messages", Format::Anthropic}, NameRow{"gemini", Format::Gemini}, NameRow{"google", Format::Gemini},
    NameRow{"ollama", Format::OllamaChat}, NameRow{"ollama/chat", Format::OllamaChat}, NameRow{"ollama-chat", Format::OllamaChat},
    NameRow{"completions", Format::OpenAiCompletions}, NameRow{"openai/completions", Format::OpenAiCompletions},
    NameRow{"generate", Format::OllamaGenerate}, NameRow{"ollama/generate", Format::OllamaGenerate},
    NameRow{"bedrock", Format::Bedrock}, NameRow{"aws", Format::Bedrock}, NameRow{"cohere", Format::Cohere}};

constexpr std::string_view kHead = "field\ttype\texample\tchat\tresponses\tanthropic\tgemini\tollama\tbedrock\tbedrock-nova\tbedrock-openai\tbedrock-other\tcohere\tnote";
constexpr std::size_t kColumns = 3 + kTableTargets.size() + 1;

std::vector<std::string_view> cellsOf(std::string_view line)
{
    std::vector<std::string_view> cells;
    for (std::size_t end = 0; end != std::string_view::npos; line.remove_prefix(std::min(end + 1, line.size()))) {
        end = line.find('\t');
        cells.push_back(line.substr(0, end));
    }
    return cells;
}

/// "reasoning.effort" below `pointer`.
Json::json_pointer placeOf(const FormatPlace& at, std::string_view name)
{
    Json::json_pointer pointer(at.pointer);
    for (std::size_t end = 0; end != std::string_view::npos; name.remove_prefix(std::min(end + 1, name.size()))) {
        end = name.find('.');
        pointer.push_back(std::string(name.substr(0, end)));
    }
    return pointer;
}

/// Adds the content of one line. False if it is invalid.
bool readLine(std::string_view line, FormatTable& table)
{
    const auto cells = cellsOf(line);
    if (line.empty() || line == kHead)
        return true;
    if (cells.front() == "# read" && cells.size() == 2) {
        table.read = cells[1];
    } else if (cells.front() == "# source" && cells.size() == 2) {
        table.sources.emplace_back(cells[1]);
    } else if (cells.front().starts_with("# ") && cells.size() == 1 && table.title.empty()) {
        table.title = cells.front().substr(2);
    } else if (cells.front() == "@" && cells.size() == 4) {
        auto request = parseJson(cells[3]);
        if (!request)
            return false;
        table.places.push_back({std::string(cells[1]), std::string(cells[2]), std::move(*request)});
    } else if (cells.size() == kColumns && !table.places.empty()) {
        auto example = parseJson(cells[2]);
        if (!example)
            return false;
        FormatField field{table.places.size() - 1, std::string(cells[0]), std::string(cells[1]), std::move(*example), {}, std::string(cells.back())};
        for (std::size_t i = 0; i < kTableTargets.size(); ++i) {
            const auto word = std::ranges::find(kOutcomeWords, cells[3 + i]);
            if (word == kOutcomeWords.end())
                return false;
            field.outcomes[i] = static_cast<FieldOutcome>(word - kOutcomeWords.begin());
        }
        table.fields.push_back(std::move(field));
    } else {
        return false;
    }
    return true;
}

} // namespace

std::string_view outcomeWord(FieldOutcome outcome) { return kOutcomeWords[static_cast<std::size_t>(outcome)]; }

Json FormatField::request(const FormatPlace& at) const
{
    Json made = at.request;
    made[placeOf(at, name)] = example;
    return made;
}

Json FormatField::without(const FormatPlace& at) const
{
    Json made = at.request;
    const Json::json_pointer pointer = placeOf(at, name);
    if (made.contains(pointer) && made[pointer] == example)
        made[pointer.parent_pointer()].erase(pointer.back());
    return made;
}

bool FormatField::isIn(const FormatPlace& at) const { return at.request.contains(placeOf(at, name)); }

std::string FormatTable::pathOf(const FormatField& field) const
{
    const std::string& at = places[field.place].path;
    return at.empty() ? field.name : at + '.' + field.name;
}

Result<FormatTable> parseFormatTable(std::string_view text)
{
    FormatTable table;
    std::size_t number = 1;
    for (std::size_t end = 0; end != std::string_view::npos; text.remove_prefix(std::min(end + 1, text.size())), ++number) {
        end = text.find('\n');
        if (!readLine(text.substr(0, end), table))
            return failure(ErrorKind::InternalError, asIs("Line " + std::to_string(number) + " of a table of fields cannot be read."));
    }
    return table;
}

std::string formatTableText(const FormatTable& table)
{
    std::string text = "# " + table.title + "\n# read\t" + table.read + '\n';
    for (const std::string& source : table.sources)
        text += "# source\t" + source + '\n';
    text += std::string(kHead) + '\n';
    std::size_t next = 0;
    for (const FormatField& field : table.fields) {
        for (; next <= field.place; ++next)
            text += "@\t" + table.places[next].path + '\t' + table.places[next].pointer + '\t' + toText(table.places[next].request) + '\n';
        text += field.name + '\t' + field.type + '\t' + toText(field.example);
        for (const FieldOutcome outcome : field.outcomes)
            text += '\t' + std::string(outcomeWord(outcome));
        text += '\t' + field.note + '\n';
    }
    return text;
}

std::span<const TabledFormat> tabledFormats() { return kTabled; }

std::string_view tableName(Format target)
{
    return std::ranges::find(kNames, target, &NameRow::format)->name;
}

std::optional<Format> formatNamed(std::string_view name)
{
    const std::string lower = asciiLower(name);
    const auto row = std::ranges::find(kNames, std::string_view(lower), &NameRow::name);
    return row == kNames.end() ? std::nullopt : std::optional(row->format);
}

std::optional<std::size_t> tableTargetNamed(std::string_view name)
{
    const std::string lower = asciiLower(name);
    const auto format = formatNamed(lower);
    const auto target = std::ranges::find_if(kTableTargets, [&](const TableTarget& each) { return format ? each.format == *format : each.name == lower; });
    return target == kTableTargets.end() ? std::nullopt : std::optional(static_cast<std::size_t>(target - kTableTargets.begin()));
}

Result<FormatTable> formatTable(Format client)
{
    const auto row = std::ranges::find(kTabled, client, &TabledFormat::format);
    if (row == kTabled.end())
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "Requests in this format can be written but not read.")});
    initFormatsResource();
    QFile file(QStringLiteral(":/formats/") + QString::fromLatin1(row->name.data(), static_cast<qsizetype>(row->name.size())) + QStringLiteral(".tsv"));
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::InternalError, asIs("The table of fields is missing from the program."));
    return parseFormatTable(file.readAll().toStdString());
}

} // namespace gateway::protocol
