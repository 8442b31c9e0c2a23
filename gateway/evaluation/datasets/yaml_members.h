#pragma once

#include "gateway/core/json/json.h"
#include "gateway/core/result.h"

#include <QIODevice>

#include <cstddef>
#include <functional>
#include <string>

namespace gateway::evaluation {

/// Called with an element and the line where it begins. Returns whether to go on.
using YamlElementSink = std::function<bool(std::size_t line, Json element)>;

/// Reads the YAML object in `device` and returns it without the elements of its list `listed`, which go to `sink` one by
/// one and are not kept. Aliases and merge keys are resolved. Scalars have the types of YAML 1.2's core schema.
/// Memory and stack are bounded for any input. Errors: InvalidRequest with the line; only what comes before it was
/// passed to `sink`. Blocks; any thread.
Result<Json> readYamlMembers(QIODevice& device, const std::string& listed, const YamlElementSink& sink);

} // namespace gateway::evaluation
