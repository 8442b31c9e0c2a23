#include "answer_writing.h"

#include "gateway/core/json/json.h"
#include "gateway/core/json/json_fields.h"
#include "gateway/core/json/json_values.h"
#include "gateway/protocol/codecs/codec_table.h"
#include "gateway/protocol/conversation/answer_builder.h"
#include "gateway/protocol/responses/responses_codec.h"
#include "gateway/protocol/responses/store/compaction.h"
#include "gateway/protocol/responses/store/earlier_input.h"

#include <utility>

namespace gateway::exchange {

namespace {

/// `response`: as the client gets it.
protocol::WrittenResponse keptResponse(const AnswerWriting& writing, Json response)
{
    const std::string& exchange = writing.context.id;
    protocol::KeptResponse kept;
    kept.id = response.value("id", std::string());
    kept.response = std::move(response);
    kept.owner = writing.owner;
    kept.previousId = writing.context.previousResponseId;
    kept.input = protocol::inputItemsOf(*writing.said, exchange);
    kept.created_s = writing.context.now_s;
    protocol::WrittenResponse written(std::move(kept));
    for (const Json& item : written.kept->input) // those with ids from this gateway
        if (std::string id = json::textOf(item, "id"); id.find(exchange) != std::string::npos)
            written.made.push_back({std::move(id), protocol::OwnedKind::Item});
    return written;
}

} // namespace

AnswerWritten writeAnswer(const AnswerWriting& writing)
{
    if (writing.ask.operation == Operation::Compact) {
        const auto made = protocol::compactAnswer(*writing.said, writing.answer, writing.context);
        return {made ? Result<std::string>(toText(*made)) : failure(made.error()), {}};
    }
    const protocol::Codec& client = protocol::codecOf(writing.ask.format);
    std::optional<protocol::ModelAnswer> compacted;
    if (writing.use.isCompaction) {
        auto made = protocol::compactedAnswer(writing.answer, writing.context.id);
        if (!made)
            return {failure(std::move(made.error())), {}};
        compacted = std::move(*made);
    }
    const protocol::ModelAnswer& answer = compacted ? *compacted : writing.answer;
    AnswerWritten written;
    std::optional<Json> whole;
    if (!writing.use.isStream || writing.use.isKept)
        whole = client.writeAnswer(answer, writing.context);
    if (!writing.use.isStream) {
        written.text = toText(*whole);
    } else if (!writing.use.isOnlySaved) { // the target may not stream although the client wants it
        const auto encoder = client.makeEncoder(writing.context);
        std::string stream;
        for (const protocol::AnswerEvent& event : protocol::eventsOf(answer))
            encoder->write(event, stream);
        written.text = std::move(stream);
    }
    if (writing.use.isKept)
        written.kept.emplace(keptResponse(writing, std::move(*whole)));
    return written;
}

/// A part counts as several values.
bool isLongToWrite(const protocol::ModelAnswer& answer)
{
    constexpr std::size_t kValuesOfPart = 8;
    std::size_t parts = 0;
    std::size_t bytes = 0;
    for (const protocol::Choice& choice : answer.choices) {
        parts += choice.parts.size();
        for (const protocol::Part& part : choice.parts) {
            if (const auto* const text = std::get_if<protocol::Text>(&part.content))
                bytes += text->text.size();
            else if (const auto* const call = std::get_if<protocol::ToolCall>(&part.content))
                bytes += call->input.size();
        }
    }
    return parts * kValuesOfPart > kMostValuesAtOnce || bytes > kMostBytesAtOnce;
}

} // namespace gateway::exchange
