#pragma once

#include "settings.h"

#include <string>

namespace gateway::config {

// Another name in the configuration, and in all of it that says the old one. What is kept elsewhere, such as the
// ledger's records and the keychain's entries, stays under the old one. Any thread. Whether `next` is free is for the
// checks of the whole to say.

/// Targets of routes, prices, budgets and failure rules say the new id. A rule that means a type of providers goes on to.
void renameProvider(Settings& settings, const std::string& id, const std::string& next);
/// Consumers that may use the route may go on to.
void renameRoute(Settings& settings, const std::string& id, const std::string& next);
/// Routes that let the consumer in, or match it, go on to, and its budgets are its own.
void renameConsumer(Settings& settings, const std::string& name, const std::string& next);

} // namespace gateway::config
