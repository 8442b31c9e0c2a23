#pragma once

#include "gateway/core/json/json.h"

#include <string_view>

namespace gateway::config {

/// Value of `$schema` in the written files.
inline constexpr std::string_view kSchemaId = "https://signalbox.dev/schema/config-1.json";

/// The JSON Schema (draft 2020-12) of the file, generated from the field tables. It accepts everything that
/// `Document::parse` accepts; it cannot check names that must exist elsewhere in the file, and the grammar of some
/// texts.
Json jsonSchema();

} // namespace gateway::config
