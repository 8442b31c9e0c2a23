#include "call_pricing.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/protocol/tokenizer/count_job.h"
#include "gateway/protocol/tokenizer/model_families.h"
#include "gateway/usage/pricing/exchange_rate.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace gateway::evaluation {

namespace {

/// Vocabularies that we do not have differ from the estimate by less.
constexpr double kVocabularyMargin = 1.25;
/// More than today's models use for an image in high detail. Source: OpenAI, "Images and vision", read 2026-11-22.
constexpr std::int64_t kMostTokensOfMedia = 1600;

std::int64_t mediaIn(const Json& messages)
{
    std::int64_t count = 0;
    for (const Json& message : messages)
        for (const Json& part : json::listOf(message, "content"))
            count += json::textOf(part, "type") != "text" ? 1 : 0;
    return count;
}

/// The factor of the hours that is furthest in one direction.
double hourFactor(const config::PriceSettings& terms, bool isMost)
{
    double factor = 1;
    for (const config::PriceHours& hours : terms.hours)
        factor = isMost ? std::max(factor, hours.factor) : std::min(factor, hours.factor);
    return factor;
}

} // namespace

InputCounter::InputCounter(const std::vector<std::string>& models)
{
    for (const std::string& model : models) {
        const auto family = protocol::tokenFamilyOf(model);
        if (!family || m_tokenizers.contains(*family))
            continue;
        if (auto tokenizer = protocol::Tokenizer::load(*family))
            m_tokenizers.emplace(*family, std::move(*tokenizer));
    }
}

InputCount InputCounter::chat(const std::string& model, const Json& messages) const
{
    InputCount found = count(model, {{"messages", messages}}, true);
    found.most += Tokens{mediaIn(messages) * kMostTokensOfMedia};
    return found;
}

InputCount InputCounter::text(const std::string& model, const std::string& text) const { return count(model, {{"messages", text}}, false); }

InputCount InputCounter::count(const std::string& model, const Json& request, bool isChat) const
{
    protocol::CountJob job;
    job.family = protocol::tokenFamilyOf(model);
    job.request = QByteArray::fromStdString(toText(request));
    job.messages = "messages";
    job.isChat = isChat;
    const auto tokenizer = job.family ? m_tokenizers.find(*job.family) : m_tokenizers.end();
    const protocol::TokenCounts counts = protocol::countTokens(job, tokenizer != m_tokenizers.end() ? tokenizer->second.get() : nullptr);
    const std::int64_t tokens = counts.input.value_or(0);
    const double margin = counts.isInputExact ? 1 : kVocabularyMargin;
    return {Tokens{tokens}, Tokens{static_cast<std::int64_t>(std::ceil(static_cast<double>(tokens) * margin))}};
}

CallPricing::CallPricing(Estimates estimates, Currency currency, config::ExchangeRate rate)
    : m_estimates(std::move(estimates))
    , m_currency(currency)
    , m_rate(std::move(rate))
{
}

const ModelEstimate* CallPricing::find(const std::string& model) const
{
    const auto found = m_estimates.find(model);
    return found == m_estimates.end() ? nullptr : &found->second;
}

std::optional<Money> CallPricing::inCurrency(const Money& money) const
{
    if (money.currency != m_currency && !(m_rate.usdCny > 0))
        return std::nullopt;
    return usage::converted(money, m_currency, m_rate);
}

std::optional<Money> CallPricing::costOf(const usage::Price& price, Tokens input, Tokens output, bool isMost) const
{
    usage::Price flat = price;
    flat.terms.hours.clear();
    const auto priced = [&flat, input](Tokens said, Tokens thought) {
        protocol::TokenUsage tokens;
        tokens.origin = protocol::UsageOrigin::Estimated;
        tokens.input = input;
        tokens.cachedInput = tokens.cacheWrite = Tokens{};
        tokens.output = said;
        tokens.reasoning = thought;
        return usage::costOf(tokens, flat, {});
    };
    const auto asText = priced(output, {});
    const auto asReasoning = priced({}, output);
    if (!asText || !asReasoning)
        return std::nullopt;
    const std::int64_t pico = isMost ? std::max(asText->pico, asReasoning->pico) : std::min(asText->pico, asReasoning->pico);
    const long double adjusted = static_cast<long double>(pico) * static_cast<long double>(hourFactor(price.terms, isMost));
    return inCurrency({asText->currency, static_cast<std::int64_t>(isMost ? std::ceil(adjusted) : std::floor(adjusted))});
}

std::optional<Money> CallPricing::most(const std::string& model, Tokens input, Tokens output) const
{
    const ModelEstimate* const estimate = find(model);
    std::optional<Money> highest;
    for (const usage::Price& price : estimate ? estimate->prices : std::vector<usage::Price>()) {
        const auto cost = costOf(price, input, output, true);
        if (!cost)
            return std::nullopt;
        if (!highest || cost->pico > highest->pico)
            highest = cost;
    }
    return highest;
}

std::optional<Money> CallPricing::least(const std::string& model, Tokens input, Tokens output) const
{
    const ModelEstimate* const estimate = find(model);
    std::optional<Money> lowest;
    for (const usage::Price& price : estimate ? estimate->prices : std::vector<usage::Price>()) {
        const auto cost = costOf(price, input, output, false);
        if (!cost)
            return std::nullopt;
        if (!lowest || cost->pico < lowest->pico)
            lowest = cost;
    }
    return lowest;
}

bool CallPricing::isPriced(const std::string& model) const { return most(model, Tokens{1}, Tokens{}).has_value(); }

Tokens CallPricing::usualOutput(const std::string& model) const
{
    const ModelEstimate* const estimate = find(model);
    return estimate && estimate->medianOutput ? *estimate->medianOutput : kUsualOutput;
}

std::optional<Milliseconds> CallPricing::usualLatency(const std::string& model) const
{
    const ModelEstimate* const estimate = find(model);
    return estimate ? estimate->medianLatency : std::nullopt;
}

} // namespace gateway::evaluation
