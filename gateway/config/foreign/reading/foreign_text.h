#pragma once

#include "gateway/core/json/json.h"
#include "gateway/core/result.h"

#include <string_view>

namespace gateway::config::foreign {

/// Reads JSON or YAML; several YAML documents become an array. Memory and stack are bounded for any input. Errors:
/// InvalidRequest with the line, or with the path and the limit. Messages contain nothing of the text except field
/// names.
Result<Json> readForeign(std::string_view text);

/// The same for JSON only, used for texts within a document: JSON has no aliases that expand.
Result<Json> readForeignJson(std::string_view text);

} // namespace gateway::config::foreign
