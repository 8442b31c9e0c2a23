#pragma once

#include "references.h"

#include <simdjson.h>

namespace gateway::protocol {

/// The same as `referencesIn(body, isResponses)`, for a `body` that `document` was made of. The document must be at its beginning.
Result<std::vector<Reference>> referencesIn(simdjson::ondemand::document& document, std::string_view body, bool isResponses);

} // namespace gateway::protocol
