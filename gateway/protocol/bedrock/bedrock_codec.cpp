#include "bedrock_codec.h"

#include "bedrock_answer_reader.h"
#include "bedrock_request_writer.h"
#include "bedrock_stream_decoder.h"

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
