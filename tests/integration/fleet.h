#pragma once

#include "scenario.h"

#include <cstddef>
#include <string>

// What the stories of several upstreams share: each is a provider with up to four keys.
namespace tests {

inline constexpr const char* kFleetNames[] = {"FLEET_KEY_A", "FLEET_KEY_B", "FLEET_KEY_C", "FLEET_KEY_D"};
inline constexpr const char* kFleetKeys[] = {
    "sk-fleet-a-1234567", "sk-fleet-b-1234567", "sk-fleet-c-1234567", "sk-fleet-d-1234567"};

/// The environment in which the variables `kFleetNames` hold the `kFleetKeys`.
GatewayProcess::Options withFleetKeys();

/// With as many of the keys; what fails rests for a tenth of a second at first.
Json member(const std::string& id, const FakeUpstream& upstream, std::size_t keys = 1);

/// How many requests came with the key.
std::size_t countOf(const FakeUpstream& upstream, const std::string& key);

/// Who answered, with a 200.
std::string providerOf(const HttpAnswer& answer);

} // namespace tests
