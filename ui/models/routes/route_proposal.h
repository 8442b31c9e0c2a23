#pragma once

#include "gateway/config/settings/settings.h"
#include "gateway/usage/record.h"

#include <string>

namespace ui::models {

/// A proposed route for requests like a past one: it matches the requested model and the caller, and its target is the
/// one that answered.
struct RouteProposal {
    gateway::config::RouteSettings route;
    std::string ahead; ///< id of the route that matched the request: the new one must precede it; empty: none
};

/// Whether the request named a model, so that similar requests can be matched.
bool canPropose(const gateway::usage::ExchangeRecord& record);
RouteProposal proposalFor(const gateway::usage::ExchangeRecord& record, const gateway::config::Settings& settings);

} // namespace ui::models
