#include "responses_codec.h"

#include "responses_answer_reader.h"
#include "responses_request_reader.h"
#include "responses_request_writer.h"
#include "responses_stream_decoder.h"
#include "responses_stream_encoder.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/json/json_repair.h"
#include "gateway/core/text/sse.h"

#include <QtGlobal>

#include <algorithm>
#include <array>

namespace gateway::protocol::responses {

const Codec& openAiResponsesCodec()
{
    static constexpr Codec kCodec{Format::OpenAiResponses, readResponsesRequest, writeResponsesRequest,
        readResponsesAnswer, writeResponsesAnswer, makeResponsesDecoder, makeResponsesEncoder, usageIn};
    return kCodec;
}

namespace {

Error needed(std::string param, Sentence message)
{
    Error error;
    error.kind = ErrorKind::InvalidRequest;
    error.param = std::move(param);
    error.message = std::move(message);
    return error;
}

/// Null unless only this format has the item.
const Json* ownItem(const Part& part)
{
    const auto* const opaque = std::get_if<Opaque>(&part.content);
    return opaque && opaque->format == Format::OpenAiResponses ? &opaque->value : nullptr;
}

/// Whether an item represents a history that only its creator can decrypt: it must not be dropped, because nothing else
/// contains that history. Source: openai-node responses.ts, ResponseCompactionItemParam; openai/codex
/// codex-rs/protocol/src/models.rs, ResponseItem::ContextCompaction. Read 2026-11-22.
bool isSealedHistory(const Json& item)
{
    const std::string_view type = json::textOf(item, "type");
    const bool isCompaction = type == "compaction" || type == "compaction_summary" || type == "context_compaction";
    return isCompaction && !json::textOf(item, "encrypted_content").empty();
}

/// The path of the same item in the client's request; the item may have come with an earlier response.
std::string placeOfSame(const Json& body, const Json& item)
{
    const Json& input = json::listOf(body, "input");
    for (std::size_t i = 0; i < input.size(); ++i)
        if (isSealedHistory(input[i]) && json::textOf(input[i], "encrypted_content") == json::textOf(item, "encrypted_content"))
            return "input[" + std::to_string(i) + ']';
    return json::textOf(body, "previous_response_id").empty() ? "input" : "previous_response_id";
}

/// The path of the item `id` in the client's request.
std::string placeOfItem(const Json& body, const std::string& id)
{
    const Json& input = json::listOf(body, "input");
    for (std::size_t i = 0; i < input.size(); ++i)
        if (json::textOf(input[i], "id") == id)
            return "input[" + std::to_string(i) + "].id";
    return "input";
}

std::optional<Error> problemOf(const Json& item, const Json& body)
{
    const std::string id = json::textOf(item, "id");
    if (json::textOf(item, "type") == "item_reference")
        return needed(placeOfItem(body, id),
            {QT_TRANSLATE_NOOP("Error", "The referenced item \"%1\" is not stored here, or no longer. Send the item itself, or set \"store\": false."),
                {id}});
    if (!isSealedHistory(item))
        return std::nullopt;
    const std::string place = placeOfSame(body, item);
    return needed(place,
        {QT_TRANSLATE_NOOP("Error", "\"%1\" is a compacted conversation, and only the provider that made its \"encrypted_content\" can read "
            "it. Send the earlier items themselves, or choose a model of that provider."),
            {place}});
}

} // namespace

std::optional<Error> onlyForResponses(const Conversation& conversation, const Json& body)
{
    if (conversation.origin != Format::OpenAiResponses)
        return std::nullopt;
    if (!conversation.previousResponseId.empty())
        return needed("previous_response_id",
            {QT_TRANSLATE_NOOP("Error", "The response \"%1\" is not stored here, or no longer. Send the earlier items in \"input\"."),
                {conversation.previousResponseId}});
    for (const auto& [key, value] : conversation.extras)
        if (key == "prompt")
            return needed("prompt",
                QT_TRANSLATE_NOOP("Error", "A stored prompt works only with the provider that stores it. Send its text in \"instructions\"."));
    for (const Message& message : conversation.messages)
        for (const Part& part : message.parts)
            if (const Json* const item = ownItem(part))
                if (auto problem = problemOf(*item, body))
                    return problem;
    return std::nullopt;
}

ResponseState responseState(const Json& response)
{
    constexpr std::array<std::string_view, 2> kUnderWay{"queued", "in_progress"};
    constexpr std::array<std::string_view, 4> kOver{"completed", "failed", "cancelled", "incomplete"};
    const std::string_view status = json::textOf(response, "status");
    if (std::ranges::find(kOver, status) != kOver.end())
        return ResponseState::Over;
    const bool isUnderWay = std::ranges::find(kUnderWay, status) != kUnderWay.end() && !json::findField(response, "error");
    return isUnderWay ? ResponseState::UnderWay : ResponseState::Unknown;
}

TokenUsage responseUsage(const Json& response) { return usageIn(response); }

std::optional<Json> responseIn(std::string_view stream)
{
    SseReader reader;
    reader.feed(stream);
    reader.feed("\n\n"); // some servers omit it after the last event
    SseReader::Event event;
    while (reader.next(event)) {
        const auto read = parseJsonLeniently(event.data);
        const Json* const response = read ? json::findField(*read, "response") : nullptr;
        if (response && responseState(*response) == ResponseState::Over)
            return *response;
    }
    return std::nullopt;
}

} // namespace gateway::protocol::responses
