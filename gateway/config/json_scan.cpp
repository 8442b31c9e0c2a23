#include "json_scan.h"

#include "gateway/core/text/ascii.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

namespace gateway::config {

namespace {

// Copying, comparing and writing a tree recurse once per level.
constexpr std::size_t kMaxDepth = 64;
// `Json` finds fields by linear search.
constexpr std::size_t kMaxFields = 2000;

struct Position {
    std::size_t line; // from 1, as is the column
    std::size_t column;
};

Position positionOf(std::string_view text, std::size_t offset)
{
    const std::string_view before = text.substr(0, std::min(offset, text.size()));
    const auto line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
    const auto lineStart = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    return {line, std::max<std::size_t>(1, before.size() - lineStart)};
}

struct Word {
    std::string_view parsers; ///< how the parser says it
    const char* ours;
};

// Invalid tokens, by the beginning of the parser's messages. Source: nlohmann/json 3.11, detail/input/lexer.hpp; read
// 2026-11-23.
constexpr std::array kFaults{
    Word{"invalid literal", QT_TRANSLATE_NOOP("Configuration", "not a valid value; put text in quotes, the only bare words are true, false and null")},
    Word{"invalid number", QT_TRANSLATE_NOOP("Configuration", "a digit is missing in this number")},
    Word{"invalid string: missing closing quote", QT_TRANSLATE_NOOP("Configuration", "closing quote missing")},
    Word{"invalid string: control character", QT_TRANSLATE_NOOP("Configuration", "closing quote missing on this line, or unescaped control character; write a tab as "
        "\\t")},
    Word{"invalid string: '\\u' must", QT_TRANSLATE_NOOP("Configuration", "four hexadecimal digits must follow \\u")},
    Word{"invalid string: surrogate", QT_TRANSLATE_NOOP("Configuration", "incomplete \\u surrogate pair")},
    Word{"invalid string: forbidden character", QT_TRANSLATE_NOOP("Configuration", "invalid escape; write a backslash in text as \\\\")},
    Word{"invalid string: ill-formed UTF-8", QT_TRANSLATE_NOOP("Configuration", "text is not valid UTF-8")},
    Word{"invalid BOM", QT_TRANSLATE_NOOP("Configuration", "the byte order mark at the start of the file is damaged")},
};

// JSON tokens, by the parser's names. Others are the same in every language.
constexpr std::array kParts{
    Word{"string literal", QT_TRANSLATE_NOOP("Configuration", "text")},
    Word{"number literal", QT_TRANSLATE_NOOP("Configuration", "a number")},
    Word{"'[', '{', or a literal", QT_TRANSLATE_NOOP("Configuration", "a value")},
    Word{"end of input", QT_TRANSLATE_NOOP("Configuration", "the end of the file")},
};

Sentence partOf(std::string_view name)
{
    const auto known = std::ranges::find(kParts, name, &Word::parsers);
    if (known != kParts.end())
        return Sentence::of(known->ours);
    constexpr std::string_view kLiteral = " literal";
    return std::string(name.ends_with(kLiteral) ? name.substr(0, name.size() - kLiteral.size()) : name);
}

// "[json.exception.parse_error.101] parse error at ...: syntax error while parsing value - " followed by "invalid
// literal; last read: '...'" or "unexpected '}'; expected string literal". The last read text could be a part of a key.
Sentence reasonOf(std::string_view what)
{
    constexpr std::string_view kStart = "syntax error while parsing ";
    constexpr std::string_view kBefore = " - ";
    constexpr std::string_view kUnexpected = "unexpected ";
    constexpr std::string_view kExpected = "; expected ";
    const auto start = what.find(kStart);
    const auto before = start == std::string_view::npos ? start : what.find(kBefore, start);
    if (before == std::string_view::npos)
        return QT_TRANSLATE_NOOP("Configuration", "a number is too large");
    what.remove_prefix(before + kBefore.size());
    const auto fault = std::ranges::find_if(kFaults, [&](const Word& word) { return what.starts_with(word.parsers); });
    if (fault != kFaults.end())
        return Sentence::of(fault->ours);
    const auto expected = what.find(kExpected);
    if (!what.starts_with(kUnexpected) || expected == std::string_view::npos)
        return QT_TRANSLATE_NOOP("Configuration", "unexpected token");
    const std::string_view wanted = what.substr(expected + kExpected.size());
    const Sentence found = partOf(what.substr(kUnexpected.size(), expected - kUnexpected.size()));
    if (wanted == "string literal") // strings are expected only as names
        return {QT_TRANSLATE_NOOP("Configuration", "expected a name in quotes, found %1"), {found}};
    return {QT_TRANSLATE_NOOP("Configuration", "expected %2, found %1"), {found, partOf(wanted)}};
}

// Checks every name and bracket before a tree is built.
class Scanner final : public nlohmann::json_sax<Json> {
public:
    Scanner(std::string_view text, Issues& issues)
        : m_text(text)
        , m_issues(issues)
    {
    }

    bool null() override { return value(); }
    bool boolean(bool) override { return value(); }
    bool number_integer(number_integer_t) override { return value(); }
    bool number_unsigned(number_unsigned_t) override { return value(); }
    bool number_float(number_float_t, const string_t&) override { return value(); }
    bool string(string_t&) override { return value(); }
    bool binary(binary_t&) override { return value(); }
    bool start_object(std::size_t) override { return enter(true); }
    bool start_array(std::size_t) override { return enter(false); }
    bool end_object() override { return leave(); }
    bool end_array() override { return leave(); }

    bool key(string_t& name) override
    {
        Level& level = m_levels.back();
        level.name = name;
        if (!level.names.insert(name).second)
            m_issues.add(Issue::Level::Error, path(), QT_TRANSLATE_NOOP("Configuration", "appears twice in the same object; remove one of them"));
        if (level.names.size() <= kMaxFields)
            return true;
        m_levels.pop_back();
        return refuse({QT_TRANSLATE_NOOP("Configuration", "has more than %1 fields"), {std::to_string(kMaxFields)}});
    }

    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& problem) override
    {
        const Position at = positionOf(m_text, position);
        m_issues.add(Issue::Level::Error, {},
            {QT_TRANSLATE_NOOP("Configuration", "is not valid JSON: line %1, column %2: %3"), {std::to_string(at.line), std::to_string(at.column), reasonOf(problem.what())}});
        return false;
    }

private:
    struct Level {
        bool isObject = false;
        std::set<std::string> names;
        std::string name; // of the current field
        std::size_t index = 0; // of the next item
    };

    bool value()
    {
        if (!m_levels.empty())
            ++m_levels.back().index;
        return true;
    }

    bool enter(bool isObject)
    {
        if (m_levels.size() == kMaxDepth)
            return refuse({QT_TRANSLATE_NOOP("Configuration", "is nested deeper than %1 levels"), {std::to_string(kMaxDepth)}});
        m_levels.push_back({isObject, {}, {}, 0});
        return true;
    }

    bool leave()
    {
        m_levels.pop_back();
        return value();
    }

    bool refuse(Sentence message)
    {
        m_issues.add(Issue::Level::Error, path(), std::move(message));
        return false;
    }

    std::string path() const
    {
        std::string path;
        for (const Level& level : m_levels) {
            if (level.isObject)
                appendKey(path, level.name);
            else
                path += '[' + std::to_string(level.index) + ']';
        }
        return path;
    }

    std::string_view m_text;
    Issues& m_issues;
    std::vector<Level> m_levels;
};

} // namespace

std::optional<Json> scanJson(std::string_view text, Issues& issues)
{
    if (text.size() > kMaxDocumentBytes) {
        issues.add(Issue::Level::Error, {}, QT_TRANSLATE_NOOP("Configuration", "is larger than 8 MiB"));
        return std::nullopt;
    }
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
        issues.add(Issue::Level::Error, {}, QT_TRANSLATE_NOOP("Configuration", "is empty; the minimum is {\"version\": 1}"));
        return std::nullopt;
    }
    if (isUtf16(text)) {
        issues.add(Issue::Level::Error, {}, QT_TRANSLATE_NOOP("Configuration", "is saved as UTF-16; save it as UTF-8"));
        return std::nullopt;
    }
    Scanner scanner(text, issues);
    if (!Json::sax_parse(text.begin(), text.end(), &scanner))
        return std::nullopt;
    auto tree = parseJson(text);
    if (!tree) {
        issues.add(Issue::Level::Error, {}, QT_TRANSLATE_NOOP("Configuration", "is not valid JSON"));
        return std::nullopt;
    }
    return *std::move(tree);
}

} // namespace gateway::config
