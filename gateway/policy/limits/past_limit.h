#pragma once

#include "limit_book.h"

#include "gateway/core/clock.h"
#include "gateway/usage/record.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <queue>
#include <string>
#include <vector>

namespace gateway::policy {

/// How many past requests a limit would have refused.
struct LimitCheck {
    std::shared_ptr<const LimitRule> rule;
    std::int64_t requests = 0; ///< that it covers
    std::int64_t refused = 0;
    std::optional<WallTime> firstAt = {}; ///< of all requests that were looked at; empty: there were none
};

/// What a limit would have done with past requests. Any thread.
class PastLimit {
public:
    /// `since`: when the first of the requests may have begun. `usdCny`: the exchange rate.
    PastLimit(std::shared_ptr<const LimitRule> rule, WallTime since, double usdCny);

    /// To be called in the order in which the requests began.
    void add(const usage::ExchangeRecord& record);
    const LimitCheck& check() const { return m_check; }

private:
    void addInFlight(const usage::ExchangeRecord& record);

    LimitEntry m_entry;
    LimitCheck m_check;
    double m_usdCny;
    std::map<std::string, std::priority_queue<WallTime, std::vector<WallTime>, std::greater<>>> m_ends; // of requests in flight
};

} // namespace gateway::policy
