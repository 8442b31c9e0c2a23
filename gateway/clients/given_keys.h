#pragma once

#include "client_setups.h"

#include "gateway/config/settings/settings.h"
#include "gateway/core/secret.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace gateway::clients {

/// A new key and its identification in the configuration.
struct GivenKey {
    Secret key; ///< to be shown or written once
    std::string sha256;
};

/// Identification of `key` in the configuration: 64 hex digits in lower case.
std::string sha256Of(const Secret& key);

/// Creates another key for `consumer`. `expires`: RFC 3339; empty: never. Any thread.
GivenKey addKey(config::ConsumerSettings& consumer, const std::optional<std::string>& expires = std::nullopt);

/// The same for the consumer with this name, which is created or enabled if necessary.
GivenKey giveKey(config::Settings& settings, const std::string& consumer);

/// Revokes a key; it stays in the settings, since a removed one would count as unknown.
void refuseKey(config::Settings& settings, const std::string& consumer, const std::string& sha256);

/// Removes a key that nobody has received; a consumer without other keys is removed, too.
void forgetKey(config::Settings& settings, const std::string& consumer, const std::string& sha256);

/// SHA-256 of the accepted keys of the consumer.
std::set<std::string> acceptedKeys(const config::Settings& settings, const std::string& consumer);
/// The same for all consumers.
std::set<std::string> acceptedKeys(const config::Settings& settings);
/// Marks the set-ups whose key is not in `accepted`.
void markRefused(std::vector<ClientState>& states, const std::set<std::string>& accepted);

/// Adds the revoked keys of `settings` to `revoked`, by SHA-256 or reference, and removes those that are accepted.
void noteRevoked(std::set<std::string>& revoked, const config::Settings& settings);
/// Keys that would have been accepted again.
struct StillRevoked {
    std::vector<std::string> consumers; ///< their owners
    std::size_t keys = 0;
};
/// Revokes in `settings` the keys in `revoked`.
StillRevoked refuseRevoked(config::Settings& settings, const std::set<std::string>& revoked);

} // namespace gateway::clients
