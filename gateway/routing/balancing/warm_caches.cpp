#include "warm_caches.h"

#include "conversation_hash.h"

#include "gateway/usage/context/agent_id.h"

#include <algorithm>

namespace gateway::routing {

namespace {

std::int64_t countOf(const std::optional<Tokens>& tokens) { return tokens ? tokens->count : 0; }

/// What was read from the cache or written to it. Where the provider charges no writing, it caches by itself: all of the
/// prompt, unless an earlier request showed that it does not.
std::int64_t cachedTokens(const protocol::TokenUsage& used, bool wasWarm)
{
    const std::int64_t touched = countOf(used.cachedInput) + countOf(used.cacheWrite);
    if (countOf(used.cacheWrite) > 0 || !used.cachedInput)
        return touched;
    return touched == 0 && wasWarm ? 0 : touched + countOf(used.input);
}

} // namespace

const WarmCache* WarmCaches::find(std::uint64_t conversation, TimePoint now) const
{
    const auto found = m_caches.find(conversation);
    const bool isWarm = found != m_caches.end() && found->second.tokens > 0 && now - found->second.at < found->second.kept;
    return isWarm ? &found->second : nullptr;
}

void WarmCaches::take(std::uint64_t conversation, WarmCache cache, const protocol::TokenUsage& used, TimePoint now)
{
    const auto known = m_caches.find(conversation);
    const bool isSame = known != m_caches.end() && known->second.provider == cache.provider && known->second.model == cache.model
        && known->second.key == cache.key && now - known->second.at < known->second.kept;
    cache.tokens = cachedTokens(used, isSame);
    cache.output = countOf(used.output) + countOf(used.reasoning);
    cache.isWritten = countOf(used.cacheWrite) > 0 || (isSame && known->second.isWritten);
    const bool isLong = countOf(used.cacheWriteHour) > 0 || (isSame && known->second.kept == kKeptHour);
    cache.kept = isLong ? kKeptHour : kKept;
    cache.at = now;
    m_caches.insert_or_assign(conversation, std::move(cache));
    m_order.emplace_back(conversation, now);
    while (m_caches.size() > kMost || m_order.size() > 2 * kMost)
        forgetOldest();
    while (!m_order.empty() && now - m_order.front().second >= kKeptHour)
        forgetOldest();
}

void WarmCaches::forgetOldest()
{
    const auto [conversation, at] = m_order.front();
    m_order.pop_front();
    if (const auto found = m_caches.find(conversation); found != m_caches.end() && found->second.at == at)
        m_caches.erase(found);
}

std::uint64_t cachedConversationOf(std::string_view route, const RequestFacts& facts)
{
    std::string scope = "cache/";
    scope.append(route).append(1, '/').append(facts.model);
    if (const std::string_view agent = usage::agentOf(facts.head->headers); !agent.empty())
        scope.append(1, '/').append(agent);
    return conversationOf(scope, facts);
}

} // namespace gateway::routing
