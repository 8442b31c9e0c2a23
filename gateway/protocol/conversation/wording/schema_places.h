#pragma once

#include "gateway/core/json/json.h"
#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/format.h"

#include <string_view>

namespace gateway::protocol {

/// Whether a raw request of any format may hold a schema of an older draft: see schema_draft.h. A search, no reading.
bool mayHoldOlderDraft(std::string_view body);

/// Takes the latest draft wherever a request of `format` has a schema: of tools, which messages may bring as well, and of the answer.
/// False: `body` is as it was.
bool takeLatestDraftIn(Format format, Json& body, Losses& losses);

} // namespace gateway::protocol
