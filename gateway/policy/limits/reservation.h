#pragma once

#include "limit_book.h"
#include "target_demand.h"

#include "gateway/core/clock.h"

#include <cstdint>
#include <optional>

namespace gateway::policy {

/// What an attempt reserves of a limit of tokens or cost. Empty: nothing, but the limit must not be reached. `uses`:
/// what requests to its model have used lately; null: unknown. Pure.
std::optional<std::int64_t> reservationOf(const LimitRule& rule, const TargetDemand& demand, const ModelUses* uses, WallTime now);

} // namespace gateway::policy
