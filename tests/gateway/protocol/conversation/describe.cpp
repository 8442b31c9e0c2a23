#include "describe.h"

#include <string_view>

namespace tests {

using namespace gateway::protocol;
using gateway::Json;

namespace {

/// An object that omits fields without a value.
class Said {
public:
    Said& add(const char* key, const std::string& text)
    {
        if (!text.empty())
            m_json[key] = text;
        return *this;
    }
    Said& add(const char* key, const Json& json)
    {
        if (!json.is_null() && !(json.is_structured() && json.empty()))
            m_json[key] = json;
        return *this;
    }
    Said& add(const char* key, bool flag)
    {
        if (flag)
            m_json[key] = true;
        return *this;
    }
    template <class T> Said& add(const char* key, const std::optional<T>& value)
    {
        if (value)
            m_json[key] = *value;
        return *this;
    }
    Said& add(const char* key, const std::vector<std::string>& list)
    {
        if (!list.empty())
            m_json[key] = list;
        return *this;
    }
    Json take() { return m_json.is_null() ? Json::object() : std::move(m_json); }

private:
    Json m_json;
};

template <class E> std::optional<int> number(E value, E unsaid)
{
    return value == unsaid ? std::nullopt : std::optional(static_cast<int>(value));
}

Json of(const Text& text)
{
    return Said()
        .add("text", text.text.empty() ? std::string("(empty)") : text.text)
        .add("annotations", text.annotations)
        .add("item", text.itemId)
        .add("phase", text.phase)
        .add("signature", text.signature)
        .add("original", text.original.value)
        .take();
}
Json of(const Refusal& refusal)
{
    return Said().add("refusal", refusal.text).add("item", refusal.itemId).take();
}
Json of(const Media& media)
{
    Json json = Said()
                    .add("url", media.url)
                    .add("data", media.data)
                    .add("file_id", media.fileId)
                    .add("type", media.mediaType)
                    .add("name", media.name)
                    .add("detail", media.detail)
                    .add("transcript", media.transcript)
                    .add("extras", media.extras.value)
                    .add("signature", media.signature)
                    .take();
    json["media"] = static_cast<int>(media.kind);
    return json;
}
Json of(const Thinking& thinking)
{
    return Said()
        .add("thinking", thinking.text.empty() ? std::string("(empty)") : thinking.text)
        .add("summary", thinking.summary)
        .add("signature", thinking.signature)
        .add("encrypted", thinking.encrypted)
        .add("id", thinking.id)
        .add("format", thinking.format)
        .take();
}
Json of(const ToolCall& call)
{
    return Said()
        .add("call", call.name)
        .add("namespace", call.nameSpace)
        .add("id", call.id)
        .add("input", call.input)
        .add("free_form", call.isFreeForm)
        .add("signature", call.signature)
        .add("item", call.itemId)
        .add("extras", call.extras.value)
        .take();
}
Json of(const Opaque& opaque) { return Json{{"opaque", opaque.value}}; }
Json of(const ToolResult& result)
{
    Json content = Json::array();
    for (const ResultContent& each : result.content)
        content.push_back(std::visit([](const auto& part) { return of(part); }, each));
    return Said()
        .add("result_of", result.callId)
        .add("name", result.name)
        .add("content", content)
        .add("value", result.value)
        .add("error", result.isError)
        .add("free_form", result.isFreeForm)
        .add("item", result.itemId)
        .add("extras", result.extras.value)
        .take();
}

Json of(const Part& part)
{
    Json json = std::visit([](const auto& content) { return of(content); }, part.content);
    if (!part.cacheControl.is_null())
        json["cache_control"] = part.cacheControl;
    return json;
}

Json of(const std::vector<Part>& parts)
{
    Json list = Json::array();
    for (const Part& part : parts)
        list.push_back(of(part));
    return list;
}

Json of(const Tool& tool)
{
    return Said()
        .add("kind", number(tool.kind, Tool::Kind::Function))
        .add("name", tool.name)
        .add("namespace", tool.nameSpace)
        .add("namespace_description", tool.nameSpaceDescription)
        .add("description", tool.description)
        .add("parameters", tool.parameters)
        .add("strict", tool.strict)
        .add("definition", tool.definition)
        .add("cache_control", tool.cacheControl)
        .add("extras", tool.extras)
        .take();
}

Json of(const Sampling& sampling)
{
    return Said()
        .add("temperature", sampling.temperature)
        .add("top_p", sampling.topP)
        .add("min_p", sampling.minP)
        .add("top_k", sampling.topK)
        .add("frequency_penalty", sampling.frequencyPenalty)
        .add("presence_penalty", sampling.presencePenalty)
        .add("repetition_penalty", sampling.repetitionPenalty)
        .add("seed", sampling.seed)
        .add("max_tokens", sampling.maxTokens)
        .add("completion_limit", sampling.isCompletionLimit)
        .add("stop", sampling.stop)
        .add("n", sampling.count)
        .add("logprobs", sampling.logProbs)
        .add("top_logprobs", sampling.topLogProbs)
        .add("logit_bias", sampling.logitBias)
        .take();
}

Json of(const TokenUsage& usage)
{
    const auto count = [](const std::optional<gateway::Tokens>& tokens) {
        return tokens ? std::optional(tokens->count) : std::nullopt;
    };
    return Said()
        .add("input", count(usage.input))
        .add("cached", count(usage.cachedInput))
        .add("cache_write", count(usage.cacheWrite))
        .add("output", count(usage.output))
        .add("reasoning", count(usage.reasoning))
        .take();
}

} // namespace

Json describe(const Conversation& conversation)
{
    static constexpr std::string_view kRoles[] = {"system", "developer", "user", "assistant"};
    Json messages = Json::array();
    for (const Message& message : conversation.messages)
        messages.push_back(Said()
                               .add("role", std::string(kRoles[static_cast<int>(message.role)]))
                               .add("parts", of(message.parts))
                               .add("name", message.name)
                               .add("id", message.id)
                               .take());
    Json tools = Json::array();
    for (const Tool& tool : conversation.tools)
        tools.push_back(of(tool));
    Json extras;
    for (const auto& [key, value] : conversation.extras)
        extras[key] = value;
    const Reasoning& reasoning = conversation.reasoning;
    const OutputFormat& output = conversation.output;
    return Said()
        .add("model", conversation.model)
        .add("stream", conversation.isStream)
        .add("include_usage", conversation.includeUsage)
        .add("messages", messages)
        .add("tools", tools)
        .add("echo", conversation.echoesPrompt)
        .add("functions", conversation.usesFunctions)
        .add("tool_choice",
            Said()
                .add("kind", number(conversation.toolChoice.kind, ToolChoice::Kind::Unsaid))
                .add("name", conversation.toolChoice.name)
                .add("allowed", conversation.toolChoice.allowed)
                .take())
        .add("parallel", conversation.parallelCalls)
        .add("output",
            Said()
                .add("kind", number(output.kind, OutputFormat::Kind::Unsaid))
                .add("name", output.name)
                .add("description", output.description)
                .add("schema", output.schema)
                .add("strict", output.strict)
                .take())
        .add("reasoning",
            Said()
                .add("enabled", reasoning.enabled)
                .add("adaptive", reasoning.isAdaptive)
                .add("effort", reasoning.effort)
                .add("budget", reasoning.budget)
                .add("summary", reasoning.summary)
                .add("shown", reasoning.isShown)
                .add("encrypted", reasoning.wantsEncrypted)
                .add("as_written", reasoning.asWritten)
                .take())
        .add("sampling", of(conversation.sampling))
        .add("user", conversation.user)
        .add("metadata", conversation.metadata)
        .add("service_tier", conversation.serviceTier)
        .add("prompt_cache_key", conversation.promptCacheKey)
        .add("store", conversation.store)
        .add("previous", conversation.previousResponseId)
        .add("cache_control", conversation.cacheControl)
        .add("extras", extras)
        .take();
}

Json describe(const ModelAnswer& answer)
{
    Json choices = Json::array();
    for (const Choice& choice : answer.choices)
        choices.push_back(Said()
                              .add("index", number(choice.index, 0))
                              .add("parts", of(choice.parts))
                              .add("stop", number(choice.stop, StopReason::Unknown))
                              .add("stop_sequence", choice.stopSequence)
                              .add("logprobs", choice.logProbs)
                              .take());
    return Said()
        .add("id", answer.id)
        .add("model", answer.model)
        .add("created", answer.created_s == 0 ? std::nullopt : std::optional(answer.created_s))
        .add("choices", choices)
        .add("usage", of(answer.usage))
        .add("service_tier", answer.serviceTier)
        .take();
}

Json describe(const AnswerEvent& event)
{
    struct Visit {
        Json operator()(const AnswerBegun& e) const
        {
            return Said()
                .add("event", std::string("begun"))
                .add("id", e.id)
                .add("model", e.model)
                .add("usage", of(e.usage))
                .take();
        }
        Json operator()(const PartBegun& e) const
        {
            return place("part begun", e.choice, e.part, of(Part{e.content, {}}));
        }
        Json operator()(const PartGrew& e) const
        {
            return place("part grew", e.choice, e.part,
                Said()
                    .add("what", number(e.what, PartGrew::What::Text))
                    .add("text", e.text)
                    .add("logprobs", e.logProbs)
                    .add("summary", number(e.summaryIndex, 0))
                    .take());
        }
        Json operator()(const PartEnded& e) const { return place("part ended", e.choice, e.part, {}); }
        Json operator()(const ChoiceEnded& e) const
        {
            return place("choice ended", e.choice, 0,
                Said().add("stop", number(e.stop, StopReason::Unknown)).add("sequence", e.stopSequence).take());
        }
        Json operator()(const UsageReported& e) const { return Json{{"event", "usage"}, {"usage", of(e.usage)}}; }
        Json operator()(const AnswerEnded&) const { return Json{{"event", "ended"}}; }
        Json operator()(const AnswerFailed& e) const
        {
            return Said()
                .add("event", std::string("failed"))
                .add("message", e.error.message)
                .add("type", e.error.type)
                .add("code", e.error.code)
                .add("status", number(e.error.status, 0))
                .take();
        }
        Json operator()(const AnswerPing&) const { return Json{{"event", "ping"}}; }

        static Json place(const char* name, int choice, int part, const Json& more)
        {
            return Said()
                .add("event", std::string(name))
                .add("choice", number(choice, 0))
                .add("part", number(part, 0))
                .add("of", more)
                .take();
        }
    };
    return std::visit(Visit{}, event);
}

} // namespace tests
