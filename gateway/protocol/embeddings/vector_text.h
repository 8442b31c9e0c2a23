#pragma once

#include "gateway/core/json/json.h"

#include <optional>
#include <string>
#include <vector>

namespace gateway::protocol::embeddings {

/// A vector as numbers, each in the shortest form that identifies the 32-bit float.
Json numbersOf(const std::vector<float>& vector);
/// Little-endian 32-bit floats as base64.
std::string base64Of(const std::vector<float>& vector);

/// The inverse of both; empty if it is not a vector.
std::optional<std::vector<float>> vectorOf(const Json& list);

} // namespace gateway::protocol::embeddings
