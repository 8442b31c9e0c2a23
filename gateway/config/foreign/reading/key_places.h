#pragma once

#include "findings.h"

#include <optional>
#include <string>
#include <vector>

namespace gateway::config::foreign {

/// Where a client sends its key.
struct KeyPlace {
    bool isHeader = true; ///< otherwise a query parameter
    std::string name;
};

/// Whether this gateway accepts a key there: the places of exchange::shownKeys(), except `Authorization`, where only
/// the part after Bearer is the key.
bool isTakenHere(const KeyPlace& place);

/// Note on the places where clients of the other gateway sent their keys; empty if all of them are accepted here.
std::optional<Note> noteOfKeyPlaces(const std::string& path, const std::vector<KeyPlace>& places);

} // namespace gateway::config::foreign
