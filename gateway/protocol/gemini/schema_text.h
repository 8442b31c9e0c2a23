#pragma once

#include "gateway/core/json/json.h"

#include <cstddef>

namespace gateway::protocol {

class Losses;

// Gemini knows schemas in two languages: JSON Schema, and its own subset of OpenAPI 3.0
// with TYPES in upper case, `nullable`, and numbers that may be strings.
// Source: ai.google.dev, "Caching", type Schema; googleapis/js-genai, src/types.ts. Read 2026-11-21.

/// The OpenAPI form as JSON Schema. What is JSON Schema already stays as it is, so that a
/// mixture (clients send it) comes out right too.
Json schemaFromOpenApi(const Json& schema);

/// What is left of the copies that the schemas of one request may have of their parts. Each schema holds each
/// of the definitions of its root once for nothing, which its own size bounds; what is put in the place of a `$ref` beyond that
/// is taken from here, so that few definitions that hold each other cannot become very many.
struct DefinitionCopies {
    int count = 1000;
    std::size_t size = std::size_t{256} * 1024; ///< bytes of their JSON
};

/// The other way, for hosts that know the OpenAPI form only. `$ref`s to any part of the schema are put in their places, with what stands
/// beside them, a part inside of itself once; what the form cannot say, and what `copies` has no room for, is left out and reported. Null where
/// nothing is left to say. The time it takes grows with the size of `schema` and of the copies alone.
Json schemaToOpenApi(const Json& schema, Losses& losses, DefinitionCopies& copies);

} // namespace gateway::protocol
