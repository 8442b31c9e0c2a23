#pragma once

#include "gateway/clients/client_catalog.h"
#include "gateway/clients/client_setups.h"
#include "gateway/clients/setup_state.h"
#include "gateway/config/settings/settings.h"
#include "gateway/routing/explanation.h"

#include <optional>
#include <string>
#include <vector>

namespace gateway::host {

// Checks whether the models that a client will request are served, before it is set up. Pure; any thread.

using clients::AskedModel;

/// The request of the client for `model`, to be explained. Without its own consumer it is treated as anonymous.
routing::Question questionFor(const clients::ClientEntry& entry, const std::string& model, const config::Settings& settings);

/// Whether neither a route nor a provider serves the requested model.
bool isUnserved(const routing::Explanation& explanation);

/// Why such a request would fail; empty: it would succeed, at least once current cooldowns have ended.
Sentence whyUnanswered(const routing::Explanation& explanation);

/// If `model` is PROVIDER/MODEL and the provider has its own list of models in `settings` without this one: that list.
/// Otherwise empty.
std::optional<std::vector<std::string>> unlisted(const config::Settings& settings, const std::string& model);

/// The first target of such a request; empty: none.
std::optional<config::TargetSettings> targetOf(const routing::Explanation& explanation);

/// `settings` with a route at the end that sends all other models that `consumer` requests, except PROVIDER/MODEL, to
/// `target`. If there is such a route to that target already, the consumer is added to it. If a route for `consumer`
/// alone would reserve a provider that everybody could use until now, it is a route for all callers.
config::Settings withOtherModels(config::Settings settings, const std::string& consumer, const config::TargetSettings& target);

/// Whether that route applies to all callers.
bool isForEverybody(const config::Settings& settings, const std::string& consumer, const config::TargetSettings& target);

/// The same, filling in the id of `added`. False: `settings` already had the route for that consumer, so none was
/// added.
bool addOtherModels(config::Settings& settings, const std::string& consumer, clients::AddedRoute& added);

/// What happened to a route that a set-up added.
enum class RouteEnd {
    Removed, ///< also if it stays for other consumers
    Kept,    ///< somebody has changed it since
    Shared,  ///< it applies to all callers, and there are other consumers
    Gone,    ///< somebody has removed it, or it no longer applies to the consumer
};

/// Removes the route for that consumer, unless somebody has changed it.
RouteEnd removeOtherModels(config::Settings& settings, const std::string& consumer, const clients::AddedRoute& added);

} // namespace gateway::host
