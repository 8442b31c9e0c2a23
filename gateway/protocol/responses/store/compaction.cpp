#include "compaction.h"

#include "earlier_input.h"

#include "gateway/core/text/ascii.h"
#include "gateway/protocol/responses/json_fields.h"
#include "gateway/protocol/responses/reasoning_envelope.h"
#include "gateway/protocol/responses/responses_codec.h"

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

/// Of the user's own messages, as text; the last ones are the ones that count.
constexpr std::size_t kMostKept = 64 * 1024;

std::string textOf(const ModelAnswer& answer)
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
    const std::string_view type = responses::textOf(item, "type");
    return (type.empty() || type == "message") && responses::textOf(item, "role") == "user";
}

/// A message as it stands in an output.
Json keptMessage(const Json& item, const std::string& id)
{
    Json message{{"id", id}, {"type", "message"}, {"status", "completed"}, {"role", "user"}};
    const Json* const content = fieldOf(item, "content");
    if (content && content->is_string())
        message["content"] = Json::array({Json{{"type", "input_text"}, {"text", *content}}});
    else
        message["content"] = content && content->is_array() ? *content : Json::array();
    return message;
}

/// The user's messages, from the last one back to where they become too many.
Json keptMessages(const Json& body, const std::string& idBase)
{
    std::vector<Json> kept;
    std::size_t size = 0;
    const Json items = inputItemsOf(body, idBase);
    for (auto item = items.rbegin(); item != items.rend(); ++item) {
        if (!item->is_object() || !isOfUser(*item))
            continue;
        Json message = keptMessage(*item, stringOf(*item, "id"));
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

} // namespace

bool asksForCompaction(const Json& body)
{
    const Json& input = listOf(body, "input");
    return !input.empty() && responses::textOf(input.back(), "type") == "compaction_trigger";
}

Result<Conversation> compactPrompt(Json body)
{
    if (asksForCompaction(body))
        body["input"].erase(body["input"].size() - 1);
    auto conversation = openAiResponsesCodec().readRequest(std::move(body), {});
    if (!conversation)
        return conversation;
    // Tools stay defined, for there may be calls of them; none may be called.
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
    const std::string summary = textOf(answer);
    if (summary.empty())
        return failure(ErrorKind::UpstreamProtocolError,
            "The model gave no summary of the conversation; try again, or use another model for it.");
    const std::string id = asciiLower(context.id);
    Json output = keptMessages(body, context.id);
    output.push_back(Json{
        {"id", "cmp_" + id}, {"type", "compaction"}, {"encrypted_content", sealSummary(std::string(kHead) + summary)}});
    Json compacted{{"id", "resp_" + id}, {"object", "response.compaction"}, {"created_at", context.now_s}};
    compacted["output"] = std::move(output);
    compacted["usage"] = usageOf(answer, context);
    return compacted;
}

} // namespace gateway::protocol::responses
