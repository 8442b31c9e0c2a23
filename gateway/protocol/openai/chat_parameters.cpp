#include "chat_parameters.h"

#include "gateway/protocol/conversation/extra_loss.h"
#include "gateway/protocol/conversation/translation/reasoning_scale.h"
#include "gateway/protocol/models/sampling_limit.h"
#include "gateway/protocol/parameter_place.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace gateway::protocol::openai {

namespace {

/// A parameter; `isOpenAi`: no vendor rejects it.
template <class Number> struct Field {
    const char* name;
    std::optional<Number> Sampling::*member;
    bool isOpenAi = true;
};

constexpr std::array kNumbers{
    Field<double>{"temperature", &Sampling::temperature},
    Field<double>{"top_p", &Sampling::topP},
    Field<double>{"frequency_penalty", &Sampling::frequencyPenalty},
    Field<double>{"presence_penalty", &Sampling::presencePenalty},
    Field<double>{"min_p", &Sampling::minP, false},
    Field<double>{"repetition_penalty", &Sampling::repetitionPenalty, false},
};
constexpr std::array kIntegers{
    Field<std::int64_t>{"seed", &Sampling::seed},
    Field<std::int64_t>{"n", &Sampling::count},
    Field<std::int64_t>{"top_k", &Sampling::topK, false},
};

/// All fields that are read by name, here or elsewhere. Others are kept unchanged.
constexpr std::string_view kKnown[] = {"model", "messages", "stream", "stream_options", "tools", "tool_choice",
    "functions", "function_call", "parallel_tool_calls", "response_format", "user", "metadata", "service_tier",
    "prompt_cache_key", "store", "cache_control", "max_tokens", "max_completion_tokens", "temperature", "top_p",
    "frequency_penalty", "presence_penalty", "min_p", "repetition_penalty", "seed", "n", "top_logprobs", "top_k",
    "logprobs", "logit_bias", "stop", "reasoning_effort", "reasoning", "thinking", "enable_thinking",
    "thinking_budget"};

/// Fields by which vendors control reasoning.
constexpr std::array kReasoningFields{
    "reasoning_effort", "reasoning", "thinking", "enable_thinking", "thinking_budget"};

/// Source: OpenAI API reference (reasoning_effort); openrouter.ai/docs "Reasoning tokens"
/// (reasoning); DeepSeek "Thinking mode", Zhipu "Thinking", Volcengine "Deep thinking"
/// (thinking); Alibaba Model Studio "Deep thinking" (enable_thinking, thinking_budget). Read 2026-11.
void readReasoning(const BodyNode& root, Reasoning& reasoning, std::vector<std::string>& unknown)
{
    const BodyNode router = root["reasoning"];
    const BodyNode thinking = root["thinking"];
    reasoning.effort = router["effort"].text();
    reasoning.budget = router["max_tokens"].integer();
    reasoning.enabled = router["enabled"].flag();
    if (const auto isHidden = router["exclude"].flag())
        reasoning.isShown = !*isHidden;
    if (const std::string type = thinking["type"].text(); !type.empty()) {
        reasoning.enabled = type != "disabled";
        reasoning.isAdaptive = type != "disabled" && type != "enabled";
        if (reasoning.isAdaptive && type != "auto" && type != "adaptive") // of a later version
            unknown.push_back(thinking["type"].path());
    }
    if (const auto budget = thinking["budget_tokens"].integer())
        reasoning.budget = budget;
    if (const auto enabled = root["enable_thinking"].flag())
        reasoning.enabled = enabled;
    if (const auto budget = root["thinking_budget"].integer())
        reasoning.budget = budget;
    const bool isInVendorsWords = reasoning.isSaid();
    const bool isUsual = root["reasoning_effort"].text() == "default"; // Groq's name for the default
    if (std::string effort = root["reasoning_effort"].text(); !effort.empty() && !isUsual)
        reasoning.effort = std::move(effort);
    if (!isInVendorsWords)
        return;
    for (const char* const field : kReasoningFields)
        if (root[field].isThere())
            reasoning.asWritten[field] = root[field].peek();
}

void readOutput(const BodyNode& node, Conversation& conversation)
{
    OutputFormat& output = conversation.output;
    const std::string type = node.isThere() ? node["type"].neededText() : std::string();
    if (type.empty())
        return;
    if (type == "text")
        output.kind = OutputFormat::Kind::Text;
    else if (type == "json_object")
        output.kind = OutputFormat::Kind::JsonObject;
    else if (type != "json_schema") // of a later version
        conversation.extras.emplace_back("response_format", node.json());
    if (type != "json_schema")
        return;
    const BodyNode schema = node["json_schema"];
    output.kind = OutputFormat::Kind::JsonSchema;
    output.name = schema["name"].text();
    output.description = schema["description"].text();
    output.schema = schema["schema"].object();
    output.strict = schema["strict"].flag();
}

Json outputOf(const OutputFormat& output, bool isOwn)
{
    if (output.kind == OutputFormat::Kind::Text)
        return Json{{"type", "text"}};
    if (output.kind == OutputFormat::Kind::JsonObject)
        return Json{{"type", "json_object"}};
    Json schema;
    if (!output.name.empty() || !isOwn)
        schema["name"] = output.name.empty() ? "response" : output.name;
    if (!output.description.empty())
        schema["description"] = output.description;
    if (!output.schema.is_null())
        schema["schema"] = output.schema;
    if (output.strict)
        schema["strict"] = *output.strict;
    return Json{{"type", "json_schema"}, {"json_schema", std::move(schema)}};
}

void writeReasoning(ChatWriting& writing, Json& body)
{
    const Reasoning& reasoning = writing.conversation.reasoning;
    if (writing.isOwn() && reasoning.asWritten.is_object()) {
        body.update(reasoning.asWritten);
        return;
    }
    std::string effort = effortOf(reasoning);
    if (effort.empty() && reasoning.enabled == true && !reasoning.isAdaptive)
        effort = "medium";
    if (effort.empty() && reasoning.isAdaptive && !writing.target.hasThinkingField)
        writing.losses.add("reasoning: adaptive"); // each model uses its default
    if (!effort.empty())
        body["reasoning_effort"] = std::move(effort);
    if (!reasoning.summary.empty())
        writing.losses.add("reasoning summary");
    if (reasoning.isShown == false)
        writing.losses.add("hiding of reasoning");
    if (reasoning.wantsEncrypted)
        writing.losses.add("reasoning.encrypted_content");
}

bool writesCompletionLimit(const ChatWriting& writing)
{
    const Conversation& conversation = writing.conversation;
    if (writing.isOwn())
        return conversation.sampling.isCompletionLimit;
    const Reasoning& reasoning = conversation.reasoning;
    // OpenAI's reasoning models reject max_tokens, the others accept both.
    return writing.target.keepsSignatures || conversation.origin == Format::OpenAiResponses || (reasoning.isSaid() && effortOf(reasoning) != "none");
}

void writeLimit(ChatWriting& writing, Json& body)
{
    std::optional<std::int64_t> limit = writing.conversation.sampling.maxTokens;
    if (!limit)
        return;
    if (writing.target.outputLimit > 0 && *limit > writing.target.outputLimit) {
        limit = writing.target.outputLimit;
        writing.losses.add("max_tokens beyond the model's limit");
    }
    body[writesCompletionLimit(writing) ? "max_completion_tokens" : "max_tokens"] = *limit;
}

template <class Number, std::size_t count>
void writeFields(const std::array<Field<Number>, count>& fields, ChatWriting& writing, Json& body)
{
    for (const Field<Number>& field : fields) {
        const std::optional<Number>& value = writing.conversation.sampling.*field.member;
        if (value && (field.isOpenAi || writing.isOwn()))
            body[field.name] = *value;
        else if (value)
            writing.losses.add(field.name);
    }
}

/// Whether a value is the default.
bool isUsual(std::string_view field, const Json& value)
{
    return field.ends_with("_penalty") ? value == 0 : value == 1;
}

/// Removes parameters that models reject while reasoning.
void dropSampling(ChatWriting& writing, Json& body)
{
    const auto untaken =
        untakenSampling(writing.target.model, effortOf(writing.conversation.reasoning), writing.target.canThink);
    for (const std::string_view field : untaken)
        if (const auto said = body.find(field); said != body.end()) {
            if (!isUsual(field, *said))
                writing.losses.add(std::string(field));
            body.erase(said);
        }
    if (!untaken.empty() && body.contains("stop"))
        writing.problem.add(parameterPlace(writing.conversation.origin, "stop"),
            QT_TRANSLATE_NOOP("Error", "is not supported by this model. Leave it out, or choose another model."));
}

/// An unspecified temperature is 1 anyway.
void dropSecondSampler(ChatWriting& writing, Json& body)
{
    const auto temperature = body.find("temperature");
    if (temperature == body.end() || !body.contains("top_p"))
        return;
    if (isUsual("temperature", *temperature)) {
        body.erase(temperature);
        return;
    }
    if (!isUsual("top_p", body["top_p"]))
        writing.losses.add("top_p");
    body.erase("top_p");
}

void writeSampling(ChatWriting& writing, Json& body)
{
    const Sampling& sampling = writing.conversation.sampling;
    constexpr std::size_t kMostStops = 4; // Source: OpenAI API reference, stop. Read 2026-11-21.
    if (writing.target.keepsSignatures && !writing.isOwn() && sampling.stop.size() > kMostStops)
        writing.problem.add(parameterPlace(writing.conversation.origin, "stop"), QT_TRANSLATE_NOOP("Error", "has more than 4 entries. This API accepts at most 4."));
    writeLimit(writing, body);
    writeFields(kNumbers, writing, body);
    writeFields(kIntegers, writing, body);
    if (!sampling.stop.empty())
        body["stop"] = sampling.stop;
    // Source: OpenAI API reference, chat, top_logprobs; read 2026-11-22.
    if (const auto isOn = writing.isOwn() ? sampling.logProbs : sampling.logProbSwitch())
        body["logprobs"] = *isOn;
    if (const auto count = writing.isOwn() ? sampling.topLogProbs : sampling.topLogProbsBesideSwitch())
        body["top_logprobs"] = *count;
    if (!sampling.logitBias.is_null())
        body["logit_bias"] = sampling.logitBias;
    if (!writing.isOwn())
        dropSampling(writing, body);
    if (!writing.isOwn() && writing.target.takesOneSampler == true)
        dropSecondSampler(writing, body);
}

/// A text that is useful only to the client's own provider, or to OpenAI's two formats.
void writeText(ChatWriting& writing, Json& body, const char* field, const std::string& text, bool isCarried)
{
    if (text.empty())
        return;
    if (writing.isOwn() || isCarried)
        body[field] = text;
    else
        writing.losses.add(field);
}

void writeAccount(ChatWriting& writing, Json& body)
{
    const Conversation& conversation = writing.conversation;
    const bool isOpenAi = conversation.origin == Format::OpenAiResponses && writing.target.keepsSignatures;
    constexpr std::size_t kMostOfUser = 64; // OpenAI answers longer ones with 400
    writeText(writing, body, "user", conversation.user, conversation.user.size() <= kMostOfUser);
    writeText(writing, body, "service_tier", conversation.serviceTier, isOpenAi);
    writeText(writing, body, "prompt_cache_key", conversation.promptCacheKey, isOpenAi);
    if (!conversation.metadata.is_null() && writing.isOwn())
        body["metadata"] = conversation.metadata;
    else if (!conversation.metadata.empty())
        writing.losses.add("metadata");
    if (conversation.store && writing.isOwn())
        body["store"] = *conversation.store;
    else if (conversation.store == true)
        writing.losses.add("store");
    if (conversation.cacheControl.is_null())
        return;
    if (writing.keepsCacheControl())
        body["cache_control"] = conversation.cacheControl;
    else
        writing.losses.add("cache_control");
}

} // namespace

void readSampling(const BodyNode& root, Sampling& sampling)
{
    for (const auto& field : kNumbers)
        sampling.*field.member = root[field.name].number();
    for (const auto& field : kIntegers)
        sampling.*field.member = root[field.name].integer();
    constexpr std::int64_t kNoLimit = -1; // as in LM Studio and llama.cpp
    sampling.maxTokens = root["max_tokens"].integer();
    if (const auto limit = root["max_completion_tokens"].integer()) {
        sampling.maxTokens = limit;
        sampling.isCompletionLimit = true;
    }
    if (sampling.maxTokens == kNoLimit)
        sampling.maxTokens.reset();
    sampling.logitBias = root["logit_bias"].object();
    const BodyNode stop = root["stop"];
    if (stop.isText())
        sampling.stop.push_back(stop.text());
    else
        stop.each([&](const BodyNode& word) { sampling.stop.push_back(word.text()); });
}

void readParameters(const BodyNode& root, Conversation& conversation)
{
    conversation.model = root["model"].text();
    conversation.isStream = root["stream"].flag().value_or(false);
    conversation.includeUsage = root["stream_options"]["include_usage"].flag().value_or(false);
    readSampling(root, conversation.sampling);
    conversation.sampling.logProbs = root["logprobs"].flag();
    conversation.sampling.topLogProbs = root["top_logprobs"].integer();
    readReasoning(root, conversation.reasoning, conversation.unknown);
    readOutput(root["response_format"], conversation);
    conversation.user = root["user"].text();
    conversation.metadata = root["metadata"].object();
    conversation.serviceTier = root["service_tier"].text();
    conversation.promptCacheKey = root["prompt_cache_key"].text();
    conversation.store = root["store"].flag();
    conversation.cacheControl = root["cache_control"].objectOf({"type", "ttl"});
    const auto isKnown = [](std::string_view key) { return std::find(std::begin(kKnown), std::end(kKnown), key) != std::end(kKnown); };
    root.eachMember(isKnown, [&](const std::string& key, const BodyNode& node) { conversation.extras.emplace_back(key, node.json()); });
}

void writeParameters(ChatWriting& writing, Json& body)
{
    const Conversation& conversation = writing.conversation;
    writeSampling(writing, body);
    writeReasoning(writing, body);
    if (conversation.output.kind != OutputFormat::Kind::Unsaid)
        body["response_format"] = outputOf(conversation.output, writing.isOwn());
    writeAccount(writing, body);
    for (const auto& [key, value] : conversation.extras)
        if (writing.isOwn())
            body[key] = value;
        else
            addExtraLoss(writing.losses, key, value);
    if (conversation.isStream) {
        body["stream"] = true;
        body["stream_options"]["include_usage"] = true;
    }
}

} // namespace gateway::protocol::openai
