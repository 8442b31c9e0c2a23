#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <string>

namespace gateway::protocol {

// A schema that the model is held to, of its answer or of a tool, made one that upstreams take. Keywords
// count where a schema may stand only: a property may be called "minimum".

/// Lets objects that list their properties say that they hold nothing else, where they do not say anything.
void closeObjects(Json& schema);

/// Whether OpenAI can hold a model to `schema`, once its objects are closed: each property has to be required, no object may
/// hold names that are not listed, its references are plain (see `hasPlainReferences()`), and it has no keyword that is refused.
/// Source: OpenAI, "Structured outputs", supported schemas. Read 2026-11-28.
bool isForOpenAi(const Json& schema);

/// The same of Claude: no object may hold names that are not listed, and no part may hold itself. Its other limits can be told:
/// see `tellLimits()`. Source: Anthropic, "Structured outputs", JSON Schema limitations; ax-llm/ax#459. Read 2026-11-28.
bool isForClaude(const Json& schema);

/// Lets lists say that they are of anything, where they do not say of what, also beside `prefixItems`: OpenAI wants it said
/// ("array schema missing items"). Source: AnswerDotAI/fastcore#798, camel-ai/camel#393. Read 2026-11-28.
void fillLists(Json& schema);

/// For Claude and OpenAI, whose tools take an object: moves what else stands at the root of a tool's schema
/// (alternatives, enum, not) into its description, and reports that. A `$ref` there is opened. Source of OpenAI's: "schema must have type
/// 'object' and not have 'oneOf'/'anyOf'/'allOf'/'enum'/'not' at the top level". Read 2026-11-22.
void tellAlternatives(Json& schema, Losses& losses);

/// What a model is told of `schema` that cannot be held to it.
std::string schemaInWords(const Json& schema);

/// For Claude: moves what it does not take into the descriptions beside it, as in "{minimum: 1, maximum: 5}", and reports of
/// `field` that it is not enforced. One of several (`oneOf`) becomes any of them, as the vendor's SDKs make it.
void tellLimits(Json& schema, const std::string& field, Losses& losses);

} // namespace gateway::protocol
