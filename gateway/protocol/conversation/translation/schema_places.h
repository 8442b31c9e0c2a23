#pragma once

#include "gateway/core/json/json.h"
#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/format.h"
#include "gateway/protocol/request_outline.h"

#include <string_view>

namespace gateway::protocol {

/// Whether JSON of a request of `format` may contain a schema of an older draft: see schema_draft.h. Searches the text
/// without parsing it.
bool mayHoldOlderDraft(std::string_view json, Format format = Format::OpenAiChat);
/// The same for a whole request: searches only the fields that have schemas, so not a chat's messages, which are most of
/// it. `outline` is the one of `body`.
bool mayHoldOlderDraft(const RequestOutline& outline, std::string_view body, Format format);

/// Rewrites every schema in a request of `format` for the latest draft: those of tools, also of tools in messages, and
/// of the answer. `true` as a tool's schema, which allows anything, becomes an object, because hosts require one. False
/// if `body` is unchanged.
bool takeLatestDraftIn(Format format, Json& body, Losses& losses);

} // namespace gateway::protocol
