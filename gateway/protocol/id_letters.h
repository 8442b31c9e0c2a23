#pragma once

#include "gateway/core/text/ascii.h"

namespace gateway::protocol {

/// What the ids of providers are made of. Private to the room.
constexpr bool isOfId(char c) { return (asciiLower(c) >= 'a' && asciiLower(c) <= 'z') || isDigit(c) || c == '-' || c == '_' || c == '.'; }

} // namespace gateway::protocol
