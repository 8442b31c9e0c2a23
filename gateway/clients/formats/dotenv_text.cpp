// Lines of NAME=value, as read by dotenv and shells.
// Source: https://github.com/motdotla/dotenv#what-rules-does-the-parsing-engine-follow, read 2026-11-22.

#include "format_writers.h"
#include "text_lines.h"

#include <QtGlobal>

#include <algorithm>
#include <utility>

namespace gateway::clients {

namespace {

struct Line {
    std::string name;
    std::string value;
    std::size_t begin = 0;      // of the line
    std::size_t valueBegin = 0; // including its quote
    std::size_t valueEnd = 0;
};

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
}

/// Reads the value from `at` to the end of the line. Errors: a quote that is not closed on this line.
Result<void> takeValue(std::string_view text, std::size_t at, Line& line)
{
    const std::size_t end = lineTextEnd(text, at);
    line.valueBegin = skipBlanks(text, at);
    const char quote = line.valueBegin < end ? text[line.valueBegin] : ' ';
    if (quote == '"' || quote == '\'' || quote == '`') {
        std::size_t close = line.valueBegin + 1;
        while (close < end && (text[close] != quote || text[close - 1] == '\\'))
            ++close;
        if (close >= end)
            return refusal(text, at, {QT_TRANSLATE_NOOP("Error", "%1 has a quote that is not closed on the same line; put the value on one line, then try again"), {line.name}});
        line.value = text.substr(line.valueBegin + 1, close - line.valueBegin - 1);
        line.valueEnd = close + 1;
        return {};
    }
    std::size_t close = line.valueBegin;
    while (close < end && text[close] != '#')
        ++close;
    while (close > line.valueBegin && (text[close - 1] == ' ' || text[close - 1] == '\t'))
        --close;
    line.value = text.substr(line.valueBegin, close - line.valueBegin);
    line.valueEnd = close;
    return {};
}

Result<std::vector<Line>> linesOf(std::string_view text)
{
    constexpr std::string_view kExport = "export";
    std::vector<Line> lines;
    for (std::size_t at = markLength(text); at < text.size(); at = nextLine(text, at)) {
        std::size_t name = skipBlanks(text, at);
        if (text.substr(name).starts_with(kExport) && skipBlanks(text, name + kExport.size()) > name + kExport.size())
            name = skipBlanks(text, name + kExport.size());
        std::size_t end = name;
        while (end < text.size() && isNameCharacter(text[end]))
            ++end;
        const std::size_t sign = skipBlanks(text, end);
        if (end == name || sign >= text.size() || text[sign] != '=')
            continue; // a comment, or a line that parsers ignore
        Line line{std::string(text.substr(name, end - name)), {}, at};
        if (auto taken = takeValue(text, sign + 1, line); !taken)
            return tl::unexpected(taken.error());
        lines.push_back(std::move(line));
    }
    return lines;
}

/// Errors: values on which parsers of such files disagree.
Result<std::string> written(const std::string& name, const Json& value)
{
    const std::string text = value.is_string() ? value.get<std::string>() : toText(value);
    const auto isPlain = [](char c) { return isNameCharacter(c) || std::string_view("/:@%+,=").find(c) != std::string_view::npos; };
    if (std::all_of(text.begin(), text.end(), isPlain))
        return text;
    if (text.find_first_of("'\n\r") != std::string::npos)
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "the value of %1 contains a quote or a line break, which this file format does not "
        "support"), {name}});
    return '\'' + text + '\'';
}

} // namespace

Result<Json> parseDotenvText(std::string_view bytes)
{
    const auto lines = linesOf(bytes);
    if (!lines)
        return tl::unexpected(lines.error());
    Json tree = Json::object();
    for (const Line& line : *lines)
        tree[line.name] = line.value; // the last one counts, as in a shell
    return tree;
}

Result<std::string> editDotenvText(std::string_view bytes, const Edit& edit)
{
    if (edit.path.size() != 1 || edit.path.front().isItem())
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "this file format does not support %1"), {pathText(edit.path)}});
    const std::string& name = edit.path.front().field;
    const auto lines = linesOf(bytes);
    if (!lines)
        return tl::unexpected(lines.error());
    const auto isWanted = [&](const Line& line) { return line.name == name; };
    const auto found = std::find_if(lines->begin(), lines->end(), isWanted);
    if (found != lines->end() && std::any_of(found + 1, lines->end(), isWanted))
        return refusal(bytes, found->begin, {QT_TRANSLATE_NOOP("Error", "%1 appears twice; remove one of them"), {name}});
    if (!edit.value)
        return spliced(bytes, found->begin, nextLine(bytes, found->begin), {});
    auto text = written(name, *edit.value);
    if (!text)
        return text;
    if (found == lines->end())
        return withLines(bytes, bytes.size(), name + '=' + *text + std::string(lineEndOf(bytes)));
    return spliced(bytes, found->valueBegin, found->valueEnd, *text);
}

std::optional<SourcePlace> dotenvSource(std::string_view bytes, const Path& path)
{
    const auto lines = linesOf(bytes);
    const auto isWanted = [&](const Line& line) { return line.name == path.front().field; };
    if (!lines || std::ranges::count_if(*lines, isWanted) != 1)
        return std::nullopt;
    const Line& line = *std::ranges::find_if(*lines, isWanted);
    return SourcePlace{line.valueBegin, line.valueEnd};
}

std::vector<TextPlace> dotenvTexts(std::string_view bytes)
{
    std::vector<TextPlace> texts;
    if (auto lines = linesOf(bytes))
        for (Line& line : *lines)
            texts.push_back({{std::move(line.name)}, line.valueBegin, line.valueEnd, std::move(line.value)});
    return texts;
}

} // namespace gateway::clients
