#include "words.h"

#include "gateway/core/json/json.h"
#include "gateway/core/json/json_fields.h"
#include "gateway/protocol/reported_cost.h"
#include "gateway/protocol/upstream_error.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

namespace gateway::protocol::anthropic {

namespace {

struct StopRow {
    StopReason reason;
    std::string_view word;
};

// Source: SDK, BetaStopReason. The first row of a reason has its name, the first row of a name its reason. A provider's
// filter and a model's refusal have the same name, and so do the pauses. An interrupted answer becomes "max_tokens",
// the only name for an incomplete answer: clients raise their limit or continue from there. With "end_turn" a partial
// answer would look complete, and "refusal" would blame the user's request. Source: Anthropic docs, "Handling stop
// reasons". Read 2026-11-21.
constexpr std::array kStops{
    StopRow{StopReason::Stop, "end_turn"},
    StopRow{StopReason::Length, "max_tokens"},
    StopRow{StopReason::StopSequence, "stop_sequence"},
    StopRow{StopReason::ToolCalls, "tool_use"},
    StopRow{StopReason::Pause, "pause_turn"},
    StopRow{StopReason::Pause, "compaction"},
    StopRow{StopReason::Refusal, "refusal"},
    StopRow{StopReason::ContextFull, "model_context_window_exceeded"},
    StopRow{StopReason::ContentFilter, "refusal"},
    StopRow{StopReason::Error, "max_tokens"},
    StopRow{StopReason::CutShort, "max_tokens"},
    StopRow{StopReason::Other, "end_turn"},
};

struct TierRow {
    std::string_view tier;
    std::string_view word;
};

// Source: SDK, MessageCreateParams.service_tier: "auto" may use priority capacity, "standard_only" may not. OpenAI API
// reference, service_tier.
constexpr std::array kTiers{TierRow{"auto", "auto"}, TierRow{"default", "standard_only"}, TierRow{"priority", "auto"},
    TierRow{"scale", "auto"}, TierRow{"flex", "standard_only"}};
constexpr std::array kAnswerTiers{TierRow{"default", "standard"}};

template <class Rows> std::string_view wordIn(const Rows& rows, std::string_view tier)
{
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const TierRow& row) { return row.tier == tier; });
    return found == rows.end() ? std::string_view() : found->word;
}

template <class Rows> std::string tierIn(const Rows& rows, const std::string& word)
{
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const TierRow& row) { return row.word == word; });
    return found == rows.end() ? word : std::string(found->tier);
}

struct ErrorRow {
    std::string_view type;
    int status;
};

// Source: Anthropic API reference, "Errors".
constexpr std::array kErrors{
    ErrorRow{"invalid_request_error", 400},
    ErrorRow{"authentication_error", 401},
    ErrorRow{"billing_error", 402},
    ErrorRow{"permission_error", 403},
    ErrorRow{"not_found_error", 404},
    ErrorRow{"request_too_large", 413},
    ErrorRow{"rate_limit_error", 429},
    ErrorRow{"api_error", 500},
    ErrorRow{"timeout_error", 504},
    ErrorRow{"overloaded_error", 529},
};

} // namespace

std::string_view stopWord(StopReason reason)
{
    const auto found =
        std::find_if(kStops.begin(), kStops.end(), [&](const StopRow& row) { return row.reason == reason; });
    return found == kStops.end() ? kStops.front().word : found->word;
}

StopReason stopOf(std::string_view word)
{
    const auto found = std::find_if(kStops.begin(), kStops.end(), [&](const StopRow& row) { return row.word == word; });
    if (found != kStops.end())
        return found->reason;
    return word.empty() ? StopReason::Unknown : StopReason::Other;
}

namespace {

// Source: SDK, BetaUsage: there, too, the parts of the input are disjoint, and output_tokens includes thinking.
TokenUsage countsIn(const Json& usage)
{
    TokenUsage result;
    result.input = json::tokensOf(usage, "input_tokens");
    result.cachedInput = json::tokensOf(usage, "cache_read_input_tokens");
    result.cacheWrite = json::tokensOf(usage, "cache_creation_input_tokens");
    if (!result.cacheWrite) // split by retention time
        for (const auto& [key, tokens] : json::fieldOf(usage, "cache_creation").items())
            if (tokens.is_number_integer() && tokens > 0)
                result.cacheWrite = result.cacheWrite.value_or(Tokens{}) + Tokens{tokens.get<std::int64_t>()};
    result.cacheWriteHour = json::tokensOf(json::fieldOf(usage, "cache_creation"), "ephemeral_1h_input_tokens");
    result.output = json::tokensOf(usage, "output_tokens");
    result.reasoning = json::tokensOf(json::fieldOf(usage, "output_tokens_details"), "thinking_tokens");
    const bool isSplit = result.output && result.splitOutput(*result.output);
    if (!(result == TokenUsage{}))
        result.origin = UsageOrigin::Reported;
    if (isSplit)
        result.doubtOutput();
    return result;
}

void addTo(std::vector<ModelUsage>& all, const Json& iteration)
{
    const std::string model = json::textOf(iteration, "model");
    const auto known = std::ranges::find(all, model, &ModelUsage::model);
    ModelUsage& one = known == all.end() ? all.emplace_back(ModelUsage{model, {}}) : *known;
    one.tokens = one.tokens + countsIn(iteration);
}

/// The tokens of summarising the conversation are billed but in none of the usage's own numbers. The same applies to an
/// advisor, at the price of its own model. If another model replaced one that declined, the numbers are those of the
/// replacement; the model that declined is billed for any output it had by then. Sources: platform.claude.com,
/// "Compaction" (usage.iterations: "sum across all entries"), "Advisor tool" (advisor_message), "Refusals and fallback"
/// (fallback_message). Read 2026-11-23.
void addIterations(const Json& usage, TokenUsage& all)
{
    std::vector<ModelUsage> others;
    std::vector<ModelUsage> declined;
    for (const Json& iteration : json::fieldOf(usage, "iterations")) {
        const std::string type = json::textOf(iteration, "type");
        if (type == "compaction" && !(countsIn(iteration) == TokenUsage{}))
            all = all + countsIn(iteration);
        else if (type == "advisor_message")
            addTo(others, iteration);
        else if (type == "fallback_message")
            all.servedBy = json::textOf(iteration, "model");
        else if (type == "message" && json::tokensOf(iteration, "output_tokens").value_or(Tokens{}) > Tokens{})
            addTo(declined, iteration);
    }
    if (!all.servedBy.empty())
        std::ranges::copy_if(declined, std::back_inserter(others), [&](const ModelUsage& each) { return each.model != all.servedBy; });
    if (!others.empty())
        all.elsewhere = std::make_shared<const std::vector<ModelUsage>>(std::move(others));
}

} // namespace

TokenUsage readUsage(const Json& usage)
{
    if (!usage.is_object())
        return {};
    TokenUsage result = countsIn(usage);
    addIterations(usage, result);
    result.reportedCost = costIn(usage);
    if (!(result == TokenUsage{}) && result.origin == UsageOrigin::Unknown)
        result.origin = UsageOrigin::Reported;
    // Sources: docs.claude.com, "Fast mode" (usage.speed), "Web search tool" (usage.server_tool_use), "Data residency"
    // (usage.inference_geo: tokens cost more in the US). Read 2026-11-23.
    result.tellTier(json::textOf(usage, json::textOf(usage, "speed") == "fast" ? "speed" : "service_tier"));
    if (const auto searches = json::tokensOf(json::fieldOf(usage, "server_tool_use"), "web_search_requests"))
        result.webSearches = searches->count;
    result.hasUncounted = result.hasUncounted || json::textOf(usage, "inference_geo") == "us";
    return result;
}

void mergeUsage(TokenUsage& all, const TokenUsage& later)
{
    if (later == TokenUsage{})
        return;
    const bool takesOutput = later.output && later.totalOutput() >= all.totalOutput();
    const bool isSplit = (takesOutput ? later : all).origin == UsageOrigin::Estimated;
    all.origin = UsageOrigin::Reported;
    all.others = {};
    const bool isAnew = later.input && later.input->count > 0;
    for (const auto member : {&TokenUsage::input, &TokenUsage::cachedInput, &TokenUsage::cacheWrite, &TokenUsage::cacheWriteHour})
        if (later.*member)
            all.*member = isAnew ? *(later.*member) : std::max((all.*member).value_or(Tokens{}), *(later.*member));
    if (takesOutput) {
        all.output = later.output;
        all.reasoning = later.reasoning;
    }
    if (isSplit)
        all.doubtOutput();
    if (later.reportedCost)
        all.reportedCost = later.reportedCost;
    if (later.elsewhere)
        all.elsewhere = later.elsewhere;
    if (!later.servedBy.empty())
        all.servedBy = later.servedBy;
    if (later.serviceTier != ServiceTier::Standard) // reported only at the beginning
        all.tellTier(later.tierName());
    if (later.webSearches)
        all.webSearches = std::max(all.webSearches.value_or(0), *later.webSearches);
    all.hasUncounted = all.hasUncounted || later.hasUncounted;
}

void lackUnreported(TokenUsage& all)
{
    if (all.origin == UsageOrigin::Unknown || all.isZero())
        return;
    if (all.totalInput() == Tokens{})
        for (const auto member : {&TokenUsage::input, &TokenUsage::cachedInput, &TokenUsage::cacheWrite, &TokenUsage::cacheWriteHour})
            (all.*member).reset();
    const bool hasInput = all.input || all.cachedInput || all.cacheWrite;
    if (all.origin == UsageOrigin::Reported && !hasInput)
        all.doubtInput();
    else
        all.lackOutput();
}

Json usageJson(const TokenUsage& usage, const std::string& serviceTier)
{
    Json json;
    json["input_tokens"] = usage.input.value_or(Tokens{}).count;
    if (usage.cacheWrite)
        json["cache_creation_input_tokens"] = usage.cacheWrite->count;
    if (usage.cachedInput)
        json["cache_read_input_tokens"] = usage.cachedInput->count;
    json["output_tokens"] = usage.totalOutput().count;
    if (usage.reasoning)
        json["output_tokens_details"]["thinking_tokens"] = usage.reasoning->count;
    if (!serviceTier.empty())
        json["service_tier"] = answerTierWord(serviceTier);
    return json;
}

std::string tierOf(const std::string& word) { return tierIn(kTiers, word); }

std::string_view tierWord(const std::string& tier) { return wordIn(kTiers, tier); }

std::string answerTierOf(const std::string& word) { return tierIn(kAnswerTiers, word); }

std::string answerTierWord(const std::string& tier)
{
    const std::string_view word = wordIn(kAnswerTiers, tier);
    return word.empty() ? tier : std::string(word);
}

AnswerError readError(const Json& body)
{
    UpstreamError read = readUpstreamError(gateway::toText(body));
    AnswerError error;
    const Json& inner = json::fieldOf(body, "error");
    error.type = json::textOf(inner, "type");
    if (error.type.empty() && read.type != "error")
        error.type = std::move(read.type);
    error.message = std::move(read.message);
    error.code = std::move(read.code);
    const auto row =
        std::find_if(kErrors.begin(), kErrors.end(), [&](const ErrorRow& each) { return each.type == error.type; });
    if (row != kErrors.end())
        error.status = row->status;
    return error;
}

} // namespace gateway::protocol::anthropic
