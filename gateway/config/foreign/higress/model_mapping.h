#pragma once

#include "gateway/config/foreign/reading/foreign_object.h"

#include <string>
#include <utility>
#include <vector>

namespace gateway::config::foreign {

/// Same as `model_map` of a provider.
using ModelMapping = std::vector<std::pair<std::string, std::string>>;

/// Reads `modelMapping`; converts its regular expressions.
ModelMapping readModelMapping(ForeignObject mapping);
/// Writes it in the format of Higress.
Json writeModelMapping(const ModelMapping& mapping);

} // namespace gateway::config::foreign
