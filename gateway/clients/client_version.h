#pragma once

#include "client_setups.h"

#include <string>
#include <string_view>

namespace gateway::clients {

// Which version of a client is installed. Blocks; private to the room.

/// As a package.json near its program says, which is not run; empty: none does.
std::string versionInFiles(const Surroundings& surroundings, const ClientEntry& entry);

/// As the program itself says: runs it with `--version`, for five seconds at most. Errors: InvalidRequest, if it is not
/// there, does not end or says none.
Result<std::string> askedVersion(const Surroundings& surroundings, const ClientEntry& entry);

/// What is to be said of `version`; null: nothing, or it is not known. Pure.
const VersionRule* ruleFor(const ClientEntry& entry, std::string_view version);

} // namespace gateway::clients
