#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace gateway::host {

/// Names and values, in the order in which they are shown.
using Facts = std::vector<std::pair<std::string, std::string>>;

/// This program, the libraries that it runs with, and the system. Nothing of a user. Any thread.
Facts programFacts();

/// Bytes of memory that this process holds now; -1: the system does not say. Reads no disk. Any thread.
std::int64_t residentBytes();

} // namespace gateway::host
