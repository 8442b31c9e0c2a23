#include "text_lines.h"

#include <QtGlobal>

#include <algorithm>
#include <utility>

namespace gateway::clients {

namespace {

constexpr std::string_view kBlanks = " \t";

} // namespace

std::size_t markLength(std::string_view text) { return text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0; }

std::string_view lineEndOf(std::string_view text)
{
    const std::size_t end = text.find('\n');
    return end != std::string_view::npos && end > 0 && text[end - 1] == '\r' ? "\r\n" : "\n";
}

std::size_t lineBegin(std::string_view text, std::size_t at)
{
    const std::size_t before = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
    return before == std::string_view::npos ? std::min(markLength(text), at) : before + 1;
}

std::size_t lineTextEnd(std::string_view text, std::size_t at)
{
    const std::size_t end = std::min(text.find('\n', at), text.size());
    return end > at && end < text.size() && text[end - 1] == '\r' ? end - 1 : end;
}

std::size_t nextLine(std::string_view text, std::size_t at)
{
    const std::size_t end = text.find('\n', at);
    return end == std::string_view::npos ? text.size() : end + 1;
}

std::size_t lineNumber(std::string_view text, std::size_t at)
{
    const std::string_view before = text.substr(0, std::min(at, text.size()));
    return static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
}

std::size_t beginOfLine(std::string_view text, std::size_t number)
{
    std::size_t at = markLength(text);
    for (std::size_t line = 1; line < number; ++line)
        at = nextLine(text, at);
    return at;
}

std::string_view indentAt(std::string_view text, std::size_t at)
{
    const std::size_t begin = lineBegin(text, at);
    return text.substr(begin, skipBlanks(text, begin) - begin);
}

bool isEmptyLine(std::string_view text, std::size_t at)
{
    const std::size_t begin = skipBlanks(text, lineBegin(text, at));
    return begin >= lineTextEnd(text, begin) || text[begin] == '#';
}

std::size_t endWithoutEmptyLines(std::string_view text, std::size_t begin, std::size_t end)
{
    std::size_t last = begin;
    for (std::size_t at = begin; at < end; at = nextLine(text, at))
        if (!isEmptyLine(text, at))
            last = nextLine(text, at);
    return last;
}

std::size_t skipBlanks(std::string_view text, std::size_t at)
{
    return std::min(text.find_first_not_of(kBlanks, at), text.size());
}

std::string withLines(std::string_view text, std::size_t at, std::string lines)
{
    const bool isBehindOpenLine = at == text.size() && at > markLength(text) && text[at - 1] != '\n';
    if (isBehindOpenLine) {
        const std::string_view end = lineEndOf(text);
        lines.erase(lines.rfind(lines.ends_with("\r\n") ? '\r' : '\n'));
        lines.insert(0, end);
    }
    return spliced(text, at, at, lines);
}

std::string spliced(std::string_view text, std::size_t begin, std::size_t end, std::string_view replacement)
{
    std::string made(text.substr(0, begin));
    made += replacement;
    made += text.substr(end);
    return made;
}

tl::unexpected<Error> refusal(std::string_view text, std::size_t at, Sentence what)
{
    return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "line %1: %2"), {std::to_string(lineNumber(text, at)), std::move(what)}});
}

} // namespace gateway::clients
