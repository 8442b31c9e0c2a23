#include "refusal_words.h"

#include "gateway/core/json/json.h"
#include "gateway/core/json/json_fields.h"
#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <array>

namespace gateway::exchange {

namespace {

constexpr std::size_t kMostRead = 256 * 1024;
constexpr std::size_t kMostSaid = 4096;
constexpr std::size_t kMostDetails = 64 * 1024;

/// Codes and identifiers of this one error.
constexpr std::array<std::string_view, 9> kNoDetails{"code", "type", "param", "object", "status", "id", "request_id", "user_id", "timestamp"};
/// What FastAPI repeats from the request, and a link to its manual. Source: docs.pydantic.dev, "Error handling"; read
/// 2026-11-28.
constexpr std::array<std::string_view, 3> kRepeated{"input", "ctx", "url"};

bool isScalar(const Json& value) { return value.is_string() || value.is_number(); }

template <class List> bool lists(const List& list, std::string_view key) { return std::ranges::find(list, key) != list.end(); }

/// Gathers `RefusalWords::details`.
class DetailReader {
public:
    /// `said` is not repeated in `out`. Both must outlive this object.
    DetailReader(const std::string& said, std::string& out) : m_said(said), m_out(out) { }

    void read(const Json& value)
    {
        if (m_out.size() >= kMostDetails)
            return;
        if (value.is_string())
            readText(value.get_ref<const std::string&>());
        else if (value.is_array() && std::ranges::all_of(value, isScalar))
            readPath(value);
        else if (value.is_array())
            for (const Json& each : value)
                read(each);
        else if (value.is_object())
            for (const auto& member : value.items())
                if (!lists(kRepeated, member.key()) && !(isScalar(member.value()) && lists(kNoDetails, member.key())))
                    read(member.value());
    }

private:
    /// A text may be JSON: a gateway repeats the error of the host behind it.
    void readText(const std::string& text)
    {
        if (text.starts_with('[') || text.starts_with('{'))
            if (const auto inner = parseJson(text))
                return read(*inner);
        const std::string lower = asciiLower(text);
        if (lower != m_said && !lower.empty())
            m_out.append(lower).append("\n");
    }

    void readPath(const Json& path)
    {
        std::string text;
        for (const Json& each : path)
            text.append(text.empty() ? "" : ".").append(each.is_string() ? asciiLower(each.get_ref<const std::string&>()) : each.dump());
        if (!text.empty())
            m_out.append(text).append("\n");
    }

    const std::string& m_said;
    std::string& m_out;
};

} // namespace

RefusalWords refusalWords(int status, std::string_view body, std::string_view message)
{
    RefusalWords words;
    words.status = status;
    const Result<Json> read = body.size() <= kMostRead ? parseJson(body) : Result<Json>(Json());
    const bool isObject = read && read->is_object();
    if (message.empty() && isObject)
        message = json::textOf(json::fieldOf(*read, "error").is_object() ? json::fieldOf(*read, "error") : *read, "message");
    words.said = asciiLower((message.empty() ? body : message).substr(0, kMostSaid));
    if (!isObject)
        return words;
    for (const Json* const object : {&*read, &json::fieldOf(*read, "error")})
        for (const char* const key : {"code", "type", "param"})
            if (const std::string text = asciiLower(json::textOf(*object, key)); !text.empty()) {
                words.codes.append(text).append(" ");
                if (std::string_view(key) == "param")
                    words.param = text;
            }
    DetailReader(words.said, words.details).read(*read);
    return words;
}

} // namespace gateway::exchange
