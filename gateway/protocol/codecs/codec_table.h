#pragma once

#include "gateway/protocol/conversation/codec.h"

namespace gateway::protocol {

/// The codec of `format`. Functions that are never needed are null. Any thread.
const Codec& codecOf(Format format);

} // namespace gateway::protocol
