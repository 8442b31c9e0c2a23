#pragma once

#include "gateway/core/json.h"

namespace gateway::protocol {

class Losses;

// Gemini knows schemas in two languages: JSON Schema, and its own subset of OpenAPI 3.0
// with TYPES in upper case, `nullable`, and numbers that may be strings.
// Source: ai.google.dev, "Caching", type Schema; googleapis/js-genai, src/types.ts. Read 2026-11-21.

/// The OpenAPI form as JSON Schema. What is JSON Schema already stays as it is, so that a
/// mixture (clients send it) comes out right too.
Json schemaFromOpenApi(const Json& schema);

/// The other way, for hosts that know the OpenAPI form only. `$ref`s are put in their places;
/// what the form cannot say is left out and reported. Null where nothing is left to say.
Json schemaToOpenApi(const Json& schema, Losses& losses);

} // namespace gateway::protocol
