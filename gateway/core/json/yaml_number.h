#pragma once

#include "json.h"

#include <optional>
#include <string_view>

namespace gateway {

/// The number that an unquoted YAML scalar is; empty: it is something else. Numbers that do not fit stay text. Any thread.
/// Source: YAML 1.2.2 §10.3.2.
std::optional<Json> yamlNumber(std::string_view text);

} // namespace gateway
