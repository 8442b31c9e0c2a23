#pragma once

#include "gateway/config/foreign/reading/foreign_object.h"

#include <string>
#include <utility>
#include <vector>

namespace gateway::config::foreign {

/// As a provider's `model_map`.
using ModelMapping = std::vector<std::pair<std::string, std::string>>;

/// `modelMapping`, with its regular expressions in this program's words.
ModelMapping readModelMapping(ForeignObject mapping);
/// The same in Higress' words.
Json writeModelMapping(const ModelMapping& mapping);

} // namespace gateway::config::foreign
