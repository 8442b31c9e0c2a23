#pragma once

#include "gateway/config/settings/settings.h"
#include "gateway/core/clock.h"
#include "gateway/core/result.h"
#include "gateway/core/secret.h"

#include <optional>
#include <string>
#include <vector>

namespace gateway::host {

// Changes of the consumers in `settings`, which stay as they are after an error. Pure, but for
// the chance in new keys; any thread. Errors: InvalidRequest where a name is not there, or is there already.

/// A consumer that is to be made, and what it may use; empty lists: all there is.
struct NewConsumer {
    std::string name;
    std::optional<std::string> expiresAt; ///< of its key, RFC 3339; empty: never
    std::vector<std::string> routes;
    std::vector<std::string> models;
};

/// The consumer with that name; null if there is none.
const config::ConsumerSettings* findConsumer(const config::Settings& settings, const std::string& name);
/// That there is none, with the name that may have been meant.
Error noConsumer(const config::Settings& settings, const std::string& name);

/// Adds it with a key, which is to be shown once: the settings keep only its SHA-256.
Result<Secret> addConsumer(config::Settings& settings, const NewConsumer& consumer);
/// The same for one more key of a consumer.
Result<Secret> addConsumerKey(config::Settings& settings, const std::string& name, const std::optional<std::string>& expiresAt);
/// Refuses keys from now on: those that are `key`. They stay, switched off: forgotten, they would count as
/// unknown ones, which callers on this machine may show. `accept`: takes it back.
Result<void> revokeConsumerKey(config::Settings& settings, const std::string& name, const config::ConsumerKey& key, bool accept = false);
Result<void> enableConsumer(config::Settings& settings, const std::string& name, bool enable);
Result<void> removeConsumer(config::Settings& settings, const std::string& name);
/// Routes and budgets that name it go on doing so. What the ledger has of it stays under the old name.
Result<void> renameConsumer(config::Settings& settings, const std::string& name, const std::string& next);

/// How a consumer's key is.
enum class ConsumerKeyState { Ready, Revoked, Expired };
ConsumerKeyState stateOf(const config::ConsumerKey& key, WallTime now);

} // namespace gateway::host
