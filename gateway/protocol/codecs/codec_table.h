#pragma once

#include "gateway/protocol/conversation/codec.h"

namespace gateway::protocol {

/// The codec of `format`. Its functions that nobody needs are null. Any thread.
const Codec& codecOf(Format format);

} // namespace gateway::protocol
