#pragma once

#include "gateway/core/json/json.h"
#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/format.h"

#include <string_view>

namespace gateway::protocol {

/// Whether a raw request of `format` may hold a schema of an older draft: see schema_draft.h. A search, no reading.
bool mayHoldOlderDraft(std::string_view body, Format format = Format::OpenAiChat);

/// Takes the latest draft wherever a request of `format` has a schema: of tools, which messages may bring as well, and of the answer.
/// `true` in the place of a tool's, which allows anything, becomes an object: hosts want to see one.
/// False: `body` is as it was.
bool takeLatestDraftIn(Format format, Json& body, Losses& losses);

} // namespace gateway::protocol
