#pragma once

#include "gateway/protocol/conversation/codec.h"

namespace gateway::protocol::bedrock {

/// AWS Bedrock's Converse and ConverseStream. Upstream side only: no client speaks it. The URL, not the body, specifies
/// the model and whether to stream; the stream is AWS's binary event stream. Any thread. Source: Amazon Bedrock API
/// Reference, "Converse" and "ConverseStream". Read 2026-11.
const Codec& bedrockCodec();

} // namespace gateway::protocol::bedrock

namespace gateway::protocol {

using bedrock::bedrockCodec;

} // namespace gateway::protocol
