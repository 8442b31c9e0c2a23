#pragma once

#include "gateway/core/json/json.h"
#include "gateway/protocol/conversation/codec.h"

#include <string>
#include <string_view>

namespace gateway::protocol {

// Schemas of tools and answers written for older JSON Schema drafts are rewritten for draft 2020-12, against which
// hosts check them ("input_schema: JSON schema is invalid. It must match JSON Schema draft 2020-12"; "[{...}] is not of
// type 'object', 'boolean'"). Their meaning stays the same. Keywords count only where one is expected: a property may
// be called "extends", and a value may contain one.
// - no draft: null as a keyword's value ("required": null), which means nothing; upper-case types of Gemini's OpenAPI
//   dialect ("OBJECT"), with its `nullable`
// - draft 3: `required` of a property itself, the type "any", schemas among the types (anyOf), `extends` (allOf),
//   `disallow` (not), `divisibleBy` (multipleOf), a name as a dependency
// - draft 4: boolean limits, `id`
// - up to draft 7: names in `$id`, `dependencies` (dependentRequired and dependentSchemas); keywords next to a `$ref`,
//   which these drafts ignore, are removed except descriptions if the schema declares such a draft
// - 2019-09: an array as `items` with `additionalItems`, `$recursiveRef`
// Sources: JSON Schema 2020-12 core, §8.2.2 ($anchor), §8.2.3.2 ($dynamicRef), §10.3.1 (prefixItems) and appendix on
// changes; validation, §6.2.3, §6.2.5, §6.5.3 and §6.5.4; drafts 3, 4 and 7 (core, §8.3, of `$ref`); 2019-09 core,
// §8.2.4.2. anthropics/claude-code, issues with that message; ai.google.dev, "Schema" (types). Read 2026-11-28.

/// Whether `word` is a keyword that never has the value null.
bool isNeverNull(std::string_view word);
/// Whether `type` is a type name, or the unspecified type, in the spelling of Gemini's OpenAPI dialect.
bool isTypeOfGemini(std::string_view type);
/// Whether the draft `name` ("http://json-schema.org/draft-07/schema#") ignores keywords next to a `$ref`.
inline bool ignoresSiblings(std::string_view name) { return name.find("/draft-0") != std::string_view::npos; }

/// Whether some part of `schema` uses such keywords.
bool isOfOlderDraft(const Json& schema);

/// Rewrites such parts. References to moved parts are updated, and the declared draft is removed. What 2020-12 cannot
/// express is reported as lost for `field`, in the client's terms. False if there were none and `schema` is unchanged.
bool takeLatestDraft(Json& schema, const std::string& field, Losses& losses);

} // namespace gateway::protocol
