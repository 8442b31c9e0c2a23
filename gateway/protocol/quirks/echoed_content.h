#pragma once

#include "gateway/core/json/json.h"
#include "gateway/protocol/conversation/codec.h"

#include <string_view>

namespace gateway::protocol {

// What this gateway itself wrote into an answer comes back with the client's next request, and
// the API that made the format refuses some of it:
//  - OpenAI Responses: what the client carries for us in `encrypted_content` (see
//    reasoning_envelope.h);
//  - Anthropic: thinking that nobody signed, and texts that say nothing.

/// Whether the raw body of a request in `format` may hold something of that. `isSigned`: the host
/// takes Anthropic's own signatures only. A search, no reading.
bool mayHoldEchoedContent(Format format, bool isSigned, std::string_view body);

/// Makes a request of the client's such that the API takes it. What is left out is reported.
/// False: there was nothing, `body` is as it was.
bool removeEchoedContent(Format format, bool isSigned, Json& body, Losses& losses);

} // namespace gateway::protocol
