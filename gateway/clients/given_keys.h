#pragma once

#include "client_setups.h"

#include "gateway/config/settings/settings.h"
#include "gateway/core/secret.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace gateway::clients {

/// A key that was made, and by which the configuration knows it.
struct GivenKey {
    Secret key; ///< to be shown or written once
    std::string sha256;
};

/// By which the configuration knows `key`: 64 hex digits in lower case.
std::string sha256Of(const Secret& key);

/// Makes another key for `consumer`. `expires`: as RFC 3339; none: never. Any thread.
GivenKey addKey(config::ConsumerSettings& consumer, const std::optional<std::string>& expires = std::nullopt);

/// The same for the consumer of this name, which is made where it is missing and switched on where it is off.
GivenKey giveKey(config::Settings& settings, const std::string& consumer);

/// Refuses a key from now on; it stays in the settings, since a forgotten one would count as unknown.
void refuseKey(config::Settings& settings, const std::string& consumer, const std::string& sha256);

/// Takes a key out that nobody has got; a consumer that has no other goes with it.
void forgetKey(config::Settings& settings, const std::string& consumer, const std::string& sha256);

/// SHA-256 of the consumer's keys that are accepted.
std::set<std::string> acceptedKeys(const config::Settings& settings, const std::string& consumer);
/// The same of all consumers.
std::set<std::string> acceptedKeys(const config::Settings& settings);
/// Says of each set-up whether its key is none of `accepted`.
void markRefused(std::vector<ClientState>& states, const std::set<std::string>& accepted);

/// Remembers which keys of `settings` are revoked, by SHA-256 or reference; those that are accepted are forgotten.
void noteRevoked(std::set<std::string>& revoked, const config::Settings& settings);
/// Keys that would have been accepted again.
struct StillRevoked {
    std::vector<std::string> consumers; ///< whose they are
    std::size_t keys = 0;
};
/// Refuses in `settings` what is `revoked`.
StillRevoked refuseRevoked(config::Settings& settings, const std::set<std::string>& revoked);

} // namespace gateway::clients
