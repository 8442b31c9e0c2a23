#pragma once

#include "gateway/core/json/json.h"

#include <optional>
#include <string>
#include <vector>

namespace gateway::protocol::embeddings {

/// A vector as numbers, each as short as its 32 bits can be told apart.
Json numbersOf(const std::vector<float>& vector);
/// Little-endian 32-bit floats as base64.
std::string base64Of(const std::vector<float>& vector);

/// Either way back; empty: it is none.
std::optional<std::vector<float>> vectorOf(const Json& list);

} // namespace gateway::protocol::embeddings
