#include "bedrock_codec.h"

#include "answer_reader.h"
#include "request_writer.h"
#include "stream_decoder.h"

namespace gateway::protocol::bedrock {

const Codec& bedrockCodec()
{
    static const Codec kCodec = [] {
        Codec codec{Format::Bedrock};
        codec.writeRequest = writeBedrockRequest;
        codec.readAnswer = readBedrockAnswer;
        codec.makeDecoder = makeBedrockDecoder;
        codec.readUsage = readBedrockUsage;
        return codec;
    }();
    return kCodec;
}

} // namespace gateway::protocol::bedrock
