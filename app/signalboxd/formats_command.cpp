#include "formats_command.h"

#include "app/process/text_table.h"
#include "gateway/core/text/closest_names.h"
#include "gateway/protocol/codecs/format_table.h"

#include <algorithm>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

namespace app {

namespace {

namespace protocol = gateway::protocol;
using Lines = std::vector<std::vector<std::string>>;

constexpr std::size_t kLongestExample = 48;

constexpr const char* kLegend = R"(
as is      same format: the request is passed on as it came, with fields that are not listed
carried    sent to the target in its own terms
partly     sent; what the target has no field for is named in x-signalbox-dropped
done here  takes effect without being sent; the note says how
dropped    not sent, and named in x-signalbox-dropped
refused    status 400 that names the field, since the answer would mean something else
Fields that are not listed are named in x-signalbox-dropped unless the target has the same format.
Tried with a typical model of each format; a model's own limits can change single fields.
bedrock is for Claude models; bedrock-nova, bedrock-openai and bedrock-other are for those of other makers.
A provider that speaks the client's format, too, is asked in that one: Gemini and Ollama in OpenAI's, for example.
For several answers, or one tool call at a time, they are asked in their own.
)";

std::string namesOf(const std::vector<std::string>& names, const char* between = ", ")
{
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : between) + name;
    return text;
}

std::vector<std::string> clientNames()
{
    std::vector<std::string> names;
    for (const protocol::TabledFormat& tabled : protocol::tabledFormats())
        names.emplace_back(tabled.name);
    return names;
}

std::vector<std::string> targetNames()
{
    std::vector<std::string> names;
    names.reserve(std::size(protocol::kTableTargets));
    for (const protocol::TableTarget& target : protocol::kTableTargets)
        names.emplace_back(target.name);
    return names;
}

/// Without the padding of the last column.
std::string tableText(const Lines& lines)
{
    std::string text;
    for (const char c : alignedText(lines, lines.front().size())) {
        if (c == '\n')
            text.erase(text.find_last_not_of(' ') + 1);
        text += c;
    }
    return text;
}

std::string exampleText(const gateway::Json& example)
{
    std::string text = gateway::toText(example);
    if (text.size() <= kLongestExample)
        return text;
    std::size_t end = kLongestExample - 3;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) // not inside a character
        --end;
    return text.substr(0, end) + "...";
}

std::string headText(const protocol::FormatTable& table)
{
    return table.title + "\nVendor documents read on " + table.read + ": " + namesOf(table.sources, "; ") + ".\n\n";
}

std::string pairText(const protocol::FormatTable& table, std::size_t target)
{
    Lines lines{{"field", "type", "example", "towards " + std::string(protocol::kTableTargets[target].name), "note"}};
    for (const protocol::FormatField& field : table.fields) {
        const protocol::FieldOutcome outcome = field.outcomes[target];
        const bool isNoted = outcome == protocol::FieldOutcome::DoneHere || outcome == protocol::FieldOutcome::Refused;
        lines.push_back({table.pathOf(field), field.type, exampleText(field.example), std::string(protocol::outcomeWord(outcome)), isNoted ? field.note : ""});
    }
    return tableText(lines);
}

std::string allText(const protocol::FormatTable& table)
{
    Lines lines{{"field", "type"}};
    for (const std::string& name : targetNames())
        lines.front().push_back(name);
    for (const protocol::FormatField& field : table.fields) {
        lines.push_back({table.pathOf(field), field.type});
        for (const protocol::FieldOutcome outcome : field.outcomes)
            lines.back().emplace_back(protocol::outcomeWord(outcome));
    }
    return tableText(lines);
}

int listFormats(std::ostream& out, std::ostream& err)
{
    Lines lines{{"from", "fields", "documents read", "requests"}};
    for (const protocol::TabledFormat& tabled : protocol::tabledFormats()) {
        const auto table = protocol::formatTable(tabled.format);
        if (!table) {
            err << "signalboxd: " << table.error().text() << '\n';
            return 1;
        }
        lines.push_back({std::string(tabled.name), std::to_string(table->fields.size()), table->read, table->title});
    }
    out << tableText(lines) << "\nTargets (--to): " << namesOf(targetNames()) << ".\nA table: signalboxd formats --from anthropic --to chat\n";
    return 0;
}

int unknownName(const std::string& option, const std::string& name, const std::vector<std::string>& known, std::ostream& err)
{
    const auto meant = gateway::closestNames(name, known, 1);
    err << "signalboxd: " << option << ": unknown format \"" << shownText(name) << '"' << (meant.empty() ? "." : "; did you mean " + meant.front() + '?')
        << " Known: " << namesOf(known) << ".\n";
    return 1;
}

} // namespace

int printFormats(const FormatsRequest& request, std::ostream& out, std::ostream& err)
{
    if (request.from.empty())
        return listFormats(out, err);
    const auto client = protocol::formatNamed(request.from);
    if (!client)
        return unknownName("--from", request.from, clientNames(), err);
    const auto table = protocol::formatTable(*client);
    if (!table) {
        err << "signalboxd: --from: this gateway has no client format " << protocol::tableName(*client) << ". Known: " << namesOf(clientNames())
            << ".\n";
        return 1;
    }
    if (request.to.empty()) {
        out << headText(*table) << allText(*table) << kLegend;
        return 0;
    }
    const auto target = protocol::tableTargetNamed(request.to);
    if (!target)
        return unknownName("--to", request.to, targetNames(), err);
    out << headText(*table) << pairText(*table, *target) << kLegend;
    return 0;
}

} // namespace app
