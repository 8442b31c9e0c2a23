#pragma once

#include "gateway/core/json/json.h"

#include <string_view>

namespace gateway::config {

/// Names the schema in `$schema` of the files that are written.
inline constexpr std::string_view kSchemaId = "https://signalbox.dev/schema/config-1.json";

/// The JSON Schema (draft 2020-12) of the file, made from the field tables.
/// It takes whatever `Document::parse` takes; names that must exist elsewhere in
/// the file and the grammar of some texts are beyond it.
Json jsonSchema();

} // namespace gateway::config
