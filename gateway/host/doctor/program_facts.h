#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace gateway::host {

/// Names and values, in the order in which they are shown.
using Facts = std::vector<std::pair<std::string, std::string>>;

/// About this program, its libraries and the system. No user data. Any thread.
Facts programFacts();

/// Resident memory of this process in bytes; -1: unknown. Reads no disk. Any thread.
std::int64_t residentBytes();

} // namespace gateway::host
