#pragma once

#include "gateway/config/fields/place.h"
#include "gateway/core/json/json.h"

#include <optional>
#include <string_view>

namespace gateway::config {

/// The largest accepted configuration, in bytes.
inline constexpr std::size_t kMaxDocumentBytes = std::size_t{8} * 1024 * 1024;

/// Parses an untrusted text: rejects one that is too large, nested too deeply or has duplicate names in an object, and
/// reports where. Empty after an error. Messages contain nothing of the text except field names.
std::optional<Json> scanJson(std::string_view text, Issues& issues);

} // namespace gateway::config
