#pragma once

#include "gateway/core/clock.h"
#include "gateway/protocol/token_usage.h"
#include "gateway/routing/matching/request_facts.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace gateway::routing {

/// The beginning of a conversation in a provider's prompt cache.
struct WarmCache {
    std::string provider; ///< id
    std::string model;    ///< as sent upstream
    std::string key;      ///< name: caches belong to the account
    std::int64_t tokens = 0; ///< what the next request can read from it, approximately
    std::int64_t output = 0; ///< of the last answer
    bool isWritten = false;  ///< the provider charges for what is written to it
    TimePoint at{};          ///< of the last answer
    Milliseconds kept{};     ///< how long it lives after that
};

/// Which conversations have a prompt cache that is still warm, as far as answers report it. Bounded: beyond 10,000, the
/// least recently used is removed. A copy is independent. Gateway thread.
class WarmCaches {
public:
    static constexpr std::size_t kMost = 10'000;
    /// How long providers keep a cache after its last use. Source: docs.claude.com, "Prompt caching" (5 minutes, or an hour
    /// at a higher price); platform.openai.com, "Prompt caching" (5 to 10 minutes). Read 2026-11-23.
    static constexpr std::chrono::minutes kKept{5};
    static constexpr std::chrono::minutes kKeptHour{60};

    /// Null: none is known, or it has expired. Valid until the next change.
    const WarmCache* find(std::uint64_t conversation, TimePoint now) const;
    /// Takes the usage that an answer has reported. `cache` says where it came from; the rest is filled in.
    void take(std::uint64_t conversation, WarmCache cache, const protocol::TokenUsage& used, TimePoint now);

    bool isEmpty() const { return m_caches.empty(); }
    std::size_t size() const { return m_caches.size(); }

private:
    void forgetOldest();

    std::unordered_map<std::uint64_t, WarmCache> m_caches;
    std::deque<std::pair<std::uint64_t, TimePoint>> m_order; // as they were taken; outdated if the cache was used since
};

/// Identifies the conversation whose prompt cache the request can use: of one consumer, route and requested model, and of
/// the session and the sub-agent that the client names, or else of its beginning.
std::uint64_t cachedConversationOf(std::string_view route, const RequestFacts& facts);

} // namespace gateway::routing
