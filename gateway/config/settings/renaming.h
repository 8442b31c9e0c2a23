#pragma once

#include "settings.h"

#include <cstddef>
#include <string>
#include <vector>

namespace gateway::config {

// Renames an entry and updates all references in the configuration. Data outside it, such as records in the ledger and
// keychain entries, keeps the old name. Any thread. The general checks report a `next` that is already taken.

/// Updates targets of routes, prices, budgets, limits and failure rules. A rule for a provider type keeps applying to
/// it.
void renameProvider(Settings& settings, const std::string& id, const std::string& next);
/// Updates consumers that may use the route.
void renameRoute(Settings& settings, const std::string& id, const std::string& next);
/// Replaces the targets of `route` by those at `places` of its list, in that order. Its experiment keeps its targets; if
/// one of them is left out, the experiment is removed.
void arrangeTargets(RouteSettings& route, const std::vector<std::size_t>& places);
/// Updates routes that accept or match the consumer, its budgets and limits.
void renameConsumer(Settings& settings, const std::string& name, const std::string& next);

} // namespace gateway::config
