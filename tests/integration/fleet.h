#pragma once

#include "scenario.h"

#include <cstddef>
#include <string>

// Shared by tests with several upstreams: each is a provider with up to four keys.
namespace tests {

inline constexpr const char* kFleetNames[] = {"FLEET_KEY_A", "FLEET_KEY_B", "FLEET_KEY_C", "FLEET_KEY_D"};
inline constexpr const char* kFleetKeys[] = {
    "sk-fleet-a-1234567", "sk-fleet-b-1234567", "sk-fleet-c-1234567", "sk-fleet-d-1234567"};

/// The environment in which the variables `kFleetNames` contain the `kFleetKeys`.
GatewayProcess::Options withFleetKeys();

/// With that many of the keys; a first cooldown lasts a tenth of a second.
Json member(const std::string& id, const FakeUpstream& upstream, std::size_t keys = 1);

/// How many requests used the key.
std::size_t countOf(const FakeUpstream& upstream, const std::string& key);

/// The provider that answered with 200.
std::string providerOf(const HttpAnswer& answer);

} // namespace tests
