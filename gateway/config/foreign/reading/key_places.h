#pragma once

#include "findings.h"

#include <optional>
#include <string>
#include <vector>

namespace gateway::config::foreign {

/// Where a client shows its key.
struct KeyPlace {
    bool isHeader = true; ///< else a query parameter
    std::string name;
};

/// Whether a key is taken from there here: the places of exchange::shownKeys(), but for
/// `Authorization`, of which the part after Bearer is the key here.
bool isTakenHere(const KeyPlace& place);

/// What to tell of the places where clients of the other gateway showed their keys;
/// none if all of them are taken here.
std::optional<Note> noteOfKeyPlaces(const std::string& path, const std::vector<KeyPlace>& places);

} // namespace gateway::config::foreign
