#include "openai_usage.h"

#include "json_walk.h"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace gateway::protocol {

namespace {

/// A number of tokens; also 12.0, as some serialisers write it. Negative counts as
/// 0; a number that no answer can have is none.
std::optional<std::int64_t> countOf(JsonValue value)
{
    simdjson::ondemand::number number;
    if (!isType(value, JsonType::number) || value.get_number().get(number))
        return std::nullopt;
    constexpr double kMost = 1e10;
    const double count = number.as_double();
    if (!(count <= kMost))
        return std::nullopt;
    return static_cast<std::int64_t>(std::max(count, 0.0));
}

/// Usage as it stands on the wire, before the parts are taken apart.
struct RawUsage {
    std::optional<std::int64_t> prompt;
    std::optional<std::int64_t> completion;
    std::optional<std::int64_t> total;
    std::optional<std::int64_t> cached;
    std::optional<std::int64_t> cacheWrite;
    std::optional<std::int64_t> reasoning;
};

/// One number of usage and the names it goes by.
struct UsageField {
    const char* name;
    std::optional<std::int64_t> RawUsage::*member;
};

// Source: OpenAI API reference, "CompletionUsage"; DeepSeek "Create Chat Completion"
// (prompt_cache_hit_tokens); Alibaba Model Studio "Context cache" (cache_creation_input_tokens);
// OpenRouter "Usage accounting" (cache_write_tokens); Moonshot "Chat" (cached_tokens beside
// prompt_tokens). Read 2026-11.
constexpr UsageField kUsageFields[] = {
    {"prompt_tokens", &RawUsage::prompt},
    {"completion_tokens", &RawUsage::completion},
    {"total_tokens", &RawUsage::total},
    {"cached_tokens", &RawUsage::cached},
    {"prompt_cache_hit_tokens", &RawUsage::cached},
    {"cache_write_tokens", &RawUsage::cacheWrite},
    {"cache_creation_input_tokens", &RawUsage::cacheWrite},
    {"reasoning_tokens", &RawUsage::reasoning},
};

void readUsageField(JsonField& field, RawUsage& usage)
{
    for (const UsageField& known : kUsageFields) {
        if (field.key() != known.name)
            continue;
        if (const auto count = countOf(field.value()))
            usage.*known.member = std::max(*count, (usage.*known.member).value_or(0));
        return;
    }
}

/// Takes the parts apart. OpenAI counts cached tokens within the prompt and
/// reasoning within the completion; xAI counts reasoning beside the completion and
/// Google's compatible endpoint leaves it out of everything but the total; a
/// converter may count cached tokens beside the prompt. The total tells them apart.
/// Source: xAI "Consumption and Rate Limits"; OpenAI API reference. Read 2026-11.
TokenUsage disjoint(const RawUsage& raw)
{
    TokenUsage usage;
    usage.origin = UsageOrigin::Reported;
    const std::int64_t prompt = raw.prompt.value_or(0);
    const std::int64_t completion = raw.completion.value_or(0);
    const std::int64_t cache = raw.cached.value_or(0) + raw.cacheWrite.value_or(0);
    const std::int64_t beyond = raw.total && raw.prompt && raw.completion ? *raw.total - prompt - completion : 0;
    const bool cacheIsBeside = cache > 0 && beyond == cache;
    const bool reasoningIsBeside = !cacheIsBeside && beyond > 0 && beyond == raw.reasoning.value_or(beyond);

    if (raw.prompt)
        usage.input = Tokens{cacheIsBeside ? prompt : std::max<std::int64_t>(0, prompt - cache)};
    if (raw.cached)
        usage.cachedInput = Tokens{*raw.cached};
    if (raw.cacheWrite)
        usage.cacheWrite = Tokens{*raw.cacheWrite};
    if (reasoningIsBeside)
        usage.reasoning = Tokens{beyond};
    else if (raw.reasoning)
        usage.reasoning = Tokens{*raw.reasoning};
    if (raw.completion)
        usage.output =
            Tokens{reasoningIsBeside ? completion : std::max<std::int64_t>(0, completion - raw.reasoning.value_or(0))};
    return usage;
}

} // namespace

simdjson::error_code readOpenAiUsage(JsonValue value, std::optional<TokenUsage>& usage)
{
    RawUsage raw;
    const auto error = eachFieldOf(value, [&](JsonField& field) {
        if (field.key() == "prompt_tokens_details" || field.key() == "completion_tokens_details")
            return eachFieldOf(field.value(), [&](JsonField& detail) {
                readUsageField(detail, raw);
                return simdjson::SUCCESS;
            });
        readUsageField(field, raw);
        return simdjson::SUCCESS;
    });
    if (raw.prompt || raw.completion || raw.total)
        usage = disjoint(raw);
    return error;
}

} // namespace gateway::protocol
