#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace gateway::host {

/// The id of the user that this process runs as; empty: users of this system have none.
std::optional<std::uint32_t> ownUser();

/// The id of the user that is called `name`, which may be an id in digits itself; empty: there is none.
/// The answer may come from a directory on the network: for the storage thread.
std::optional<std::uint32_t> userNamed(const std::string& name);

} // namespace gateway::host
