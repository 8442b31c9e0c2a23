#pragma once

#include "gateway/core/json/json.h"

#include <string>

namespace tests {

/// Why `schema` does not match the meta-schema of JSON Schema 2020-12; empty: it matches.
/// Source: json-schema.org/draft/2020-12/schema and its vocabularies; read 2026-11-28.
std::string problemIn2020(const gateway::Json& schema);

} // namespace tests
