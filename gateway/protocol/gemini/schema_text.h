#pragma once

#include "gateway/core/json/json.h"

#include <cstddef>

namespace gateway::protocol {

class Losses;

// Gemini accepts schemas in two languages: JSON Schema, and its own subset of OpenAPI 3.0 with upper-case TYPES,
// `nullable`, and numbers that may be strings. Source: ai.google.dev, "Caching", type Schema; googleapis/js-genai,
// src/types.ts. Read 2026-11-21.

/// Converts the OpenAPI form to JSON Schema. Existing JSON Schema is unchanged, so that a mixture (which clients send)
/// is converted correctly, too.
Json schemaFromOpenApi(const Json& schema);

/// The remaining budget for copies of schema parts in one request. One copy of each definition of a schema's root is
/// free, because the schema's own size limits them; further replacements of a `$ref` are charged here, so that a few
/// definitions that contain each other cannot multiply.
struct DefinitionCopies {
    int count = 1000;
    std::size_t size = std::size_t{256} * 1024; ///< bytes of their JSON
};

/// Converts JSON Schema to the OpenAPI form, for hosts that accept only that. `$ref`s to any part of the schema are
/// replaced by that part and the keywords next to them, recursion once; what the form cannot express, or exceeds
/// `copies`, is dropped and reported. Null if nothing remains. Takes time proportional to the size of `schema` and of
/// the copies.
Json schemaToOpenApi(const Json& schema, Losses& losses, DefinitionCopies& copies);

} // namespace gateway::protocol
