#pragma once

#include "gateway/protocol/conversation/codec.h"

namespace gateway::protocol {

/// POST /v2/chat, upstream side only: no client speaks it. Source: Cohere API v2 "Chat"; cohere-python,
/// src/cohere/v2/client.py and src/cohere/types. Read 2026-11-21.
const Codec& cohereCodec();

} // namespace gateway::protocol
