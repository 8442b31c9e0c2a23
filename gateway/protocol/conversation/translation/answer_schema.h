#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <string>

namespace gateway::protocol {

// Adapts a schema that the model must follow, for an answer or a tool, to what upstreams accept. Keywords count only
// where a schema is expected: a property may be called "minimum".

/// Adds "additionalProperties": false to objects that list their properties and do not specify it.
void closeObjects(Json& schema);

/// Whether OpenAI can enforce `schema` once its objects are closed: each property must be required, no object may allow
/// unlisted names, its references must be plain (see `hasPlainReferences()`), and it must not use a rejected keyword.
/// Source: OpenAI, "Structured outputs", supported schemas. Read 2026-11-28.
bool isForOpenAi(const Json& schema);

/// The same for Claude: no object may allow unlisted names, and no part may contain itself. Its other limits can be put
/// into the prompt: see `tellLimits()`. Source: Anthropic, "Structured outputs", JSON Schema limitations;
/// ax-llm/ax#459. Read 2026-11-28.
bool isForClaude(const Json& schema);

/// Adds a schema that allows anything to arrays without `items`, also next to `prefixItems`: OpenAI requires it ("array
/// schema missing items"). Source: AnswerDotAI/fastcore#798, camel-ai/camel#393. Read 2026-11-28.
void fillLists(Json& schema);

/// For Claude and OpenAI, whose tools take an object: moves other keywords at the root of a tool's schema
/// (alternatives, enum, not) into its description and reports that. A `$ref` there is resolved. Source of OpenAI's:
/// "schema must have type 'object' and not have 'oneOf'/'anyOf'/'allOf'/'enum'/'not' at the top level". Read
/// 2026-11-22.
void tellAlternatives(Json& schema, Losses& losses);

/// The prompt text for a `schema` that cannot be enforced.
std::string schemaInWords(const Json& schema);

/// For Claude: moves unsupported keywords into the descriptions next to them, as in "{minimum: 1, maximum: 5}", and
/// reports for `field` that they are not enforced. `oneOf` becomes `anyOf`, as in the vendor's SDKs.
void tellLimits(Json& schema, const std::string& field, Losses& losses);

} // namespace gateway::protocol
