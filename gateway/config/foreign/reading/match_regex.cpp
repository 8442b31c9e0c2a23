#include "match_regex.h"

#include "gateway/core/text/pattern.h"

#include <QRegularExpression>
#include <QString>

#include <optional>

namespace gateway::config::foreign {

namespace {

using Kind = TextMatch::Kind;

constexpr std::string_view kSpecial = "\\^$.|?*+()[]{}";
constexpr std::string_view kWithoutCase = "(?i)^";
constexpr std::string_view kAnything = ".*";
constexpr std::string_view kWholeBegin = "^(?:";
constexpr std::string_view kWholeEnd = ")$";

std::string escaped(std::string_view text)
{
    std::string pattern;
    for (const char c : text) {
        if (kSpecial.find(c) != std::string_view::npos)
            pattern += '\\';
        pattern += c;
    }
    return pattern;
}

/// The text matched by a pattern without operators.
std::optional<std::string> literal(std::string_view pattern)
{
    std::string text;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const bool special = kSpecial.find(pattern[i]) != std::string_view::npos;
        if (pattern[i] == '\\' && i + 1 < pattern.size() && kSpecial.find(pattern[i + 1]) != std::string_view::npos)
            text += pattern[++i];
        else if (special)
            return std::nullopt;
        else
            text += pattern[i];
    }
    return text.empty() ? std::nullopt : std::optional<std::string>(text);
}

} // namespace

TextMatch matchFromRegex(std::string_view pattern, bool suffixes)
{
    if (pattern == kAnything)
        return {Kind::Present, {}};
    std::string_view inner = pattern;
    const bool fromStart = inner.starts_with('^');
    if (fromStart)
        inner.remove_prefix(1);
    const bool toEnd = inner.ends_with('$') && !inner.ends_with("\\$");
    if (toEnd)
        inner.remove_suffix(1);
    const auto text = literal(inner);
    if (text && fromStart)
        return {toEnd ? Kind::Exact : Kind::Prefix, *text};
    if (text && toEnd && suffixes)
        return {Kind::Suffix, *text};
    return {Kind::Regex, std::string(pattern)};
}

TextMatch matchFromWholeRegex(std::string_view pattern, bool suffixes)
{
    const bool endless = pattern.ends_with(kAnything) && !pattern.ends_with("\\.*");
    const auto front = endless ? literal(pattern.substr(0, pattern.size() - kAnything.size())) : std::nullopt;
    if (front)
        return {Kind::Prefix, *front};
    const auto back = pattern.starts_with(kAnything) ? literal(pattern.substr(kAnything.size())) : std::nullopt;
    if (back && suffixes)
        return {Kind::Suffix, *back};
    if (pattern == kAnything)
        return {Kind::Present, {}};
    if (const auto text = literal(pattern))
        return {Kind::Exact, *text};
    return {Kind::Regex, std::string(kWholeBegin).append(pattern).append(kWholeEnd)};
}

std::string regexOf(const TextMatch& match)
{
    switch (match.kind) {
    case Kind::Exact:
        return '^' + escaped(match.text) + '$';
    case Kind::Prefix:
        return '^' + escaped(match.text);
    case Kind::Suffix:
        return escaped(match.text) + '$';
    case Kind::Regex:
        return match.text;
    case Kind::Present:
        break;
    }
    return std::string(kAnything);
}

std::string wholeRegexOf(const TextMatch& match)
{
    const std::string_view text = match.text;
    switch (match.kind) {
    case Kind::Exact:
        return escaped(text);
    case Kind::Prefix:
        return escaped(text).append(kAnything);
    case Kind::Suffix:
        return std::string(kAnything) + escaped(text);
    case Kind::Present:
        return std::string(kAnything);
    case Kind::Regex:
        break;
    }
    if (text.starts_with(kWholeBegin) && text.ends_with(kWholeEnd)
        && text.size() > kWholeBegin.size() + kWholeEnd.size())
        return std::string(text.substr(kWholeBegin.size(), text.size() - kWholeBegin.size() - kWholeEnd.size()));
    return ".*(?:" + std::string(text) + ").*";
}

TextMatch ignoringCase(const TextMatch& match)
{
    std::string pattern = std::string(kWithoutCase) + escaped(match.text);
    if (match.kind == Kind::Exact)
        pattern += '$';
    return {Kind::Regex, std::move(pattern)};
}

bool isIgnoringCase(const TextMatch& match, TextMatch& plain)
{
    if (match.kind != Kind::Regex || !match.text.starts_with(kWithoutCase))
        return false;
    plain = matchFromRegex(std::string_view(match.text).substr(kWithoutCase.size() - 1), false);
    return plain.kind == Kind::Exact || plain.kind == Kind::Prefix;
}

bool isValidRegex(const std::string& pattern) { return !Pattern(pattern).problem(); }

bool matchesWholly(const std::string& pattern, const std::string& text)
{
    const QString whole = QRegularExpression::anchoredPattern(QString::fromStdString(pattern));
    return QRegularExpression(whole).match(QString::fromStdString(text)).hasMatch();
}

} // namespace gateway::config::foreign
