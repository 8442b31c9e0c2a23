#pragma once

#include "gateway/config/settings/settings.h"
#include "gateway/usage/record.h"

#include <string>

namespace ui::models {

/// A route for requests like one that came: it matches the model that was asked for, and who asked, and asks whom
/// that request was answered by.
struct RouteProposal {
    gateway::config::RouteSettings route;
    std::string ahead; ///< id of the route that took the request: the new one has to stand before it; empty: none did
};

/// Whether it asked for a model, so that others can be like it.
bool canPropose(const gateway::usage::ExchangeRecord& record);
RouteProposal proposalFor(const gateway::usage::ExchangeRecord& record, const gateway::config::Settings& settings);

} // namespace ui::models
