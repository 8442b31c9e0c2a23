#pragma once

#include "gateway/core/json/json.h"
#include "gateway/core/result.h"

#include <string_view>

namespace gateway::config::foreign {

/// Reads JSON or YAML; several YAML documents are an array. Whatever the text, it
/// takes bounded memory and stack.
/// Errors: InvalidRequest with the line, or the path and the bound. No message
/// holds a piece of the text but names of fields.
Result<Json> readForeign(std::string_view text);

/// The same of JSON only, for a text inside of a document: nothing in it stands for more than it is long.
Result<Json> readForeignJson(std::string_view text);

} // namespace gateway::config::foreign
