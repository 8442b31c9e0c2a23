#pragma once

#include "gateway/core/json/json.h"
#include "gateway/protocol/conversation/codec.h"

#include <string>
#include <string_view>

namespace gateway::protocol {

// Schemas of tools and answers in the words of older drafts of JSON Schema are written in those of draft 2020-12, which hosts check
// them by ("input_schema: JSON schema is invalid. It must match JSON Schema draft 2020-12"; "[{...}] is not of type 'object',
// 'boolean'"). They mean the same. Where a keyword may stand only: a property may be called "extends", and a value hold one.
//  - none of them: null in the place of a keyword's value ("required": null), which says nothing; types in the letters of OpenAPI's
//    dialect at Gemini ("OBJECT"), with its `nullable`
//  - draft 3: `required` of a property itself, the type "any", schemas among the types (anyOf), `extends` (allOf), `disallow` (not),
//    `divisibleBy` (multipleOf), a name as a dependency
//  - draft 4: limits that are true or false, `id`
//  - up to draft 7: names in `$id`, `dependencies` (dependentRequired and dependentSchemas); what stands beside a `$ref` is ignored
//    then, where the schema says that it is of such a draft, and goes, but for what describes it
//  - 2019-09: a list as `items` with `additionalItems`, `$recursiveRef`
// Sources: JSON Schema 2020-12 core, §8.2.2 ($anchor), §8.2.3.2 ($dynamicRef), §10.3.1 (prefixItems) and appendix on changes;
// validation, §6.2.3, §6.2.5, §6.5.3 and §6.5.4; drafts 3, 4 and 7 (core, §8.3, of `$ref`); 2019-09 core, §8.2.4.2.
// anthropics/claude-code, issues with that message; ai.google.dev, "Schema" (types). Read 2026-11-28.

/// Whether `word` is a keyword that never has the value null.
bool isNeverNull(std::string_view word);
/// Whether `type` is a type's name, or the lack of one, in the letters of OpenAPI's dialect at Gemini.
bool isTypeOfGemini(std::string_view type);
/// Whether what stands beside a `$ref` is ignored in the draft that `name` ("http://json-schema.org/draft-07/schema#") means.
inline bool ignoresSiblings(std::string_view name) { return name.find("/draft-0") != std::string_view::npos; }

/// Whether some part of `schema` has such words.
bool isOfOlderDraft(const Json& schema);

/// Writes such parts anew. References into what moved go to where it is then, and what the schema says of its draft is left
/// out. What 2020-12 has no words for is reported as lost of `field`, in the client's terms. False: there were none, `schema` is
/// as it was.
bool takeLatestDraft(Json& schema, const std::string& field, Losses& losses);

} // namespace gateway::protocol
