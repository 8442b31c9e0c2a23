#pragma once

#include "gateway/core/json/json.h"
#include "gateway/core/result.h"

#include <string>
#include <string_view>

namespace gateway::evaluation {

/// `text` with each `{{name}}` replaced by the member of `vars`; `{{a.b}}` is a member of a member. Numbers, lists and
/// objects are written as JSON. Values are not searched for further names. Pure. Errors: InvalidRequest for a missing
/// variable, and for filters, blocks and comments of promptfoo's templates, which are not supported.
Result<std::string> fillTemplate(std::string_view text, const Json& vars);

} // namespace gateway::evaluation
