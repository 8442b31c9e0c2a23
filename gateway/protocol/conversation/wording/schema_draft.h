#pragma once

#include "gateway/core/json/json.h"

#include <string_view>

namespace gateway::protocol {

// Schemas of tools and answers as older drafts of JSON Schema have them, in the words of draft 2020-12, which hosts check
// them by ("input_schema: JSON schema is invalid. It must match JSON Schema draft 2020-12"). They mean the same.
// Sources: JSON Schema 2020-12 core, §8.2.2 ($anchor) and §10.3.1 (prefixItems); validation, §6.2.3, §6.2.5 and §6.5.3;
// drafts 3, 4 and 7 of the same. anthropics/claude-code, issues with that message. Read 2026-11-28.

/// Whether some part of `schema` says what 2020-12 says otherwise: a list as `items`, a limit that is true or false, `required`
/// of a property itself, the type "any", a name in `id`.
bool isOfOlderDraft(const Json& schema);

/// Writes such parts anew. References into what moved go to where it is then, and what the schema says of its draft is left
/// out. False: there were none, `schema` is as it was.
bool takeLatestDraft(Json& schema);

/// Whether a raw request may hold one. A search, no reading.
bool mayHoldOlderDraft(std::string_view body);

/// The same for all schemas of a request of the Messages API.
bool takeLatestDraftInMessages(Json& body);

} // namespace gateway::protocol
