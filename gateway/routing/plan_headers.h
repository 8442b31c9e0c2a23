#pragma once

#include "gateway/core/clock.h"
#include "gateway/http/message.h"
#include "gateway/providers/plan_window.h"

#include <vector>

namespace gateway::routing {

/// The plan windows of the requesting key in the head of an answer; empty if there are none. Pure.
std::vector<providers::PlanWindow> planWindows(const http::Headers& headers, WallTime now);

} // namespace gateway::routing
