#pragma once

#include "client_setups.h"

#include <string>
#include <string_view>

namespace gateway::clients {

// Determines the installed version of a client. Blocks; private to the room.

/// The version in a package.json near its program, which is not run; empty: none.
std::string versionInFiles(const Surroundings& surroundings, const ClientEntry& entry);

/// The version reported by the program itself, run with `--version` for at most five seconds. Errors: InvalidRequest if
/// it does not exist, does not end or reports none.
Result<std::string> askedVersion(const Surroundings& surroundings, const ClientEntry& entry);

/// The note about `version`; null: none, or the version is unknown. Pure.
const VersionRule* ruleFor(const ClientEntry& entry, std::string_view version);

} // namespace gateway::clients
