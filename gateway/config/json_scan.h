#pragma once

#include "gateway/config/fields/place.h"
#include "gateway/core/json/json.h"

#include <optional>
#include <string_view>

namespace gateway::config {

/// The largest configuration that is read, in bytes.
inline constexpr std::size_t kMaxDocumentBytes = std::size_t{8} * 1024 * 1024;

/// Parses a text of unknown origin: refuses what is too large, nested too deep
/// or has a name twice in one object, and tells where. Empty after an error.
/// No message repeats anything of the text but names of fields.
std::optional<Json> scanJson(std::string_view text, Issues& issues);

} // namespace gateway::config
