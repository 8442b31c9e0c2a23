#pragma once

#include "gateway/core/json.h"

#include <string>
#include <string_view>

namespace gateway::protocol {

// Fields of JSON that nobody has checked.

/// A text of the field, or empty, whatever stands there.
std::string looseText(const Json& object, std::string_view key);
/// The field, or null.
const Json& looseField(const Json& object, std::string_view key);

} // namespace gateway::protocol
