#pragma once

#include "gateway/core/json/json.h"
#include "gateway/core/units.h"

#include <optional>
#include <string>

// Fields of an upstream's answer. What is absent, or of another type, has the empty value:
// answers are taken as they come, and what cannot be done without is asked for by its reader.

namespace gateway::protocol::fields {

/// Null if `object` is none, or has no such field.
const Json& at(const Json& object, const char* key);
std::string textAt(const Json& object, const char* key);
/// A number of tokens, also one that is written as 12.0; what no answer can have is none.
std::optional<Tokens> countAt(const Json& object, const char* key);

} // namespace gateway::protocol::fields
