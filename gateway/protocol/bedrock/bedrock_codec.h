#pragma once

#include "gateway/protocol/conversation/codec.h"

namespace gateway::protocol::bedrock {

/// AWS Bedrock's Converse and ConverseStream. Upstream side only: nobody's client speaks
/// it. The model and whether to stream stand in the URL, not in the body; the stream is
/// AWS's binary event stream. Any thread.
/// Source: Amazon Bedrock API Reference, "Converse" and "ConverseStream". Read 2026-11.
const Codec& bedrockCodec();

} // namespace gateway::protocol::bedrock

namespace gateway::protocol {

using bedrock::bedrockCodec;

} // namespace gateway::protocol
