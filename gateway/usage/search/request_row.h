#pragma once

#include "request_filter.h"

#include "gateway/core/money.h"
#include "gateway/usage/record.h"

#include <compare>
#include <cstdint>
#include <limits>

namespace gateway::usage {

/// Position of a request in time order.
struct RequestKey {
    std::int64_t startedAt_ms = 0; ///< since 1970 (UTC)
    std::int64_t number = 0; ///< in the order in which they ended; unique

    auto operator<=>(const RequestKey&) const = default; // NOLINT(modernize-use-nullptr): of what the compiler writes
    static constexpr RequestKey last() { return {std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::max()}; }
    static constexpr RequestKey first() { return {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::min()}; }
};

/// The fields of an exchange that a list shows; `ExchangeRecord` has all of them.
struct RequestRow {
    RequestKey key;
    std::string id;
    std::string dialect;
    std::string consumer;
    std::string clientName;
    std::string process;
    std::string route;
    std::string askedModel;
    std::string provider; ///< that answered, or was tried last; empty: none
    std::string model; ///< the same
    int attempts = 0;
    bool isFallback = false;
    int status = 0; ///< sent to the client
    Outcome outcome = Outcome::Failed;
    std::string errorCode;
    Milliseconds firstToken{-1};
    Milliseconds duration{0};
    std::optional<std::int64_t> tokens; ///< of all kinds; empty: unknown
    bool areTokensEstimated = false; ///< otherwise reported by the provider, or counted
    std::optional<Money> cost;
    bool isCostAtLeast = false; ///< a part of it has no known price
    std::string session; ///< conversation id; empty: unknown
    std::string agent; ///< id of the client's sub-agent; empty: none
    std::string trace; ///< trace id; empty: unknown
};

/// Asks for a page of the requests that match a filter.
struct RequestQuery {
    RequestFilter filter = {};
    RequestKey after = RequestKey::last();
    bool isNewer = false; ///< true: those after the key, oldest first from there; false: those before it
    int limit = 200; ///< 1 to 1,000
};

struct RequestPage {
    std::vector<RequestRow> rows; ///< newest first
    std::optional<RequestKey> next; ///< key to continue from; empty: no more
    std::int64_t newest = 0; ///< largest number of all requests
};

/// A count, which may be incomplete.
struct RequestCount {
    std::int64_t count = 0;
    bool isAll = true;
};

} // namespace gateway::usage
