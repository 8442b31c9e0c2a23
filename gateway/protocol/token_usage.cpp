#include "token_usage.h"

#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

namespace gateway::protocol {

namespace {

/// A number of a usage object under one of its names.
struct UsageField {
    std::string_view name;
    std::optional<std::int64_t> OpenAiCounts::*member;
};

// Source: OpenAI API reference, "CompletionUsage" (audio_tokens of either details); DeepSeek "Create Chat Completion"
// (prompt_cache_hit_tokens); Alibaba Model Studio "Context cache" (cache_creation_input_tokens);
// OpenRouter "Usage accounting" (cache_write_tokens); Moonshot "Chat" (cached_tokens beside
// prompt_tokens); OpenRouter "Web search" (web_search_requests of server_tool_use); Perplexity "Chat completions" (num_search_queries) and "Pricing" (citation_tokens of deep research); OpenAI "Create image", "Create transcription" (input_tokens); Alibaba Model Studio "Qwen-VL" and "Qwen-Omni" (image_tokens, video_tokens, audio_tokens of the details); Mistral API reference, UsageInfo (prompt_audio_seconds: sound is charged by its length). Read 2026-11.
constexpr UsageField kUsageFields[] = {
    {"prompt_tokens", &OpenAiCounts::prompt},
    {"completion_tokens", &OpenAiCounts::completion},
    {"input_tokens", &OpenAiCounts::prompt},
    {"output_tokens", &OpenAiCounts::completion},
    {"total_tokens", &OpenAiCounts::total},
    {"cached_tokens", &OpenAiCounts::cached},
    {"prompt_cache_hit_tokens", &OpenAiCounts::cached},
    {"cache_write_tokens", &OpenAiCounts::cacheWrite},
    {"cache_creation_input_tokens", &OpenAiCounts::cacheWrite},
    {"reasoning_tokens", &OpenAiCounts::reasoning},
    {"web_search_requests", &OpenAiCounts::webSearches},
    {"num_search_queries", &OpenAiCounts::webSearches},
    {"prompt_audio_seconds", &OpenAiCounts::beside},
    {"citation_tokens", &OpenAiCounts::beside},
};
/// Used by xAI, which charges for each; also present, as 0, in answers without a search.
constexpr UsageField kUsedTools[] = {
    {"num_sources_used", &OpenAiCounts::webSearches}, {"num_server_side_tools_used", &OpenAiCounts::webSearches}};
constexpr UsageField kInputDetails[] = {{"audio_tokens", &OpenAiCounts::audioInput}, {"image_tokens", &OpenAiCounts::imageInput},
    {"video_tokens", &OpenAiCounts::videoInput}};
// Source: OpenAI API reference, "response.done" (input_token_details.cached_tokens_details). Read 2026-11-23.
constexpr UsageField kCachedDetails[] = {
    {"audio_tokens", &OpenAiCounts::cachedAudio}, {"image_tokens", &OpenAiCounts::cachedImages}};
constexpr UsageField kOutputDetails[] = {
    {"audio_tokens", &OpenAiCounts::audioOutput}, {"image_tokens", &OpenAiCounts::imageOutput}};
constexpr UsageField kSearch[] = {{"count", &OpenAiCounts::webSearches}};

/// An object in a usage whose numbers are used.
struct UsageObject {
    OpenAiCounts::Place outer;
    OpenAiCounts::Place place;
    std::string_view name;
};

// Sources: as above; Alibaba Model Studio, "Web search" (usage.plugins.search.count). Read 2026-11-23.
constexpr UsageObject kObjects[] = {
    {OpenAiCounts::Place::Usage, OpenAiCounts::Place::Usage, "server_tool_use"},
    {OpenAiCounts::Place::Usage, OpenAiCounts::Place::InputDetails, "prompt_tokens_details"},
    {OpenAiCounts::Place::Usage, OpenAiCounts::Place::InputDetails, "input_tokens_details"},
    {OpenAiCounts::Place::Usage, OpenAiCounts::Place::InputDetails, "input_token_details"},
    {OpenAiCounts::Place::InputDetails, OpenAiCounts::Place::CachedDetails, "cached_tokens_details"},
    {OpenAiCounts::Place::Usage, OpenAiCounts::Place::OutputDetails, "completion_tokens_details"},
    {OpenAiCounts::Place::Usage, OpenAiCounts::Place::OutputDetails, "output_tokens_details"},
    {OpenAiCounts::Place::Usage, OpenAiCounts::Place::OutputDetails, "output_token_details"},
    {OpenAiCounts::Place::Usage, OpenAiCounts::Place::Plugins, "plugins"},
    {OpenAiCounts::Place::Plugins, OpenAiCounts::Place::Search, "search"},
};

std::span<const UsageField> fieldsOf(OpenAiCounts::Place place)
{
    switch (place) {
    case OpenAiCounts::Place::InputDetails: return kInputDetails;
    case OpenAiCounts::Place::CachedDetails: return kCachedDetails;
    case OpenAiCounts::Place::OutputDetails: return kOutputDetails;
    case OpenAiCounts::Place::Search: return kSearch;
    case OpenAiCounts::Place::Usage:
    case OpenAiCounts::Place::Plugins: break;
    }
    return {};
}

/// The less certain origin of two.
UsageOrigin lessSure(UsageOrigin a, UsageOrigin b)
{
    if (a == b)
        return a;
    if (a == UsageOrigin::Deferred || b == UsageOrigin::Deferred)
        return UsageOrigin::Deferred;
    const auto isSure = [](UsageOrigin origin) { return origin == UsageOrigin::Reported || origin == UsageOrigin::Counted; };
    return isSure(a) && isSure(b) ? UsageOrigin::Counted : UsageOrigin::Estimated;
}

std::optional<Tokens> tokensOf(const std::optional<std::int64_t>& count)
{
    return count ? std::optional(Tokens{*count}) : std::nullopt;
}

/// "SERVICE_TIER_FLEX" and "ON_DEMAND_FLEX" become "flex".
std::string plainTier(std::string_view word)
{
    constexpr std::size_t kLongest = 32;
    std::string plain = asciiLower(word.substr(0, kLongest));
    std::erase_if(plain, [](char c) { return !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.'); });
    for (const std::string_view prefix : {"service_tier_", "on_demand_"})
        if (plain.starts_with(prefix))
            plain.erase(0, prefix.size());
    return plain;
}

/// At most the number that they are a part of.
std::optional<Tokens> tokensWithin(const std::optional<std::int64_t>& count, Tokens all)
{
    return count ? std::optional(std::min(Tokens{*count}, all)) : std::nullopt;
}

} // namespace

// Sources: OpenAI API reference, service_tier of a chat completion; docs.claude.com, "Service tiers"
// (usage.service_tier), "Fast mode" (usage.speed); console.groq.com, "Service Tiers" (on_demand); Amazon Bedrock API
// reference, ServiceTier; ai.google.dev, "Priority inference", and Vertex AI, UsageMetadata.trafficType. Their other
// tiers are bought in advance rather than by the token: scale (OpenAI, Volcengine), performance (Groq), reserved
// (Bedrock), provisioned_throughput (Vertex). Read 2026-11-23.
ServiceTier serviceTierOf(std::string_view word)
{
    constexpr std::array<std::string_view, 8> kStandard{
        "default", "standard", "standard_only", "auto", "on_demand", "on-demand", "unspecified", "traffic_type_unspecified"};
    const std::string plain = plainTier(word);
    if (std::ranges::find(kStandard, plain) != kStandard.end())
        return ServiceTier::Standard;
    const auto found = std::ranges::find(kServiceTierNames, plain);
    return found == kServiceTierNames.end() ? ServiceTier::Other : static_cast<ServiceTier>(found - kServiceTierNames.begin());
}

void TokenUsage::tellTier(std::string_view word)
{
    serviceTier = serviceTierOf(word);
    otherTier = serviceTier == ServiceTier::Other ? plainTier(word) : std::string();
}

std::string_view TokenUsage::tierName() const
{
    return serviceTier == ServiceTier::Other ? std::string_view(otherTier) : kServiceTierNames[static_cast<std::size_t>(serviceTier)];
}

Tokens TokenUsage::totalInput() const
{
    return input.value_or(Tokens{}) + cachedInput.value_or(Tokens{}) + cacheWrite.value_or(Tokens{});
}

Tokens TokenUsage::totalOutput() const { return output.value_or(Tokens{}) + reasoning.value_or(Tokens{}); }

TokenUsage operator+(const TokenUsage& a, const TokenUsage& b)
{
    if (a == TokenUsage{})
        return b;
    const auto sum = [](const std::optional<Tokens>& x, const std::optional<Tokens>& y) {
        return x || y ? std::optional(x.value_or(Tokens{}) + y.value_or(Tokens{})) : std::nullopt;
    };
    TokenUsage both;
    both.origin = lessSure(a.origin, b.origin);
    for (std::size_t i = 0; i < kTokenPartCount; ++i) {
        const auto member = kTokenParts[i].count;
        const auto part = static_cast<TokenPart>(i);
        both.*member = sum(a.*member, b.*member);
        const UsageOrigin origin = !(a.*member) ? b.originOf(part) : !(b.*member) ? a.originOf(part)
                                                                                : lessSure(a.originOf(part), b.originOf(part));
        if (both.*member && origin != both.origin)
            both.others[i] = origin;
    }
    for (const auto member : {&TokenUsage::cacheWriteHour, &TokenUsage::cachedAudio, &TokenUsage::cachedImages})
        both.*member = sum(a.*member, b.*member);
    both.serviceTier = b.serviceTier;
    both.otherTier = b.otherTier;
    both.elsewhere = b.elsewhere ? b.elsewhere : a.elsewhere;
    both.servedBy = b.servedBy.empty() ? a.servedBy : b.servedBy;
    if (a.webSearches || b.webSearches)
        both.webSearches = a.webSearches.value_or(0) + b.webSearches.value_or(0);
    both.hasUncounted = a.hasUncounted || b.hasUncounted;
    return both;
}

UsageOrigin TokenUsage::originOf(TokenPart part) const
{
    const auto i = static_cast<std::size_t>(part);
    return this->*kTokenParts[i].count ? others[i].value_or(origin) : UsageOrigin::Unknown;
}

Tokens TokenUsage::estimated(std::initializer_list<TokenPart> parts) const
{
    Tokens sum;
    for (const TokenPart part : parts)
        if (originOf(part) == UsageOrigin::Estimated)
            sum = sum + (this->*kTokenParts[static_cast<std::size_t>(part)].count).value_or(Tokens{});
    return sum;
}

bool TokenUsage::splitInput(Tokens all)
{
    const bool isMore = cachedInput.value_or(Tokens{}) + cacheWrite.value_or(Tokens{}) > all;
    Tokens rest = all;
    for (const auto part : {&TokenUsage::cachedInput, &TokenUsage::cacheWrite})
        if (this->*part) {
            this->*part = std::min(*(this->*part), rest);
            rest = rest - *(this->*part);
        }
    if (cacheWriteHour)
        cacheWriteHour = std::min(*cacheWriteHour, cacheWrite.value_or(Tokens{}));
    input = rest;
    return isMore;
}

void TokenUsage::lackOutput()
{
    if (origin == UsageOrigin::Reported && !output)
        doubt({});
}

void TokenUsage::fitTotal()
{
    if (reportedTotal && input && totalInput() == *input && *reportedTotal >= totalOutput())
        input = *reportedTotal - totalOutput();
}

bool TokenUsage::splitOutput(Tokens all)
{
    const bool isMore = reasoning.value_or(Tokens{}) > all;
    if (isMore)
        reasoning = all;
    output = all - reasoning.value_or(Tokens{});
    return isMore;
}

void TokenUsage::estimateOutput(Tokens said, std::optional<Tokens> thought)
{
    for (const TokenPart part : {TokenPart::Input, TokenPart::CachedInput, TokenPart::CacheWrite})
        if (const UsageOrigin told = originOf(part); told != UsageOrigin::Unknown)
            others[static_cast<std::size_t>(part)] = told;
    origin = UsageOrigin::Estimated;
    output = said;
    if (thought)
        reasoning = thought;
}

void TokenUsage::doubt(std::initializer_list<TokenPart> parts)
{
    const TokenUsage before = *this;
    origin = UsageOrigin::Estimated;
    for (std::size_t i = 0; i < kTokenPartCount; ++i) {
        const auto part = static_cast<TokenPart>(i);
        const bool isSure = std::ranges::find(parts, part) == parts.end() && before.*kTokenParts[i].count
            && before.originOf(part) != UsageOrigin::Estimated;
        others[i] = isSure ? std::optional(before.originOf(part)) : std::nullopt;
    }
}

void TokenUsage::doubtInput() { doubt({TokenPart::Input, TokenPart::CachedInput, TokenPart::CacheWrite}); }

void TokenUsage::doubtOutput() { doubt({TokenPart::Output, TokenPart::Reasoning}); }

std::optional<OpenAiCounts::Place> OpenAiCounts::placeIn(Place outer, std::string_view name)
{
    for (const UsageObject& known : kObjects)
        if (known.outer == outer && known.name == name)
            return known.place;
    return std::nullopt;
}

void OpenAiCounts::take(std::string_view name, double number, Place place)
{
    constexpr double kMost = 1e10;
    if (!(number >= 0 && number <= kMost))
        return;
    cost.take(name, number);
    const auto used = number > 0 ? std::span<const UsageField>(kUsedTools) : std::span<const UsageField>();
    for (const std::span<const UsageField> fields : {std::span<const UsageField>(kUsageFields), fieldsOf(place), used})
        for (const UsageField& known : fields) {
            if (name != known.name)
                continue;
            std::optional<std::int64_t>& count = this->*known.member;
            count = std::max(static_cast<std::int64_t>(number), count.value_or(0));
            return;
        }
}

// OpenAI counts cached tokens within the prompt and reasoning within the completion; xAI counts reasoning separately
// from the completion, and Google's compatible endpoint includes it only in the total; a converter may count cached
// tokens separately from the prompt. The total distinguishes these cases. Perplexity's reasoning is in neither, but
// exceeds the completion, so that it cannot be within it. Source: xAI "Consumption and Rate Limits"; OpenAI API
// reference; Perplexity "Sonar deep research". Read 2026-11.
TokenUsage OpenAiCounts::usage() const
{
    if (const OpenAiCounts whole = completed(); whole.prompt != prompt || whole.completion != completion)
        return whole.usage();
    TokenUsage parts;
    parts.reportedCost = cost.cost();
    if (!prompt && !completion) {
        parts.reportedTotal = tokensOf(total);
        return parts; // it reports nothing else
    }
    // For operations without output, the total is the input.
    const bool isWhole = (prompt || !total) && (completion || total == prompt) && prompt;
    parts.origin = isWhole ? UsageOrigin::Reported : UsageOrigin::Estimated;
    const std::int64_t input = prompt.value_or(0);
    const std::int64_t output = completion.value_or(0);
    const std::int64_t cache = cached.value_or(0) + cacheWrite.value_or(0);
    const std::int64_t beyond = total && prompt && completion ? *total - input - output : 0;
    const bool cacheIsBeside = cache > 0 && beyond == cache;
    const bool isInTotal = !cacheIsBeside && beyond > 0 && beyond == reasoning.value_or(beyond);
    const bool isInNeither = total && prompt && completion && beyond == 0 && reasoning.value_or(0) > output;
    const std::int64_t thought = isInTotal ? beyond : isInNeither ? *reasoning : 0; // in addition to the completion

    parts.webSearches = webSearches;
    parts.hasUncounted = beside.value_or(0) > 0;
    parts.cachedInput = tokensOf(cached);
    parts.cacheWrite = tokensOf(cacheWrite);
    parts.reasoning = thought > 0 ? std::optional(Tokens{thought}) : tokensOf(reasoning);
    const bool isInputSplit = prompt && parts.splitInput(Tokens{cacheIsBeside ? input + cache : input});
    const bool isOutputSplit = completion && parts.splitOutput(Tokens{output + thought});
    parts.audioInput = tokensWithin(audioInput, parts.totalInput());
    const std::int64_t watched = videoInput.value_or(0); // charged like images
    const auto seen = watched > 0 ? std::optional(imageInput.value_or(0) + watched) : imageInput;
    parts.imageInput = tokensWithin(seen, parts.totalInput());
    parts.cachedAudio = tokensWithin(cachedAudio, parts.cachedInput.value_or(Tokens{}));
    parts.cachedImages = tokensWithin(cachedImages, parts.cachedInput.value_or(Tokens{}));
    parts.audioOutput = tokensWithin(audioOutput, parts.output.value_or(Tokens{}));
    parts.imageOutput = tokensWithin(imageOutput, parts.output.value_or(Tokens{}));
    if (!isWhole)
        for (std::size_t i = 0; i < kTokenPartCount; ++i)
            if (parts.*kTokenParts[i].count)
                parts.others[i] = UsageOrigin::Reported; // this number is certain
    if (isInputSplit)
        parts.doubtInput();
    if (isOutputSplit)
        parts.doubtOutput();
    return parts;
}

/// Completed with the number that follows from the total.
OpenAiCounts OpenAiCounts::completed() const
{
    OpenAiCounts whole = *this;
    if (total && prompt && !completion && *total > *prompt)
        whole.completion = *total - *prompt;
    else if (total && completion && !prompt && *total >= *completion)
        whole.prompt = *total - *completion;
    return whole;
}

} // namespace gateway::protocol
