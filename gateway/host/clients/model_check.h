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

// Whether what a client will ask for is served, before it is set up. Pure; any thread.

using clients::AskedModel;

/// A request of the client for that model, to be explained. One without a consumer of its own is anybody.
routing::Question questionFor(const clients::ClientEntry& entry, const std::string& model, const config::Settings& settings);

/// Whether no route and no provider has the model that was asked for.
bool isUnserved(const routing::Explanation& explanation);

/// Why such a request would get no answer; empty: it would get one, or at least will once what rests has rested.
Sentence whyUnanswered(const routing::Explanation& explanation);

/// Whether `model` is PROVIDER/MODEL of a provider that has a list of models of its own in `settings`, without that one. Then: what it has.
std::optional<std::vector<std::string>> unlisted(const config::Settings& settings, const std::string& model);

/// Where such a request goes first; empty: nowhere.
std::optional<config::TargetSettings> targetOf(const routing::Explanation& explanation);

/// `settings` with a route at the end that leads all other names that `consumer` asks for to `target`, but PROVIDER/MODEL. Where
/// there is such a route to that target already, it is for that consumer, too.
config::Settings withOtherModels(config::Settings settings, const std::string& consumer, const config::TargetSettings& target);

/// The same, for `added`, whose id is filled in. False: `settings` had it for that consumer, so that none is added.
bool addOtherModels(config::Settings& settings, const std::string& consumer, clients::AddedRoute& added);

/// What became of a route that a set-up added.
enum class RouteEnd {
    Removed, ///< also where it stays for others
    Kept,    ///< somebody has changed it since
    Gone,    ///< somebody has removed it, or it is not for that consumer any more
};

/// Takes it out again for that consumer, as long as nobody has changed it.
RouteEnd removeOtherModels(config::Settings& settings, const std::string& consumer, const clients::AddedRoute& added);

} // namespace gateway::host
