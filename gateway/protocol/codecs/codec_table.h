#pragma once

#include "gateway/protocol/conversation/codec.h"

namespace gateway::protocol {

/// The codec of `format`. Its functions that nobody needs are null. Any thread.
const Codec& codecOf(Format format);
/// The same for an upstream that speaks the format and is none of its own vendor: what is
/// signed there is not handed on as if that vendor had signed it.
const Codec& compatibleCodecOf(Format format);

} // namespace gateway::protocol
