// YAML in block style: whole lines are inserted and removed.
// Source: https://yaml.org/spec/1.2.2.

#include "format_writers.h"
#include "text_lines.h"
#include "yaml_events.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace gateway::clients {

namespace {

using Kind = YamlPlace::Kind;

/// A container with the range of its lines.
struct Level {
    const YamlPlace* place = nullptr;
    std::size_t end = 0;                   ///< behind its last line
    std::optional<std::size_t> colon = {}; ///< behind the colon of the name that it is the value of
};

std::string scalarText(const Json& value)
{
    if (!value.is_string())
        return toText(value);
    static constexpr std::array<std::string_view, 10> kWords{"true", "false", "yes", "no", "on", "off", "null", "y", "n", "~"};
    std::string text = value.get<std::string>();
    const auto isPlain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || std::string_view("-_./:").find(c) != std::string_view::npos;
    };
    std::string lower = text;
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
    const bool isLetter = !lower.empty() && lower.front() >= 'a' && lower.front() <= 'z';
    const bool isWord = std::find(kWords.begin(), kWords.end(), lower) != kWords.end();
    if (isLetter && !isWord && !text.ends_with(':') && std::all_of(text.begin(), text.end(), isPlain))
        return text;
    return toText(value); // a JSON string is also a YAML string
}

/// `value` as lines at `indent`; the first one begins with `lead`, which is as wide as the indentation of the others.
std::string linesOf(const Json& value, const std::string& indent, const std::string& lead, std::string_view lineEnd);

/// The text after a name or a dash: the rest of the line, and further lines if necessary.
std::string valueText(const Json& value, const std::string& indent, std::string_view lineEnd)
{
    if (!value.is_structured() || value.empty())
        return ' ' + (value.is_structured() ? toText(value) : scalarText(value)) + std::string(lineEnd);
    return std::string(lineEnd) + linesOf(value, indent + "  ", indent + "  ", lineEnd);
}

std::string linesOf(const Json& value, const std::string& indent, const std::string& lead, std::string_view lineEnd)
{
    std::string text;
    for (auto member = value.begin(); member != value.end(); ++member) {
        text += text.empty() ? lead : indent;
        if (value.is_object())
            text += scalarText(Json(member.key())) + ':' + valueText(*member, indent, lineEnd);
        else if (member->is_object() && !member->empty())
            text += linesOf(*member, indent + "  ", "- ", lineEnd);
        else
            text += '-' + valueText(*member, indent, lineEnd);
    }
    return text;
}

bool isFlowEmpty(const YamlPlace& place) { return place.isFlow && place.inside.empty(); }

/// The end of the plain or quoted scalar that begins at `at`. Not for blocks with | and >.
std::size_t scalarEnd(std::string_view text, std::size_t at)
{
    const std::size_t end = lineTextEnd(text, at);
    if (at < end && (text[at] == '"' || text[at] == '\'')) {
        for (std::size_t i = at + 1; i < text.size(); ++i) {
            if (text[at] == '"' && text[i] == '\\')
                ++i;
            else if (text[i] == text[at] && text[at] == '\'' && i + 1 < text.size() && text[i + 1] == '\'')
                ++i;
            else if (text[i] == text[at])
                return i + 1;
        }
    }
    std::size_t close = at;
    while (close < end && !(text[close] == '#' && close > 0 && (text[close - 1] == ' ' || text[close - 1] == '\t')))
        ++close;
    while (close > at && (text[close - 1] == ' ' || text[close - 1] == '\t'))
        --close;
    return close;
}

/// Collects the start of every non-null value at a place.
void addBegins(const YamlPlace& place, std::vector<std::size_t>& begins)
{
    if (!place.isNull)
        begins.push_back(place.begin);
    for (const auto* const parts : {&place.names, &place.inside})
        for (const YamlPlace& each : *parts)
            addBegins(each, begins);
}

/// The scalars of a document with their ends, over any number of lines.
class YamlTexts {
public:
    YamlTexts(std::string_view text, const YamlPlace& root) : m_text(text)
    {
        addBegins(root, m_begins);
        std::ranges::sort(m_begins);
        add(root, {}, false);
    }

    std::vector<TextPlace> take() { return std::move(m_texts); }

    /// The end of the scalar that begins at `at`.
    std::size_t endOf(std::size_t at, bool isInFlow) const
    {
        const char first = at < m_text.size() ? m_text[at] : ' ';
        if (first == '"' || first == '\'')
            return scalarEnd(m_text, at);
        if (!isInFlow)
            return endOfLines(at, first == '|' || first == '>');
        std::size_t end = std::min(m_text.find_first_of(",]}", at), m_text.size());
        while (end > at && std::string_view(" \t\r\n").find(m_text[end - 1]) != std::string_view::npos)
            --end;
        return end;
    }

private:
    void add(const YamlPlace& place, const std::vector<std::string>& names, bool isInFlow)
    {
        const bool isAlias = place.isShared && place.begin < m_text.size() && m_text[place.begin] == '*';
        if (place.kind == Kind::Scalar && !place.isNull && !isAlias && place.value.is_string())
            m_texts.push_back({names, place.begin, endOf(place.begin, isInFlow), place.value.get<std::string>()});
        for (std::size_t i = 0; i < place.inside.size(); ++i) {
            std::vector<std::string> inner = names;
            if (place.kind == Kind::Map)
                inner.push_back(place.names[i].value.is_string() ? place.names[i].value.get<std::string>() : std::string());
            add(place.inside[i], inner, isInFlow || place.isFlow);
        }
    }

    /// For a block, or an unquoted text: the lines up to the next value, or for the latter to a comment.
    std::size_t endOfLines(std::size_t at, bool isBlock) const
    {
        const auto next = std::ranges::upper_bound(m_begins, at);
        const std::size_t limit = next == m_begins.end() ? m_text.size() : lineBegin(m_text, *next);
        std::size_t end = isBlock ? lineTextEnd(m_text, at) : scalarEnd(m_text, at);
        std::size_t indent = 0; // of the first line of a block
        for (std::size_t line = nextLine(m_text, at); line < limit; line = nextLine(m_text, line)) {
            if (skipBlanks(m_text, line) == lineTextEnd(m_text, line))
                continue;
            if (isBlock ? indentAt(m_text, line).size() < indent : isEmptyLine(m_text, line))
                break;
            indent = indent > 0 ? indent : indentAt(m_text, line).size();
            end = lineTextEnd(m_text, line);
        }
        return end;
    }

    std::string_view m_text;
    std::vector<std::size_t> m_begins; // in order
    std::vector<TextPlace> m_texts;
};

class YamlEditor {
public:
    YamlEditor(std::string_view text, const Edit& edit) : m_text(text), m_edit(edit) {}

    Result<std::string> edited(const YamlPlace& root) const
    {
        const std::size_t end = documentEnd();
        if (root.isNull || isFlowEmpty(root))
            return asWhole(root, end);
        Level level{&root, end};
        for (std::size_t i = 0; i < m_edit.path.size(); ++i) {
            const bool isFinal = i + 1 == m_edit.path.size();
            const YamlPlace& place = *level.place;
            if (auto refused = refuseFlow(place, i); !refused)
                return tl::unexpected(refused.error());
            if (place.kind == Kind::Scalar)
                return refusal(m_text, place.begin, {QT_TRANSLATE_NOOP("Error", "%1 has a single value; remove it, then try again"), {nameOfSteps(i)}});
            const std::size_t index = indexOf(place, m_edit.path[i]);
            if (index == place.inside.size())
                return withAnother(level, i);
            if (isFinal)
                return m_edit.value ? withReplaced(level, index) : without(level, index);
            const YamlPlace& next = place.inside[index];
            const auto colon = place.kind == Kind::Map ? std::optional(colonBehind(place.names[index])) : std::nullopt;
            if (next.isShared)
                return refuseShared(next, i + 1);
            if (colon && (next.isNull || isFlowEmpty(next)))
                return withValueBehind(*colon, lineIndent(place), i + 1);
            level = {&next, entryEnd(level, index), colon};
        }
        return std::string(m_text);
    }

    /// See `sourcePlace`, for the path of the edit.
    std::optional<SourcePlace> source(const YamlPlace& root) const
    {
        Level level{&root, documentEnd()};
        for (std::size_t i = 0; i < m_edit.path.size(); ++i) {
            const YamlPlace& place = *level.place;
            if (place.isFlow || place.isShared || place.kind == Kind::Scalar || hasOddDash(place))
                return std::nullopt;
            const std::size_t index = indexOf(place, m_edit.path[i]);
            if (index == place.inside.size())
                return std::nullopt;
            if (i + 1 == m_edit.path.size())
                return SourcePlace{place.kind == Kind::Map ? colonBehind(place.names[index]) : dashBefore(place.inside[index]) + 1,
                    valueEnd(root, level, index)};
            level = {&place.inside[index], entryEnd(level, index)};
        }
        return std::nullopt;
    }

private:
    /// The end of the value at `index`.
    std::size_t valueEnd(const YamlPlace& root, const Level& level, std::size_t index) const
    {
        const YamlPlace& place = *level.place;
        const YamlPlace& value = place.inside[index];
        if (value.isNull && place.kind == Kind::Map) {
            const std::size_t colon = colonBehind(place.names[index]);
            const std::size_t begin = skipBlanks(m_text, colon);
            const std::size_t behind = scalarEnd(m_text, begin);
            return behind == begin ? colon : behind;
        }
        if (value.kind == Kind::Scalar && !value.isShared && !value.isNull)
            return std::min(YamlTexts(m_text, root).endOf(value.begin, false), level.end);
        const std::size_t end = entryEnd(level, index);
        const std::size_t last = end > 0 && m_text[end - 1] == '\n' ? end - 1 : end;
        return last > 0 && last < m_text.size() && m_text[last - 1] == '\r' ? last - 1 : last;
    }

    Sentence nameOfSteps(std::size_t count) const
    {
        if (count == 0)
            return {QT_TRANSLATE_NOOP("Error", "the file")};
        return asIs(pathText(Path(m_edit.path.begin(), m_edit.path.begin() + static_cast<std::ptrdiff_t>(count))));
    }

    /// The end of the document's lines: before "..." or at the end of the text.
    std::size_t documentEnd() const
    {
        for (std::size_t at = markLength(m_text); at < m_text.size(); at = nextLine(m_text, at))
            if (m_text.substr(at).starts_with("..."))
                return at;
        return m_text.size();
    }

    Result<void> refuseFlow(const YamlPlace& place, std::size_t count) const
    {
        if (place.isShared)
            return refuseShared(place, count);
        if (!place.isFlow)
            return {};
        return refusal(m_text, place.begin, {QT_TRANSLATE_NOOP("Error", "%1 is written on one line in brackets; write it on several lines, then try again"), {nameOfSteps(count)}});
    }

    tl::unexpected<Error> refuseShared(const YamlPlace& place, std::size_t count) const
    {
        return refusal(m_text, place.begin, {QT_TRANSLATE_NOOP("Error", "%1 uses an anchor, alias or tag; write out its value, then try again"), {nameOfSteps(count)}});
    }

    static std::size_t indexOf(const YamlPlace& place, const Step& step)
    {
        const auto isText = [](const Json& value, const std::string& text) { return value.is_string() && value.get_ref<const std::string&>() == text; };
        std::size_t i = 0;
        for (; i < place.inside.size(); ++i) {
            if (place.kind == Kind::Map && !step.isItem() && isText(place.names[i].value, step.field))
                break;
            if (place.kind == Kind::List && step.isItem()) {
                const Json item = jsonOf(place.inside[i]);
                const auto field = item.is_object() ? item.find(step.field) : item.end();
                if (field != item.end() && isText(*field, *step.value))
                    break;
            }
        }
        return i;
    }

    std::size_t colonBehind(const YamlPlace& name) const
    {
        const bool isQuoted = m_text[name.begin] == '"' || m_text[name.begin] == '\'';
        const std::size_t from = isQuoted ? scalarEnd(m_text, name.begin) : name.begin;
        return std::min(m_text.find(':', from), m_text.size() - 1) + 1;
    }

    /// The position of the dash of the item with this content; npos if it is not on the same line.
    std::size_t dashBefore(const YamlPlace& item) const
    {
        std::size_t at = item.begin;
        const std::size_t line = lineBegin(m_text, at);
        while (at > line && m_text[at - 1] == ' ')
            --at;
        return at > line && m_text[at - 1] == '-' && skipBlanks(m_text, line) == at - 1 ? at - 1 : std::string_view::npos;
    }

    /// The indentation of the lines of `place`: the column of its names or dashes.
    std::string lineIndent(const YamlPlace& place) const
    {
        const std::size_t first = place.kind == Kind::Map ? place.names.front().begin : dashBefore(place.inside.front());
        return std::string(first - lineBegin(m_text, first), ' ');
    }

    std::size_t entryBegin(const YamlPlace& place, std::size_t index) const
    {
        return lineBegin(m_text, place.kind == Kind::Map ? place.names[index].begin : place.inside[index].begin);
    }

    /// The position after the lines of an entry, without trailing empty lines and comments.
    std::size_t entryEnd(const Level& level, std::size_t index) const
    {
        const std::size_t begin = entryBegin(*level.place, index);
        const std::size_t end = index + 1 < level.place->inside.size() ? entryBegin(*level.place, index + 1) : level.end;
        return endWithoutEmptyLines(m_text, begin, end);
    }

    bool hasOddDash(const YamlPlace& place) const
    {
        return place.kind == Kind::List && std::any_of(place.inside.begin(), place.inside.end(), [&](const YamlPlace& item) {
            return dashBefore(item) == std::string_view::npos;
        });
    }

    Result<void> refuseOddDash(const YamlPlace& place, std::size_t count) const
    {
        if (!hasOddDash(place))
            return {};
        return refusal(m_text, place.begin, {QT_TRANSLATE_NOOP("Error", "%1 has a dash on a line of its own; put its content on the same line, then try again"), {nameOfSteps(count)}});
    }

    /// The new content of an empty file.
    std::string asWhole(const YamlPlace& root, std::size_t end) const
    {
        const std::string_view lineEnd = lineEndOf(m_text);
        std::string lines = linesOf(wrapped(m_edit.path, 0, *m_edit.value), {}, {}, lineEnd);
        if (isFlowEmpty(root))
            return spliced(m_text, root.begin, m_text.find_first_of("]}", root.begin) + 1, lines.substr(0, lines.size() - lineEnd.size()));
        return withLines(m_text, end, std::move(lines));
    }

    Result<std::string> withAnother(const Level& level, std::size_t count) const
    {
        const YamlPlace& place = *level.place;
        if (auto refused = refuseOddDash(place, count); !refused)
            return tl::unexpected(refused.error());
        const Json made = wrapped(m_edit.path, count, *m_edit.value);
        const std::string indent = lineIndent(place);
        return withLines(m_text, entryEnd(level, place.inside.size() - 1), linesOf(made, indent, indent, lineEndOf(m_text)));
    }

    /// Inserts the value after a colon that is followed by nothing or by empty brackets.
    std::string withValueBehind(std::size_t colon, const std::string& indent, std::size_t count) const
    {
        std::string text = valueText(wrapped(m_edit.path, count, *m_edit.value), indent, lineEndOf(m_text));
        const std::size_t old = skipBlanks(m_text, colon);
        const std::size_t oldEnd = scalarEnd(m_text, old);
        const std::size_t end = oldEnd == old ? colon : oldEnd; // only a comment may follow
        const bool isBlock = text.starts_with(lineEndOf(m_text));
        if (!isBlock) // a comment may follow
            return spliced(m_text, colon, end, text.substr(0, text.size() - lineEndOf(m_text).size()));
        const std::string head = spliced(m_text, colon, end, {});
        return withLines(head, nextLine(head, colon), text.substr(lineEndOf(m_text).size()));
    }

    Result<std::string> withReplaced(const Level& level, std::size_t index) const
    {
        const YamlPlace& place = *level.place;
        const YamlPlace& old = place.inside[index];
        if (old.isShared)
            return refuseShared(old, m_edit.path.size());
        const bool isBlock = old.begin < m_text.size() && !old.isNull && (m_text[old.begin] == '|' || m_text[old.begin] == '>');
        const bool isScalar = old.kind == Kind::Scalar && !isBlock;
        if (place.kind == Kind::Map && (old.isNull || isFlowEmpty(old)))
            return withValueBehind(colonBehind(place.names[index]), lineIndent(place), m_edit.path.size());
        if (isScalar && !m_edit.value->is_structured())
            return spliced(m_text, old.begin, scalarEnd(m_text, old.begin), scalarText(*m_edit.value));
        if (auto refused = refuseOddDash(place, m_edit.path.size() - 1); !refused)
            return tl::unexpected(refused.error());
        const std::string indent = lineIndent(place);
        const Json made = place.kind == Kind::Map ? Json::object({{m_edit.path.back().field, *m_edit.value}}) : Json::array({*m_edit.value});
        const std::size_t begin = entryBegin(place, index);
        const std::string lead(m_text.substr(begin, indent.size())); // "- " if the dash of its list precedes it
        std::string lines = linesOf(made, indent, lead, lineEndOf(m_text));
        std::size_t end = entryEnd(level, index);
        while (isBlock && end < level.end && indentAt(m_text, end).size() > indent.size()) // in a block, a line that looks like a comment
                                                                                           // is text
            end = nextLine(m_text, end);
        if (end == m_text.size() && !m_text.ends_with('\n'))
            lines.erase(lines.size() - lineEndOf(m_text).size());
        return spliced(m_text, begin, end, lines);
    }

    Result<std::string> without(const Level& level, std::size_t index) const
    {
        const YamlPlace& place = *level.place;
        if (auto refused = refuseOddDash(place, m_edit.path.size() - 1); !refused)
            return tl::unexpected(refused.error());
        const std::size_t begin = entryBegin(place, index);
        const bool isBehindDash = place.kind == Kind::Map && skipBlanks(m_text, begin) != place.names[index].begin;
        if (isBehindDash)
            return refusal(m_text, begin, {QT_TRANSLATE_NOOP("Error", "%1 is on the same line as the dash of its list; remove it by hand"), {nameOfSteps(m_edit.path.size())}});
        std::string made = spliced(m_text, begin, entryEnd(level, index), {});
        if (place.inside.size() == 1 && level.colon)
            made.insert(*level.colon, place.kind == Kind::List ? " []" : " {}");
        return made;
    }

    std::string_view m_text;
    const Edit& m_edit;
};

} // namespace

Result<Json> parseYamlText(std::string_view bytes)
{
    const auto place = yamlPlaces(bytes);
    if (!place)
        return tl::unexpected(place.error());
    return place->isNull ? Json::object() : jsonOf(*place);
}

Result<std::string> editYamlText(std::string_view bytes, const Edit& edit)
{
    const auto place = yamlPlaces(bytes);
    if (!place)
        return tl::unexpected(place.error());
    return YamlEditor(bytes, edit).edited(*place);
}

std::optional<SourcePlace> yamlSource(std::string_view bytes, const Path& path)
{
    const auto root = yamlPlaces(bytes);
    return root && !root->isNull ? YamlEditor(bytes, {path, std::nullopt}).source(*root) : std::nullopt;
}

std::vector<TextPlace> yamlTexts(std::string_view bytes)
{
    const auto root = yamlPlaces(bytes);
    return root ? YamlTexts(bytes, *root).take() : std::vector<TextPlace>();
}

} // namespace gateway::clients
