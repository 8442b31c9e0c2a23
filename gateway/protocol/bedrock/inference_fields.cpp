#include "inference_fields.h"

#include "message_writer.h"

#include "gateway/core/text/ascii.h"
#include "gateway/protocol/conversation/translation/reasoning_scale.h"

#include <algorithm>

namespace gateway::protocol::bedrock {

namespace {

constexpr std::int64_t kLeastBudget = 1024; // Source: Anthropic docs, "Extended thinking". Read 2026-11.

std::int64_t limitOf(const RequestTask& task)
{
    const std::int64_t wanted = task.conversation.sampling.maxTokens.value_or(0);
    const std::int64_t most = task.target.outputLimit;
    return wanted > 0 && most > 0 ? std::min(wanted, most) : wanted;
}

/// Whether the last turns are calls and results, and the first of them has no thinking that can be sent: Claude would
/// reject thinking within such a loop.
bool isLoopWithoutThoughts(const RequestTask& task)
{
    const Conversation& conversation = task.conversation;
    bool hasCall = false;
    for (auto message = conversation.messages.rbegin(); message != conversation.messages.rend(); ++message) {
        const auto holds = [&](auto isIt) { return std::any_of(message->parts.begin(), message->parts.end(), isIt); };
        if (message->role == Role::User
            && !holds([](const Part& part) { return std::holds_alternative<ToolResult>(part.content); }))
            break;
        if (message->role != Role::Assistant)
            continue;
        hasCall = hasCall || holds([](const Part& part) { return std::holds_alternative<ToolCall>(part.content); });
        if (holds([&task](const Part& part) {
                const auto* const thinking = std::get_if<Thinking>(&part.content);
                return thinking && isGivenBack(task, *thinking);
            }))
            return false;
    }
    return hasCall;
}

/// Claude's name for an effort. Source: Amazon Bedrock User Guide, "Adaptive thinking". Read 2026-11.
std::string claudeEffort(const std::string& effort, ThinkingWay way)
{
    if (effort == "minimal")
        return "low";
    return effort == "xhigh" && way != ThinkingWay::Effort ? "high" : effort;
}

bool thinkByEffort(const Reasoning& wanted, ThinkingWay way, Json& fields)
{
    fields["thinking"] = Json{{"type", "adaptive"}};
    if (wanted.isShown)
        fields["thinking"]["display"] = *wanted.isShown ? "summarized" : "omitted";
    if (const std::string effort = claudeEffort(effortOf(wanted), way); !effort.empty())
        fields["output_config"] = Json{{"effort", effort}};
    return true;
}

bool thinkByBudget(RequestTask& task, Json& fields)
{
    const Reasoning& wanted = task.conversation.reasoning;
    const std::int64_t said = budgetOf(wanted);
    std::int64_t budget = std::max(said >= 0 ? said : budgetOf("medium"), kLeastBudget);
    const std::int64_t limit = limitOf(task);
    if (limit > 0 && budget >= limit)
        budget = std::max(limit / 2, kLeastBudget);
    if ((limit > 0 && budget >= limit) || isLoopWithoutThoughts(task)) {
        task.losses.add("reasoning");
        return false;
    }
    fields["thinking"] = Json{{"type", "enabled"}, {"budget_tokens", budget}};
    return true;
}

/// Returns whether it thinks.
bool thinkAsClaude(RequestTask& task, const Json& body, Json& fields)
{
    const ThinkingWay way = thinkingWayOf(task.target.model);
    // Source: Anthropic docs, "Extended thinking": a tool cannot be required while thinking is enabled.
    const auto config = body.find("toolConfig");
    const bool isForced =
        config != body.end() && config->contains("toolChoice") && !(*config)["toolChoice"].contains("auto");
    if (isForced || way == ThinkingWay::None) {
        task.losses.add("reasoning");
        return false;
    }
    const Reasoning& wanted = task.conversation.reasoning;
    const bool byEffort = way == ThinkingWay::Either ? wanted.isAdaptive || !wanted.budget : way == ThinkingWay::Effort;
    return byEffort ? thinkByEffort(wanted, way, fields) : thinkByBudget(task, fields);
}

std::string threeSteps(const std::string& effort)
{
    if (effort == "minimal" || effort == "low")
        return "low";
    return effort == "high" || effort == "xhigh" || effort == "max" ? "high" : "medium";
}

/// Returns whether Claude thinks, which requires other fields to be omitted.
bool writeReasoning(RequestTask& task, const Json& body, Json& fields)
{
    const Reasoning& wanted = task.conversation.reasoning;
    const std::string effort = effortOf(wanted);
    if (!wanted.isSaid() || effort == "none" || wanted.enabled == false)
        return false;
    if (!wanted.enabled && !wanted.isAdaptive && effort.empty())
        return false; // only the display of reasoning is specified
    switch (task.family) {
    case ModelFamily::Claude:
        return thinkAsClaude(task, body, fields);
    case ModelFamily::Nova: // Source: Amazon Nova 2 User Guide, "Extended thinking". Read 2026-11.
        if (!isThinkingNova(task.target.model)) {
            task.losses.add("reasoning");
            return false;
        }
        fields["reasoningConfig"] = Json{{"type", "enabled"}, {"maxReasoningEffort", threeSteps(effort)}};
        return false;
    case ModelFamily::OpenAi:
        fields["reasoning_effort"] = threeSteps(effort);
        return false;
    case ModelFamily::Other:
        task.losses.add("reasoning");
        break;
    }
    return false;
}

/// Claude models that think by an effort only accept no sampling parameters. Source: NousResearch/hermes-agent issue
/// 11137. Read 2026-11-22.
bool takesNoSampling(const RequestTask& task)
{
    return task.family == ModelFamily::Claude
        && (task.target.wantsAdaptiveThinking || thinkingWayOf(task.target.model) == ThinkingWay::Effort);
}

void writeTopK(RequestTask& task, bool isThinking, Json& fields)
{
    const auto& topK = task.conversation.sampling.topK;
    if (!topK)
        return;
    if (task.family == ModelFamily::Claude && !isThinking && !takesNoSampling(task))
        fields["top_k"] = *topK;
    else if (task.family
        == ModelFamily::Nova) // Source: Amazon Nova User Guide, "Complete request schema". Read 2026-11.
        fields["inferenceConfig"] = Json{{"topK", *topK}};
    else
        task.losses.add("top_k");
}

/// Reports what Converse cannot express.
void reportSamplingLosses(RequestTask& task)
{
    const Sampling& sampling = task.conversation.sampling;
    struct Row {
        bool isThere;
        const char* name;
    };
    const auto isNamed = [](const Message& message) { return !message.name.empty(); };
    const Row rows[]{
        {std::ranges::any_of(task.conversation.messages, isNamed), "name"},
        {sampling.minP.has_value(), "min_p"},
        {sampling.frequencyPenalty.value_or(0) != 0, "frequency_penalty"},
        {sampling.presencePenalty.value_or(0) != 0, "presence_penalty"},
        {sampling.repetitionPenalty.has_value(), "repetition_penalty"},
        {sampling.seed.has_value(), "seed"},
        {sampling.logProbs == true, "logprobs"},
        {sampling.topLogProbs.has_value(), "top_logprobs"},
        {!sampling.logitBias.empty(), "logit_bias"},
    };
    for (const Row& row : rows)
        if (row.isThere)
            task.losses.add(row.name);
}

void writeSampling(RequestTask& task, bool isThinking, Json& config)
{
    const Sampling& sampling = task.conversation.sampling;
    if (const std::int64_t limit = limitOf(task); limit > 0)
        config["maxTokens"] = limit;
    const bool isFixed = isThinking || takesNoSampling(task);
    if (sampling.temperature && isFixed) {
        if (*sampling.temperature != 1)
            task.losses.add("temperature");
    } else if (sampling.temperature) {
        if (*sampling.temperature > 1)
            task.losses.add("temperature above 1");
        config["temperature"] = std::min(*sampling.temperature, 1.0);
    }
    const bool isOneOnly = task.target.takesOneSampler.value_or(task.family == ModelFamily::Claude);
    const bool isOneTooMany = (isOneOnly && sampling.temperature) || (task.family == ModelFamily::Claude && isFixed);
    if (sampling.topP && isOneTooMany) {
        if (*sampling.topP != 1)
            task.losses.add("top_p");
    } else if (sampling.topP) {
        config["topP"] = *sampling.topP;
    }
    Json stop = Json::array();
    for (const std::string& sequence : sampling.stop)
        if (!sequence.empty())
            stop.push_back(sequence);
    if (!stop.empty())
        config["stopSequences"] = std::move(stop);
}

} // namespace

void writeInference(RequestTask& task, Json& body)
{
    Json fields = Json::object();
    const bool isThinking = writeReasoning(task, body, fields);
    writeTopK(task, isThinking, fields);
    Json config = Json::object();
    writeSampling(task, isThinking, config);
    reportSamplingLosses(task);
    if (!config.empty())
        body["inferenceConfig"] = std::move(config);
    if (!fields.empty())
        body["additionalModelRequestFields"] = std::move(fields);
}

} // namespace gateway::protocol::bedrock
