#include "session_id.h"

#include "plain_id.h"

#include "gateway/core/text/ascii.h"

#include <array>

namespace gateway::usage {

namespace {

/// In order of precedence. Sources: requests of opencode (x-session-id, x-session-affinity), Codex (session-id,
/// thread-id), pi (session_id) and Claude Code (x-claude-code-session-id) as they were recorded; Higress, ai-statistics
/// README (x-agent-session and those of OpenClaw, by each of its names). Read 2026-11-22.
constexpr std::array<std::string_view, 11> kSessionHeaders{"x-session-id", "session-id", "session_id", "x-session-affinity",
    "x-claude-code-session-id", "x-agent-session", "x-openclaw-session-key", "x-conversation-id", "thread-id",
    "x-clawdbot-session-key", "x-moltbot-session-key"};

constexpr std::size_t kMostOfField = 4096; // bytes searched for an id

/// The content of a JSON string; empty: not a string, or with escapes, which ids do not have.
std::string_view plainString(std::string_view json)
{
    const bool isString = json.size() >= 2 && json.front() == '"' && json.back() == '"';
    return isString && json.find('\\') == std::string_view::npos ? json.substr(1, json.size() - 2) : std::string_view();
}

/// The value after a field name at the beginning of `json`: a string, perhaps inside another one.
std::string_view valueBehind(std::string_view json)
{
    const std::size_t begin = json.find_first_not_of(R"(\": )");
    if (begin == std::string_view::npos || begin == 0 || json[begin - 1] != '"')
        return {};
    const std::string_view rest = json.substr(begin);
    return rest.substr(0, rest.find_first_of(R"(\")"));
}

/// Claude Code puts the id into `metadata.user_id`: older versions as "user_..._account_..._session_ID", later ones as
/// a field of JSON in a string. Source: its requests as they were recorded, 2025-06 and 2026-11.
std::string_view sessionInMetadata(std::string_view metadata)
{
    constexpr std::string_view kField = "session_id";
    constexpr std::string_view kOlder = "_session_";
    metadata = metadata.substr(0, kMostOfField);
    if (const std::size_t at = metadata.find(kField); at != std::string_view::npos)
        return valueBehind(metadata.substr(at + kField.size()));
    const std::size_t at = metadata.rfind(kOlder);
    if (at == std::string_view::npos)
        return {};
    const std::string_view rest = metadata.substr(at + kOlder.size());
    return rest.substr(0, rest.find_first_of(R"(\")"));
}

/// An id, or an object with one. Source: OpenAI API reference, "Create a model response", conversation; read
/// 2026-11-22.
std::string_view sessionInConversation(std::string_view conversation)
{
    constexpr std::string_view kId = R"("id")";
    if (const std::string_view id = plainString(conversation); !id.empty())
        return id;
    conversation = conversation.substr(0, kMostOfField);
    const std::size_t at = conversation.find(kId);
    return at == std::string_view::npos ? std::string_view() : valueBehind(conversation.substr(at + kId.size() - 1));
}

struct BodyField {
    std::string_view name;
    std::string_view (*read)(std::string_view value);
};
/// Sources in addition to those above: OpenRouter API reference, session_id; OpenAI API reference, prompt_cache_key.
/// Read 2026-11-22.
constexpr std::array kBodyFields{BodyField{"metadata", sessionInMetadata}, BodyField{"conversation", sessionInConversation},
    BodyField{"session_id", plainString}, BodyField{"prompt_cache_key", plainString}};

} // namespace

std::string_view sessionInHeaders(const http::Headers& headers)
{
    for (const std::string_view name : kSessionHeaders)
        if (const auto session = headers.find(name); session && !session->empty())
            return *session;
    return {};
}

std::string_view sessionOf(const http::Headers& headers, const protocol::RequestOutline& request, std::string_view body)
{
    if (const std::string_view session = plainId(sessionInHeaders(headers)); !session.empty())
        return session;
    for (const BodyField& field : kBodyFields)
        if (const std::string_view value = request.valueOf(field.name, body); !value.empty())
            if (const std::string_view session = plainId(field.read(value)); !session.empty())
                return session;
    return {};
}

} // namespace gateway::usage
