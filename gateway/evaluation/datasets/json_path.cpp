#include "json_path.h"

#include "gateway/core/text/ascii.h"
#include "gateway/core/text/utf8.h"

#include <QtGlobal>

#include <algorithm>
#include <charconv>
#include <utility>

namespace gateway::evaluation {

namespace {

bool isBlankOfPath(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool isNameCharacter(char c)
{
    return isDigit(c) || (asciiLower(c) >= 'a' && asciiLower(c) <= 'z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

} // namespace

class JsonPath::Parser {
public:
    explicit Parser(std::string_view text)
        : m_text(text)
    {
    }

    Result<JsonPath> parse()
    {
        JsonPath path;
        if (!take('$'))
            fail(QT_TRANSLATE_NOOP("Error", "must begin with $, as in $.items[0].name"));
        for (skipBlanks(); m_problem.isEmpty() && m_at < m_text.size(); skipBlanks())
            path.m_segments.push_back(segment());
        if (!m_problem.isEmpty())
            return failure(ErrorKind::InvalidRequest, m_problem);
        return path;
    }

private:
    bool has(char c) const { return m_at < m_text.size() && m_text[m_at] == c; }
    bool take(char c)
    {
        if (!has(c))
            return false;
        ++m_at;
        return true;
    }
    void skipBlanks()
    {
        while (m_at < m_text.size() && isBlankOfPath(m_text[m_at]))
            ++m_at;
    }
    void fail(Sentence problem)
    {
        if (m_problem.isEmpty())
            m_problem = std::move(problem);
    }
    void failHere()
    {
        fail({QT_TRANSLATE_NOOP("Error", "is not a valid JSONPath at character %1; write it as in $.items[0].name"), {std::to_string(m_at + 1)}});
    }

    Segment segment()
    {
        Segment segment;
        if (take('[')) {
            bracket(segment);
        } else if (take('.')) {
            segment.isDescendant = take('.');
            if (segment.isDescendant && take('['))
                bracket(segment);
            else
                shorthand(segment);
        } else {
            failHere();
        }
        return segment;
    }

    void shorthand(Segment& segment)
    {
        Selector selector;
        const std::size_t begin = m_at;
        if (take('*')) {
            segment.selectors.push_back(std::move(selector));
            return;
        }
        while (m_at < m_text.size() && isNameCharacter(m_text[m_at]))
            ++m_at;
        if (begin == m_at || isDigit(m_text[begin])) {
            m_at = begin;
            return failHere();
        }
        selector.kind = Selector::Kind::Name;
        selector.name = std::string(m_text.substr(begin, m_at - begin));
        segment.selectors.push_back(std::move(selector));
    }

    void bracket(Segment& segment)
    {
        do {
            skipBlanks();
            segment.selectors.push_back(selectorInBracket());
            skipBlanks();
        } while (m_problem.isEmpty() && take(','));
        if (!take(']'))
            failHere();
    }

    Selector selectorInBracket()
    {
        Selector selector;
        if (has('\'') || has('"')) {
            selector.kind = Selector::Kind::Name;
            selector.name = quoted();
        } else if (has('?')) {
            fail({QT_TRANSLATE_NOOP("Error", "contains a filter at character %1, which is not supported; select the value by name, index or wildcard"),
                {std::to_string(m_at + 1)}});
        } else if (!take('*')) {
            indexOrSlice(selector);
        }
        return selector;
    }

    void indexOrSlice(Selector& selector)
    {
        selector.begin = integer();
        skipBlanks();
        if (!take(':')) {
            if (!selector.begin)
                return failHere();
            selector.kind = Selector::Kind::Index;
            selector.index = *selector.begin;
            return;
        }
        selector.kind = Selector::Kind::Slice;
        skipBlanks();
        selector.end = integer();
        skipBlanks();
        if (take(':')) {
            skipBlanks();
            selector.step = integer().value_or(1);
        }
    }

    std::optional<std::int64_t> integer()
    {
        constexpr std::int64_t kMost = 9007199254740991; // Source: RFC 9535 §2.1
        std::int64_t number = 0;
        const char* const begin = m_text.data() + m_at;
        const auto [end, error] = std::from_chars(begin, m_text.data() + m_text.size(), number);
        if (end == begin)
            return std::nullopt;
        const std::string_view digits(begin, static_cast<std::size_t>(end - begin));
        const bool isPadded = (digits.starts_with('0') && digits.size() > 1) || digits.starts_with("-0");
        if (error != std::errc() || number > kMost || number < -kMost || isPadded)
            failHere();
        m_at += digits.size();
        return number;
    }

    std::string quoted()
    {
        const char quote = m_text[m_at++];
        std::string text;
        while (m_at < m_text.size() && m_text[m_at] != quote && m_problem.isEmpty()) {
            if (take('\\'))
                escape(text);
            else
                text += m_text[m_at++];
        }
        if (!take(quote))
            failHere();
        return text;
    }

    void escape(std::string& text)
    {
        static constexpr std::string_view kLetters = "bfnrt/\\'\"";
        static constexpr std::string_view kMeanings = "\b\f\n\r\t/\\'\"";
        const std::size_t found = m_at < m_text.size() ? kLetters.find(m_text[m_at]) : std::string_view::npos;
        if (found != std::string_view::npos) {
            text += kMeanings[found];
            ++m_at;
            return;
        }
        const auto first = has('u') ? unit() : std::nullopt;
        if (!first)
            return failHere();
        unsigned point = *first;
        if (point >= 0xD800 && point < 0xE000) {
            const auto second = point < 0xDC00 && take('\\') && has('u') ? unit() : std::nullopt;
            if (!second || *second < 0xDC00 || *second > 0xDFFF)
                return failHere();
            point = 0x10000 + ((point - 0xD800) << 10) + (*second - 0xDC00);
        }
        addUtf8(text, point);
    }

    /// The four digits after the "u" at the current place.
    std::optional<unsigned> unit()
    {
        unsigned value = 0;
        const std::string_view digits = m_text.substr(m_at + 1, 4);
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
        if (digits.size() != 4 || error != std::errc() || end != digits.data() + 4)
            return std::nullopt;
        m_at += 5;
        return value;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    Sentence m_problem;
};

Result<JsonPath> JsonPath::parse(std::string_view path) { return Parser(path).parse(); }

void JsonPath::applySlice(const Selector& selector, const Json& array, std::vector<const Json*>& found)
{
    // Source: RFC 9535 §2.3.4.2.2
    const auto size = static_cast<std::int64_t>(array.size());
    const std::int64_t step = selector.step;
    if (step == 0)
        return;
    const auto normal = [size](std::int64_t at) { return at >= 0 ? at : size + at; };
    const bool isForward = step > 0;
    const std::int64_t begin = normal(selector.begin.value_or(isForward ? 0 : size - 1));
    const std::int64_t end = selector.end ? normal(*selector.end) : isForward ? size : -1;
    const std::int64_t lower = isForward ? std::clamp<std::int64_t>(begin, 0, size) : std::clamp<std::int64_t>(end, -1, size - 1);
    const std::int64_t upper = isForward ? std::clamp<std::int64_t>(end, 0, size) : std::clamp<std::int64_t>(begin, -1, size - 1);
    for (std::int64_t at = isForward ? lower : upper; isForward ? at < upper : at > lower; at += step)
        found.push_back(&array[static_cast<std::size_t>(at)]);
}

void JsonPath::apply(const Selector& selector, const Json& value, std::vector<const Json*>& found)
{
    switch (selector.kind) {
    case Selector::Kind::Name:
        if (const auto member = value.is_object() ? value.find(selector.name) : value.end(); member != value.end())
            found.push_back(&*member);
        return;
    case Selector::Kind::Index: {
        const auto size = static_cast<std::int64_t>(value.is_array() ? value.size() : 0);
        const std::int64_t at = selector.index >= 0 ? selector.index : size + selector.index;
        if (at >= 0 && at < size)
            found.push_back(&value[static_cast<std::size_t>(at)]);
        return;
    }
    case Selector::Kind::Slice:
        if (value.is_array())
            applySlice(selector, value, found);
        return;
    case Selector::Kind::Wildcard:
        if (value.is_structured())
            for (const Json& child : value)
                found.push_back(&child);
        return;
    }
}

void JsonPath::descend(const Segment& segment, const Json& value, std::vector<const Json*>& found, std::size_t& steps)
{
    ++steps;
    for (const Selector& selector : segment.selectors)
        apply(selector, value, found);
    if (!segment.isDescendant || !value.is_structured())
        return;
    for (const Json& child : value)
        if (found.size() < kMostValues && steps < kMostSteps)
            descend(segment, child, found, steps); // a parsed document has at most 256 levels
}

std::vector<const Json*> JsonPath::select(const Json& document) const
{
    std::size_t steps = 0;
    std::vector<const Json*> values{&document};
    for (const Segment& segment : m_segments) {
        std::vector<const Json*> found;
        for (const Json* value : values)
            if (found.size() < kMostValues && steps < kMostSteps)
                descend(segment, *value, found, steps);
        if (found.size() > kMostValues)
            found.resize(kMostValues);
        values = std::move(found);
    }
    return values;
}

} // namespace gateway::evaluation
