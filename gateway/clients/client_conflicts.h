#pragma once

#include "client_setups.h"

#include <vector>

namespace gateway::clients {

// What keeps a set-up from having an effect. Blocks; private to the room.

struct LookedAround {
    std::vector<Conflict> conflicts; ///< each once, the most certain first
    std::vector<AskedModel> asked;   ///< as of `SetupPlan`
};

/// Of `entry`, whose files would be `files` with `values` in them. A file that cannot be read says nothing.
LookedAround lookAround(const Surroundings& surroundings, const ClientEntry& entry, const std::vector<const ClientFile*>& files, const Placeholders& values);

/// The file that a set-up writes: `file`, or what is in force in its place.
const ClientFile& fileInForce(const Surroundings& surroundings, const ClientFile& file);

} // namespace gateway::clients
