#pragma once

#include "client_setups.h"

#include <vector>

namespace gateway::clients {

// Finds what makes a set-up ineffective. Blocks; private to the room.

struct LookedAround {
    std::vector<Conflict> conflicts; ///< each once, the most certain first
    std::vector<AskedModel> asked;   ///< see `SetupPlan`
};

/// Examines `entry`, whose `files` would contain `values`. Unreadable files are ignored.
LookedAround lookAround(const Surroundings& surroundings, const ClientEntry& entry, const std::vector<const ClientFile*>& files, const Placeholders& values);

/// The file that a set-up writes: `file`, or the one used instead of it.
const ClientFile& fileInForce(const Surroundings& surroundings, const ClientFile& file);

} // namespace gateway::clients
