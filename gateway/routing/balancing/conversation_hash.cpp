#include "conversation_hash.h"

#include "text_hash.h"

#include "gateway/protocol/request_outline.h"
#include "gateway/usage/context/session_id.h"

namespace gateway::routing {

namespace {

/// Bytes hashed at either end of a long beginning.
constexpr std::size_t kHashed = 8 * 1024;

} // namespace

std::uint64_t conversationOf(std::string_view scope, const RequestFacts& facts)
{
    const std::uint64_t seed = textHash(facts.consumer, textHash(scope));
    if (const std::string_view session = usage::sessionInHeaders(facts.head->headers); !session.empty())
        return textHash(session, seed);
    if (!facts.request)
        return seed;
    const std::string_view beginning = protocol::conversationText(*facts.request, facts.body);
    const std::uint64_t front = textHash(beginning.substr(0, kHashed), seed);
    return beginning.size() <= kHashed ? front : textHash(beginning.substr(beginning.size() - kHashed), front);
}

} // namespace gateway::routing
