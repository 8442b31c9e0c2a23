#include "conversation.h"

#include "text_hash.h"

#include "gateway/protocol/request_outline.h"

#include <algorithm>
#include <array>

namespace gateway::routing {

namespace {

constexpr std::array<std::string_view, 9> kSessionHeaders{
    "x-session-id", "session-id", "session_id", "x-session-affinity", "x-claude-code-session-id",
    "x-agent-session", "x-openclaw-session-key", "x-conversation-id", "thread-id"};

/// Of a long beginning so much at either end.
constexpr std::size_t kHashed = 8 * 1024;

} // namespace

std::uint64_t conversationOf(std::string_view scope, const RequestFacts& facts)
{
    const std::uint64_t seed = textHash(facts.consumer, textHash(scope));
    for (const std::string_view name : kSessionHeaders)
        if (const auto session = facts.head->headers.find(name); session && !session->empty())
            return textHash(*session, seed);
    if (!facts.request)
        return seed;
    const std::string_view beginning = protocol::conversationText(*facts.request, facts.body);
    const std::uint64_t front = textHash(beginning.substr(0, kHashed), seed);
    return beginning.size() <= kHashed ? front : textHash(beginning.substr(beginning.size() - kHashed), front);
}

} // namespace gateway::routing
