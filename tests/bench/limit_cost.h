#pragma once

namespace bench {

/// What limits add to a request, in nanoseconds: 20 of them that count requests, tokens and cost by consumer, session
/// and model, from the caller to the record.
double limitsCost();

} // namespace bench
