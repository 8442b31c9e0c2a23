#pragma once

#include "told_cost.h"

#include "gateway/core/json/json.h"

#include <optional>
#include <string>
#include <string_view>

namespace gateway::protocol {

// Fields of JSON that nobody has checked.

/// A text of the field, or empty, whatever stands there.
std::string looseText(const Json& object, std::string_view key);
/// The field, or null.
const Json& looseField(const Json& object, std::string_view key);
/// What a `usage` object says of the cost.
std::optional<ToldCost> costIn(const Json& usage);

} // namespace gateway::protocol
