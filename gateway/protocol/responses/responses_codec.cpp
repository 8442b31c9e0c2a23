#include "responses_codec.h"

#include "answer_reader.h"
#include "json_fields.h"
#include "request_reader.h"
#include "request_writer.h"
#include "stream_decoder.h"
#include "stream_encoder.h"

namespace gateway::protocol::responses {

const Codec& openAiResponsesCodec()
{
    static constexpr Codec kCodec{Format::OpenAiResponses, readResponsesRequest, writeResponsesRequest,
        readResponsesAnswer, writeResponsesAnswer, makeResponsesDecoder, makeResponsesEncoder};
    return kCodec;
}

namespace {

Error needed(std::string param, std::string message)
{
    Error error;
    error.kind = ErrorKind::InvalidRequest;
    error.param = std::move(param);
    error.message = std::move(message);
    return error;
}

bool isReference(const Part& part)
{
    const auto* const opaque = std::get_if<Opaque>(&part.content);
    return opaque && opaque->format == Format::OpenAiResponses && textOf(opaque->value, "type") == "item_reference";
}

/// Where the client's request has the item of `id`.
std::string placeOfItem(const Json& body, const std::string& id)
{
    const Json& input = listOf(body, "input");
    for (std::size_t i = 0; i < input.size(); ++i)
        if (textOf(input[i], "id") == id)
            return "input[" + std::to_string(i) + "].id";
    return "input";
}

} // namespace

std::optional<Error> onlyForResponses(const Conversation& conversation, const Json& body)
{
    if (conversation.origin != Format::OpenAiResponses)
        return std::nullopt;
    if (!conversation.previousResponseId.empty())
        return needed("previous_response_id",
            "The response \"" + conversation.previousResponseId
                + "\" is not kept here (any more); send the earlier items in \"input\".");
    for (const auto& [key, value] : conversation.extras)
        if (key == "prompt")
            return needed("prompt",
                "A stored prompt can be used only with a provider that keeps it; send its words in \"instructions\".");
    for (const Message& message : conversation.messages)
        for (const Part& part : message.parts)
            if (isReference(part))
                return needed(placeOfItem(body, stringOf(std::get<Opaque>(part.content).value, "id")),
                    "The item \"" + stringOf(std::get<Opaque>(part.content).value, "id")
                        + "\" that is referred to is not kept here (any more); send the item itself, or set \"store\": "
                          "false.");
    return std::nullopt;
}

} // namespace gateway::protocol::responses
