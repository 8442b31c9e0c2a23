#include "json_layout.h"

#include "gateway/core/json/json.h"
#include "text_lines.h"

#include <QtGlobal>

#include <set>

namespace gateway::clients {

namespace {

/// The position after the closing quote of the string that begins at `at`.
std::size_t stringEnd(std::string_view text, std::size_t at)
{
    for (++at; at < text.size() && text[at] != '"'; ++at)
        if (text[at] == '\\')
            ++at;
    return std::min(at + 1, text.size());
}

void blank(std::string& text, std::size_t begin, std::size_t end)
{
    for (; begin < end; ++begin)
        if (text[begin] != '\n' && text[begin] != '\r')
            text[begin] = ' ';
}

/// The end of the comment at `at`; `at` if there is none; npos if it is unterminated.
std::size_t commentEnd(std::string_view text, std::size_t at)
{
    if (text.substr(at).starts_with("//"))
        return std::min(text.find('\n', at), text.size());
    if (!text.substr(at).starts_with("/*"))
        return at;
    const std::size_t end = text.find("*/", at + 2);
    return end == std::string_view::npos ? end : end + 2;
}

/// Walks through a text that was validated by another parser, which reports no positions.
class Walker {
public:
    explicit Walker(std::string_view json) : m_json(json) {}

    Result<JsonPlace> value(std::size_t depth)
    {
        JsonPlace place;
        place.begin = place.memberBegin = m_at = skip(m_at);
        const char first = m_json[m_at];
        if (first == '{' || first == '[') {
            place.kind = first == '{' ? JsonPlace::Kind::Object : JsonPlace::Kind::Array;
            if (depth == kMaxDepth)
                return refusal(m_json, m_at, {QT_TRANSLATE_NOOP("Error", "is nested deeper than %1 levels"), {std::to_string(kMaxDepth)}});
            if (auto walked = contents(place, depth); !walked)
                return tl::unexpected(walked.error());
        } else {
            m_at = first == '"' ? stringEnd(m_json, m_at) : std::min(m_json.find_first_of(",]} \t\r\n", m_at), m_json.size());
        }
        place.end = m_at;
        return place;
    }

private:
    std::size_t skip(std::size_t at) const { return std::min(m_json.find_first_not_of(kJsonWhite, at), m_json.size()); }

    Result<void> contents(JsonPlace& place, std::size_t depth)
    {
        const char close = place.kind == JsonPlace::Kind::Object ? '}' : ']';
        std::set<std::string> names;
        for (m_at = skip(m_at + 1); m_json[m_at] != close; m_at = skip(m_at)) {
            if (m_json[m_at] == ',')
                m_at = skip(m_at + 1);
            const std::size_t begin = m_at;
            std::string name;
            if (place.kind == JsonPlace::Kind::Object) {
                m_at = stringEnd(m_json, begin);
                name = parseJson(m_json.substr(begin, m_at - begin))->get<std::string>();
                m_at = skip(m_at) + 1; // skips the colon
                if (!names.insert(name).second)
                    return refusal(m_json, begin, {QT_TRANSLATE_NOOP("Error", "\"%1\" appears twice in the same object; remove one of them"), {name}});
            }
            auto inside = value(depth + 1);
            if (!inside)
                return tl::unexpected(inside.error());
            inside->name = std::move(name);
            inside->memberBegin = begin;
            place.inside.push_back(std::move(*inside));
        }
        ++m_at;
        return {};
    }

    std::string_view m_json;
    std::size_t m_at = 0;
};

} // namespace

Result<std::string> withoutComments(std::string_view text)
{
    std::string json(text);
    blank(json, 0, markLength(text));
    std::size_t comma = std::string::npos; // a comma after a value that nothing has followed yet
    char before = '[';
    for (std::size_t at = 0; at < json.size();) {
        const char c = json[at];
        if (const std::size_t end = commentEnd(json, at); end == std::string::npos) {
            return refusal(text, at, {QT_TRANSLATE_NOOP("Error", "a comment is not closed; end it with */")});
        } else if (end != at) {
            blank(json, at, end);
            at = end;
            continue;
        }
        if ((c == ']' || c == '}') && comma != std::string::npos)
            json[comma] = ' ';
        if (kJsonWhite.find(c) == std::string_view::npos) {
            comma = c == ',' && std::string_view("{[,:").find(before) == std::string_view::npos ? at : std::string::npos;
            before = c;
        }
        at = c == '"' ? stringEnd(json, at) : at + 1;
    }
    return json;
}

Result<JsonPlace> placesOf(std::string_view json) { return Walker(json).value(0); }

} // namespace gateway::clients
