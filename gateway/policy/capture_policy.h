#pragma once

#include "policy_table.h"

#include <cstddef>

namespace gateway::policy {

/// Records requests and answers until the time set in the consumer's `capture`, without the gateway's own secrets,
/// which should not be in them.
Said captureAt(const Place& place);

/// Keeps the request and its answer, each up to `kMostJudged` bytes, until the judge of the route's experiment has scored
/// them. They are not stored.
Said judgedAt(const Place& place);

inline constexpr std::size_t kMostJudged = std::size_t{256} * 1024;

} // namespace gateway::policy
