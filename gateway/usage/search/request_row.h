#pragma once

#include "request_filter.h"

#include "gateway/core/money.h"
#include "gateway/usage/record.h"

#include <compare>
#include <cstdint>
#include <limits>

namespace gateway::usage {

/// Where a request stands in the order of time.
struct RequestKey {
    std::int64_t startedAt_ms = 0; ///< since 1970 (UTC)
    std::int64_t number = 0; ///< in the order in which they ended; no two have the same

    auto operator<=>(const RequestKey&) const = default; // NOLINT(modernize-use-nullptr): of what the compiler writes
    static constexpr RequestKey last() { return {std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::max()}; }
    static constexpr RequestKey first() { return {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::min()}; }
};

/// What a list shows of an exchange; the rest of it stands in its `ExchangeRecord`.
struct RequestRow {
    RequestKey key;
    std::string id;
    std::string dialect;
    std::string consumer;
    std::string clientName;
    std::string process;
    std::string route;
    std::string askedModel;
    std::string provider; ///< that answered, or was asked last; empty: none
    std::string model; ///< likewise
    int attempts = 0;
    bool isFallback = false;
    int status = 0; ///< what the client got
    Outcome outcome = Outcome::Failed;
    std::string errorCode;
    Milliseconds firstToken{-1};
    Milliseconds duration{0};
    std::optional<std::int64_t> tokens; ///< all kinds together; empty: not known
    bool areTokensEstimated = false; ///< else told by the provider, or counted
    std::optional<Money> cost;
    bool isCostAtLeast = false; ///< something of it has no price
    std::string session; ///< the conversation that it belongs to; empty: not known
    std::string trace; ///< likewise
};

/// Some of the requests that a filter lets through.
struct RequestQuery {
    RequestFilter filter = {};
    RequestKey after = RequestKey::last();
    bool isNewer = false; ///< those after that in time, from there on; else those before it
    int limit = 200; ///< 1 to 1,000
};

struct RequestPage {
    std::vector<RequestRow> rows; ///< the newest first
    std::optional<RequestKey> next; ///< where to go on from; empty: there are no more
    std::int64_t newest = 0; ///< the largest number there is at all
};

/// How many there are, as far as it was counted.
struct RequestCount {
    std::int64_t count = 0;
    bool isAll = true;
};

} // namespace gateway::usage
