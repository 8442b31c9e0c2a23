#pragma once

#include "gateway/core/json/json.h"
#include "gateway/protocol/conversation/codec.h"

#include <string_view>

namespace gateway::protocol {

// What this gateway wrote into an answer comes back with the client's next request, and the API of the format's vendor
// rejects some of it:
// - OpenAI Responses: what the client carries for us in `encrypted_content` (see reasoning_envelope.h);
// - Anthropic: unsigned thinking and blank texts.

/// Whether the raw body of a request in `format` may contain any of that. `isSigned`: the host accepts only Anthropic's
/// own signatures. Searches the text without parsing it.
bool mayHoldEchoedContent(Format format, bool isSigned, std::string_view body);

/// Changes a client's request so that the API accepts it. What is removed is reported. False if `body` is unchanged.
bool removeEchoedContent(Format format, bool isSigned, Json& body, Losses& losses);

} // namespace gateway::protocol
