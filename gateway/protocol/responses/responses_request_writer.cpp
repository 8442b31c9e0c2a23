#include "responses_request_writer.h"

#include "item_writer.h"
#include "responses_codec.h"
#include "tool_fields.h"

#include "gateway/protocol/conversation/body_node.h"
#include "gateway/protocol/conversation/extra_loss.h"
#include "gateway/protocol/conversation/translation/reasoning_scale.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace gateway::protocol::responses {

namespace {

bool isOurs(const Conversation& conversation) { return conversation.origin == Format::OpenAiResponses; }

bool isOpenAis(const Conversation& conversation)
{
    return isOurs(conversation) || conversation.origin == Format::OpenAiChat
        || conversation.origin == Format::OpenAiCompletions;
}

/// The text from `instructions`; null if the first message is something else.
const std::string* instructionsOf(const Conversation& conversation)
{
    if (conversation.messages.empty())
        return nullptr;
    const Message& first = conversation.messages.front();
    if (first.role != Role::System || first.id != kInstructionsId || first.parts.size() != 1)
        return nullptr;
    const auto* const text = std::get_if<Text>(&first.parts.front().content);
    return text ? &text->text : nullptr;
}

void addMessages(
    Json& body, const Conversation& conversation, const WriteTarget& target, Losses& losses, BodyProblem& problem)
{
    const std::string* const instructions = instructionsOf(conversation);
    if (instructions)
        body["instructions"] = *instructions;
    body["input"] = inputJson(conversation, instructions ? 1 : 0, target, losses, problem);
    const Json& input = body["input"];
    const bool isBegun = !input.empty() && input.back().value("role", Json()) == "assistant";
    if (isBegun && !isOurs(conversation) && target.keepsSignatures)
        losses.add("messages: that the answer has begun"); // OpenAI's models start a new answer
    if (!conversation.previousResponseId.empty())
        body["previous_response_id"] = conversation.previousResponseId;
}

void addTools(Json& body, const Conversation& conversation, Losses& losses)
{
    if (!conversation.tools.empty())
        if (Json tools = toolsJson(conversation, losses); !tools.empty())
            body["tools"] = std::move(tools);
    if (Json choice = toolChoiceJson(conversation); !choice.is_null())
        body["tool_choice"] = std::move(choice);
    if (conversation.parallelCalls)
        body["parallel_tool_calls"] = *conversation.parallelCalls;
}

/// `asked` as an effort that the target's model accepts; empty if there is none.
std::string effortForTarget(const WriteTarget& target, const Conversation& conversation, const std::string& asked, Losses& losses)
{
    if (isOurs(conversation) || asked.empty())
        return asked;
    std::string effort = effortFor(target.model, target.keepsSignatures, target.canThink, asked);
    if (effort != asked && !(effort.empty() && asked == "none"))
        losses.add(effort.empty() ? "reasoning" : "reasoning: how much");
    return effort;
}

void addReasoning(Json& body, const Conversation& conversation, const WriteTarget& target, Losses& losses)
{
    const Reasoning& reasoning = conversation.reasoning;
    // Thinking was requested without an amount: the default for its own clients.
    const bool isUnsized = !isOurs(conversation) && reasoning.enabled == true && effortOf(reasoning).empty();
    const std::string effort = effortForTarget(target, conversation, isUnsized ? "medium" : effortOf(reasoning), losses);
    std::string summary = reasoning.summary;
    // Summaries are the only reasoning that can be shown.
    const bool isAsked = reasoning.enabled.value_or(!effort.empty()) && effort != "none";
    const bool wantsThoughts = reasoning.isShown.value_or(isAsked);
    if (summary.empty() && !isOurs(conversation) && wantsThoughts)
        summary = "auto";
    Json json;
    if (!effort.empty())
        json["effort"] = effort;
    if (!summary.empty())
        json["summary"] = summary;
    if (!json.is_null())
        body["reasoning"] = std::move(json);
}

void addInclude(Json& body, const Conversation& conversation)
{
    Json include = Json::array();
    // Responses are not stored for clients of other formats: the reasoning goes to the client and comes back.
    const bool isAsked = conversation.reasoning.isSaid() && effortOf(conversation.reasoning) != "none";
    if (conversation.reasoning.wantsEncrypted || (!isOurs(conversation) && isAsked))
        include.push_back("reasoning.encrypted_content");
    if (conversation.sampling.logProbs.value_or(false))
        include.push_back("message.output_text.logprobs");
    if (isOurs(conversation))
        for (const auto& [key, value] : conversation.extras)
            if (key == "include" && value.is_array())
                include.insert(include.end(), value.begin(), value.end());
    if (!include.empty())
        body["include"] = std::move(include);
}

/// OpenAI rejects less than 16. Source: OpenAI API reference, max_output_tokens; read 2026-11-21.
constexpr std::int64_t kLeastTokens = 16;

void addMaxTokens(Json& body, const Conversation& conversation, const WriteTarget& target, Losses& losses)
{
    if (!conversation.sampling.maxTokens)
        return;
    std::int64_t most = *conversation.sampling.maxTokens;
    if (target.outputLimit > 0)
        most = std::min(most, target.outputLimit);
    if (!isOurs(conversation))
        most = std::max(most, kLeastTokens);
    if (most != *conversation.sampling.maxTokens)
        losses.add("max_tokens");
    body["max_output_tokens"] = most;
}

void addSampling(Json& body, const Conversation& conversation, const WriteTarget& target, Losses& losses)
{
    const Sampling& sampling = conversation.sampling;
    addMaxTokens(body, conversation, target, losses);
    if (sampling.temperature)
        body["temperature"] = *sampling.temperature;
    if (sampling.topP)
        body["top_p"] = *sampling.topP;
    if (sampling.topLogProbs)
        body["top_logprobs"] = *sampling.topLogProbs;
    const std::array<std::pair<const char*, bool>, 8> kNone{{{"min_p", sampling.minP.has_value()},
        {"top_k", sampling.topK.has_value()}, {"frequency_penalty", sampling.frequencyPenalty.has_value()},
        {"presence_penalty", sampling.presencePenalty.has_value()},
        {"repetition_penalty", sampling.repetitionPenalty.has_value()}, {"seed", sampling.seed.has_value()},
        {"stop", !sampling.stop.empty()}, {"logit_bias", !sampling.logitBias.empty()}}};
    for (const auto& [name, isSaid] : kNone)
        if (isSaid)
            losses.add(name);
}

bool hasTextsOnly(const Json& object)
{
    return object.is_object()
        && std::all_of(object.begin(), object.end(), [](const Json& value) { return value.is_string(); });
}

void addUser(Json& body, const Conversation& conversation, Losses& losses)
{
    constexpr std::size_t kLongest = 64; // OpenAI rejects longer ones
    if (conversation.user.empty())
        return;
    if (isOurs(conversation) || conversation.user.size() <= kLongest)
        body["user"] = conversation.user;
    else
        losses.add("user");
}

void addRest(Json& body, const Conversation& conversation, Losses& losses)
{
    if (!conversation.metadata.is_null()) {
        if (isOpenAis(conversation) || hasTextsOnly(conversation.metadata))
            body["metadata"] = conversation.metadata;
        else
            losses.add("metadata");
    }
    addUser(body, conversation, losses);
    if (!conversation.serviceTier.empty()) {
        if (isOpenAis(conversation) || conversation.serviceTier == "auto")
            body["service_tier"] = conversation.serviceTier;
        else
            losses.add("service_tier");
    }
    if (!conversation.promptCacheKey.empty())
        body["prompt_cache_key"] = conversation.promptCacheKey;
    if (!conversation.cacheControl.is_null())
        losses.add("cache_control");
    if (conversation.store)
        body["store"] = *conversation.store;
    else if (!isOurs(conversation))
        body["store"] = false; // the default is true, and no other format stores answers by default
    if (conversation.isStream)
        body["stream"] = true;
}

/// Extras of this format: "text.verbosity" belongs inside `text`.
void addOwnExtra(Json& body, const std::string& key, const Json& value)
{
    const std::size_t dot = key.find('.');
    const std::string head = key.substr(0, dot);
    if (key == "include" || key == "tool_choice")
        return; // written separately
    if (dot != std::string::npos && (head == "text" || head == "reasoning"))
        body[head][key.substr(dot + 1)] = value;
    else
        body[key] = value;
}

/// Fields with the same name in chat. Source: OpenAI API reference, "Create chat completion" and "Create a model
/// response"; read 2026-11-21.
constexpr std::array<std::string_view, 4> kChatExtras{
    "safety_identifier", "prompt_cache_retention", "prompt_cache_options", "moderation"};

void addExtras(Json& body, const Conversation& conversation, Losses& losses)
{
    for (const auto& [key, value] : conversation.extras) {
        if (isOurs(conversation))
            addOwnExtra(body, key, value);
        else if (isOpenAis(conversation) && std::find(kChatExtras.begin(), kChatExtras.end(), key) != kChatExtras.end())
            body[key] = value;
        else if (isOpenAis(conversation) && key == "verbosity")
            body["text"]["verbosity"] = value;
        else
            addExtraLoss(losses, key, value);
    }
}

} // namespace

Json formatJson(const OutputFormat& output)
{
    switch (output.kind) {
    case OutputFormat::Kind::Text:
        return Json{{"type", "text"}};
    case OutputFormat::Kind::JsonObject:
        return Json{{"type", "json_object"}};
    case OutputFormat::Kind::JsonSchema: {
        Json json{{"type", "json_schema"}, {"name", output.name.empty() ? "response" : output.name}};
        if (!output.description.empty())
            json["description"] = output.description;
        if (output.strict)
            json["strict"] = *output.strict;
        json["schema"] = output.schema.is_null() ? Json::object() : output.schema;
        return json;
    }
    case OutputFormat::Kind::Unsaid:
        break;
    }
    return {};
}

Result<Json> writeResponsesRequest(const Conversation& conversation, const WriteTarget& target, Losses& losses)
{
    BodyProblem problem;
    Json body{{"model", target.model}};
    addMessages(body, conversation, target, losses, problem);
    addTools(body, conversation, losses);
    if (Json format = formatJson(conversation.output); !format.is_null())
        body["text"]["format"] = std::move(format);
    addReasoning(body, conversation, target, losses);
    addInclude(body, conversation);
    addSampling(body, conversation, target, losses);
    addRest(body, conversation, losses);
    addExtras(body, conversation, losses);
    if (problem.isThere())
        return problem.error();
    return body;
}

} // namespace gateway::protocol::responses
