#pragma once

#include "explanation.h"

#include "gateway/usage/record.h"

namespace gateway::routing {

/// What became of an exchange and why, in the words of a request that is still to be
/// sent. Rows of older versions know the first few of the routes only, and no places. Pure.
Explanation pastExplanation(const usage::ExchangeRecord& record);

} // namespace gateway::routing
