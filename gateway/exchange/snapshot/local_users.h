#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace gateway::exchange {

/// The users of this machine who may call without a key.
struct LocalUsers {
    bool isEverybody = false;
    std::vector<std::uint32_t> ids; ///< in addition to root

    bool holds(std::uint32_t id) const { return isEverybody || id == 0 || std::ranges::find(ids, id) != ids.end(); }
};

} // namespace gateway::exchange
