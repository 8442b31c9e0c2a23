#include "cohere_codec.h"

#include "cohere_answer.h"
#include "cohere_decoder.h"
#include "cohere_request_writer.h"

namespace gateway::protocol {

const Codec& cohereCodec()
{
    static constexpr Codec kCodec{
        Format::Cohere, nullptr, cohere::writeRequest, cohere::readAnswer, nullptr, cohere::makeDecoder, nullptr, cohere::readUsage};
    return kCodec;
}

} // namespace gateway::protocol
