#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace gateway::host {

/// The user id of this process; empty: this system has no user ids.
std::optional<std::uint32_t> ownUser();

/// The id of the user called `name`, which may also be a numeric id; empty: no such user. The lookup may query a
/// directory on the network: for the storage thread.
std::optional<std::uint32_t> userNamed(const std::string& name);

} // namespace gateway::host
