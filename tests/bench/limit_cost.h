#pragma once

namespace bench {

/// What 20 limits add to a request that count requests, tokens and cost by consumer, session and model, in nanoseconds.
struct LimitCost {
    double admission = -1; ///< until the attempt may begin; negative: a request was not admitted
    double whole = -1;     ///< from the caller to the record
};
LimitCost limitCost();

} // namespace bench
