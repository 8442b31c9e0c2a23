#pragma once

#include "explanation.h"

#include "gateway/usage/record.h"

namespace gateway::routing {

/// What happened to an exchange and why, in the form of an explanation. Rows of older versions contain only the first
/// few routes and no positions. Pure.
Explanation pastExplanation(const usage::ExchangeRecord& record);

} // namespace gateway::routing
