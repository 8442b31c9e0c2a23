#include "compaction.h"

#include "earlier_input.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/text/ascii.h"
#include "gateway/protocol/conversation/answer_builder.h"
#include "gateway/protocol/responses/reasoning_envelope.h"
#include "gateway/protocol/responses/responses_codec.h"

#include <QtGlobal>

#include <algorithm>
#include <string>
#include <utility>

namespace gateway::protocol::responses {

namespace {

constexpr std::string_view kWish =
    "The conversation above will be cut off here and continued from your summary alone. Write that summary now, for "
    "whoever goes on with the work: what the user asked for, with every requirement, preference and limit; what was "
    "decided and why; what has been done, with exact names of files, commands, identifiers and values; what was found "
    "out, and what failed; what is still to be done, and what comes next. Leave out nothing that the rest of the work "
    "needs. Answer with the summary only, and call no tool.";

constexpr std::string_view kHead =
    "This is a summary of the conversation so far, whose earlier part is no longer shown. Go on from it:\n\n";

/// Bytes of the user's own messages, as text; the last ones are kept.
constexpr std::size_t kMostKept = 64 * 1024;

std::string answerText(const ModelAnswer& answer)
{
    std::string all;
    if (answer.choices.empty())
        return all;
    for (const Part& part : answer.choices.front().parts)
        if (const auto* const text = std::get_if<Text>(&part.content))
            all += text->text;
    return std::string(trimmed(all, " \t\r\n"));
}

bool isOfUser(const Json& item)
{
    const std::string_view type = json::textOf(item, "type");
    return (type.empty() || type == "message") && json::textOf(item, "role") == "user";
}

/// A message in the form of an output item.
Json keptMessage(const Json& item, const std::string& id)
{
    Json message{{"id", id}, {"type", "message"}, {"status", "completed"}, {"role", "user"}};
    const Json* const content = json::findField(item, "content");
    if (content && content->is_string())
        message["content"] = Json::array({Json{{"type", "input_text"}, {"text", *content}}});
    else
        message["content"] = content && content->is_array() ? *content : Json::array();
    return message;
}

/// The user's messages, from the last one backwards as far as they fit.
Json keptMessages(const Json& body, const std::string& idBase)
{
    std::vector<Json> kept;
    std::size_t size = 0;
    const Json items = inputItemsOf(body, idBase);
    for (auto item = items.rbegin(); item != items.rend(); ++item) {
        if (!item->is_object() || !isOfUser(*item))
            continue;
        Json message = keptMessage(*item, json::textOf(*item, "id"));
        size += toText(message).size();
        if (size > kMostKept)
            break;
        kept.push_back(std::move(message));
    }
    Json list = Json::array();
    for (auto message = kept.rbegin(); message != kept.rend(); ++message)
        list.push_back(std::move(*message));
    return list;
}

Json usageOf(const ModelAnswer& answer, const AnswerContext& context)
{
    ModelAnswer only;
    only.usage = answer.usage;
    Json response = openAiResponsesCodec().writeAnswer(only, context);
    return std::move(response["usage"]);
}

Result<Json> summaryItem(const ModelAnswer& answer, const std::string& id)
{
    const std::string summary = answerText(answer);
    if (summary.empty())
        return failure(ErrorKind::UpstreamProtocolError,
            {QT_TRANSLATE_NOOP("Error", "The model returned no summary of the conversation. Try again, or use another model.")});
    return Json{{"id", "cmp_" + id}, {"type", "compaction"}, {"encrypted_content", sealSummary(std::string(kHead) + summary)}};
}

/// The model's text is held back until it has finished.
class CompactionEncoder final : public AnswerEncoder {
public:
    explicit CompactionEncoder(const AnswerContext& context)
        : m_id(context.id)
        , m_client(openAiResponsesCodec().makeEncoder(context))
    {
    }

    void write(const AnswerEvent& event, std::string& out) override
    {
        m_said.take(event);
        const bool isForAll = std::holds_alternative<AnswerBegun>(event) || std::holds_alternative<AnswerFailed>(event)
            || std::holds_alternative<AnswerPing>(event);
        if (isForAll)
            m_client->write(event, out);
        else if (std::holds_alternative<AnswerEnded>(event))
            writeSummary(out);
    }

private:
    void writeSummary(std::string& out)
    {
        const auto made = compactedAnswer(m_said.answer(), m_id);
        if (!made) {
            AnswerFailed failed;
            failed.error.message = made.error().text();
            m_client->write(failed, out);
            return;
        }
        for (const AnswerEvent& event : eventsOf(*made))
            m_client->write(event, out);
    }

    const std::string m_id;
    const std::unique_ptr<AnswerEncoder> m_client;
    AnswerBuilder m_said;
};

} // namespace

bool asksForCompaction(const Json& body)
{
    const Json& input = json::listOf(body, "input");
    return !input.empty() && json::textOf(input.back(), "type") == "compaction_trigger";
}

Result<Conversation> compactPrompt(Json body)
{
    if (asksForCompaction(body))
        body["input"].erase(body["input"].size() - 1);
    auto conversation = openAiResponsesCodec().readRequest(body, {});
    if (!conversation)
        return conversation;
    // Tools stay defined, because there may be calls of them; none may be called.
    if (!conversation->tools.empty()) {
        conversation->toolChoice = ToolChoice{};
        conversation->toolChoice.kind = ToolChoice::Kind::None;
    }
    std::erase_if(conversation->extras, [](const auto& extra) { return extra.first == "tool_choice"; });
    conversation->output = OutputFormat{};
    conversation->isStream = false;
    conversation->store = false;
    Message wish;
    Text text;
    text.text = kWish;
    wish.parts.push_back({std::move(text), {}});
    conversation->messages.push_back(std::move(wish));
    return conversation;
}

Result<Json> compactAnswer(const Json& body, const ModelAnswer& answer, const AnswerContext& context)
{
    const std::string id = asciiLower(context.id);
    auto summary = summaryItem(answer, id);
    if (!summary)
        return summary;
    Json output = keptMessages(body, context.id);
    output.push_back(std::move(*summary));
    Json compacted{{"id", "resp_" + id}, {"object", "response.compaction"}, {"created_at", context.now_s}};
    compacted["output"] = std::move(output);
    compacted["usage"] = usageOf(answer, context);
    return compacted;
}

Result<ModelAnswer> compactedAnswer(const ModelAnswer& answer, const std::string& idBase)
{
    auto item = summaryItem(answer, asciiLower(idBase));
    if (!item)
        return failure(std::move(item.error()));
    ModelAnswer compacted;
    compacted.id = answer.id;
    compacted.model = answer.model;
    compacted.created_s = answer.created_s;
    compacted.usage = answer.usage;
    Choice& choice = compacted.choices.emplace_back();
    choice.stop = answer.choices.front().stop;
    choice.parts.push_back({Opaque{Format::OpenAiResponses, std::move(*item)}, {}});
    return compacted;
}

std::unique_ptr<AnswerEncoder> makeCompactionEncoder(const AnswerContext& context)
{
    return std::make_unique<CompactionEncoder>(context);
}

} // namespace gateway::protocol::responses
