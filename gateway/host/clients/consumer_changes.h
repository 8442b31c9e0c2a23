#pragma once

#include "gateway/config/settings/settings.h"
#include "gateway/core/clock.h"
#include "gateway/core/result.h"
#include "gateway/core/secret.h"

#include <optional>
#include <string>
#include <vector>

namespace gateway::host {

// Changes to the consumers in `settings`, which are unmodified after an error. Pure, apart from the randomness of new
// keys; any thread. Errors: InvalidRequest if a name does not exist, or already exists.

/// A consumer to create and what it may use; empty lists: everything.
struct NewConsumer {
    std::string name;
    std::optional<std::string> expiresAt; ///< expiry of its key, RFC 3339; empty: never
    std::vector<std::string> routes;
    std::vector<std::string> models;
};

/// The consumer with that name; null if there is none.
const config::ConsumerSettings* findConsumer(const config::Settings& settings, const std::string& name);
/// Error for an unknown consumer, with a suggestion if a similar name exists.
Error noConsumer(const config::Settings& settings, const std::string& name);

/// Adds the consumer and returns its key, to be shown once: the settings keep only the SHA-256.
Result<Secret> addConsumer(config::Settings& settings, const NewConsumer& consumer);
/// Adds one more key to a consumer and returns it.
Result<Secret> addConsumerKey(config::Settings& settings, const std::string& name, const std::optional<std::string>& expiresAt);
/// Revokes the consumer's keys that equal `key`. They stay in the settings as disabled: once removed, they would count
/// as unknown keys, which callers on this machine may send. `accept`: enables them again.
Result<void> revokeConsumerKey(config::Settings& settings, const std::string& name, const config::ConsumerKey& key, bool accept = false);
Result<void> enableConsumer(config::Settings& settings, const std::string& name, bool enable);
Result<void> removeConsumer(config::Settings& settings, const std::string& name);
/// Routes and budgets that name the consumer are updated. Its records in the ledger stay under the old name.
Result<void> renameConsumer(config::Settings& settings, const std::string& name, const std::string& next);

/// State of a consumer's key.
enum class ConsumerKeyState { Ready, Revoked, Expired };
ConsumerKeyState stateOf(const config::ConsumerKey& key, WallTime now);

} // namespace gateway::host
