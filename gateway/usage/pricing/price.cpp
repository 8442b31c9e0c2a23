#include "price.h"

#include "gateway/config/fields/price_reading.h"
#include "gateway/config/settings/day_span.h"
#include "gateway/core/json/json.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace gateway::usage {

namespace {

using config::PriceRates;
using Amount = std::optional<double>;

constexpr double kPicoPerMillion = 1e6; ///< of one token, where a million cost one unit
constexpr const char* kAny = "*"; ///< the model of a price that stands for itself

constexpr Amount PriceRates::* kRates[] = {&PriceRates::input, &PriceRates::cachedInput, &PriceRates::cacheWrite,
    &PriceRates::cacheWriteHour, &PriceRates::output, &PriceRates::reasoning, &PriceRates::audioInput,
    &PriceRates::audioOutput, &PriceRates::imageInput, &PriceRates::imageOutput, &PriceRates::cachedAudioInput,
    &PriceRates::cachedImageInput, &PriceRates::explicitCachedInput};

/// Rates for a prompt of that size. If the provider reports cache writes, the request had asked for caching.
PriceRates ratesFor(const config::PriceSettings& terms, const protocol::TokenUsage& tokens)
{
    const std::int64_t prompt = tokens.totalInput().count;
    const config::PriceTier* chosen = nullptr;
    for (const config::PriceTier& tier : terms.tiers)
        if (prompt > tier.above && (!chosen || tier.above > chosen->above))
            chosen = &tier;
    PriceRates rates = terms;
    if (chosen)
        for (const auto member : kRates)
            if (chosen->*member)
                rates.*member = chosen->*member;
    if (tokens.cacheWrite && rates.explicitCachedInput)
        rates.cachedInput = rates.explicitCachedInput;
    return rates;
}

bool isExcepted(const config::PriceHours& hours, const std::string& day)
{
    constexpr std::size_t kDay = 10; // "2026-10-01": dates compare as texts
    return std::ranges::any_of(hours.except, [&day](const std::string& span) {
        return day >= span.substr(0, kDay) && day <= span.substr(span.size() - kDay);
    });
}

/// Empty: unknown.
Amount factorOf(const config::PriceSettings& terms, protocol::ServiceTier tier)
{
    switch (tier) {
    case protocol::ServiceTier::Standard: return 1;
    case protocol::ServiceTier::Batch: return terms.batch;
    case protocol::ServiceTier::Flex: return terms.flex;
    case protocol::ServiceTier::Priority: return terms.priority;
    case protocol::ServiceTier::Fast: return terms.fast;
    case protocol::ServiceTier::Other: break;
    }
    return std::nullopt;
}

Amount firstOf(const Amount& own, const Amount& other) { return own ? own : other; }

/// The cost of `tokens` at `rate` per million; false: unknown.
bool cost(const std::optional<Tokens>& tokens, const Amount& rate, double factor, std::int64_t& place)
{
    if (!tokens || tokens->count == 0)
        return true;
    if (!rate)
        return false;
    const std::int64_t each = std::llround(*rate * factor * kPicoPerMillion);
    if (each != 0 && tokens->count > std::numeric_limits<std::int64_t>::max() / 16 / each) // leaves room for the other parts
        return false;
    place = tokens->count * each;
    return true;
}

/// Tokens of a kind that may have its own rates.
struct Medium {
    Tokens all;
    std::optional<Tokens> cached; ///< of them; empty: nobody tells
    Amount rate;
    Amount cachedRate;
    bool isText; ///< without a rate it costs what text does; else nobody knows what
};

/// Charges per piece; false: the number is implausible.
bool costSearches(const std::optional<std::int64_t>& searches, const Amount& perThousand, CostParts& parts)
{
    constexpr double kPicoPerThousand = 1e9; // for one piece, if a thousand cost one unit
    constexpr std::int64_t kMost = 1'000'000;
    const std::int64_t count = searches.value_or(0);
    if (count <= 0)
        return true;
    if (count > kMost)
        return false;
    parts.isWhole = parts.isWhole && perThousand;
    parts.webSearch = count * std::llround(perThousand.value_or(0) * kPicoPerThousand);
    return true;
}

bool isFree(const Amount& rate) { return rate && *rate == 0; }

/// The uncached and the cached part of the input, with their costs.
class InputCost {
public:
    InputCost(const protocol::TokenUsage& tokens, const PriceRates& rates, double factor)
        : m_rates(rates)
        , m_factor(factor)
        , m_all(tokens.totalInput())
        , m_fresh(tokens.input.value_or(Tokens{}))
        , m_cached(tokens.cachedInput.value_or(Tokens{}))
    {
    }

    /// Subtracts it from the text tokens. False: the number is implausible.
    bool take(const Medium& medium, CostParts& parts)
    {
        if (medium.all.count == 0 || (!medium.rate && (medium.isText || isFree(m_rates.input))))
            return true;
        if (!medium.rate) {
            parts.isWhole = false;
            return true;
        }
        if (medium.rate == m_rates.input && (!medium.cachedRate || medium.cachedRate == m_rates.cachedInput))
            return true; // it costs as much as text
        const Tokens cached = std::min({medium.cached.value_or(medium.all), medium.all, m_cached});
        const Tokens fresh = std::min(medium.all - cached, m_fresh);
        // If unknown, as many tokens as possible count as cached: that is the lowest cost.
        const bool isSure = medium.cached || cached == Tokens{} || cached + m_all <= m_cached + medium.all;
        parts.isWhole = parts.isWhole && isSure;
        m_all = m_all - fresh - cached;
        m_fresh = m_fresh - fresh;
        m_cached = m_cached - cached;
        return add(fresh, medium.rate, parts.input) && add(cached, cachedRate(medium, cached, parts), parts.cachedInput);
    }

    /// The remaining tokens are text.
    bool finish(CostParts& parts)
    {
        return add(m_fresh, m_rates.input, parts.input) && add(m_cached, firstOf(m_rates.cachedInput, m_rates.input), parts.cachedInput);
    }

private:
    bool add(Tokens tokens, const Amount& rate, std::int64_t& place) const
    {
        std::int64_t each = 0;
        const bool isKnown = cost(tokens, rate, m_factor, each);
        place += each;
        return isKnown;
    }

    Amount cachedRate(const Medium& medium, Tokens cached, CostParts& parts) const
    {
        if (medium.cachedRate)
            return medium.cachedRate;
        if (!m_rates.cachedInput)
            return medium.rate;
        parts.isWhole = parts.isWhole && (cached == Tokens{} || medium.rate == m_rates.input);
        return m_rates.cachedInput;
    }

    const PriceRates& m_rates;
    double m_factor;
    Tokens m_all;
    Tokens m_fresh;
    Tokens m_cached;
};

bool costInput(const protocol::TokenUsage& tokens, const PriceRates& rates, double factor, CostParts& parts)
{
    InputCost input(tokens, rates, factor);
    const Medium sound{
        tokens.audioInput.value_or(Tokens{}), tokens.cachedAudio, rates.audioInput, rates.cachedAudioInput, false};
    const Medium pictures{
        tokens.imageInput.value_or(Tokens{}), tokens.cachedImages, rates.imageInput, rates.cachedImageInput, !rates.audioInput};
    return input.take(sound, parts) && input.take(pictures, parts) && input.finish(parts);
}

bool costOutput(const protocol::TokenUsage& tokens, const PriceRates& rates, double factor, CostParts& parts)
{
    Tokens text = tokens.output.value_or(Tokens{});
    std::int64_t ofMedia = 0;
    for (const auto& [told, rate] : {std::pair(tokens.audioOutput, rates.audioOutput), std::pair(tokens.imageOutput, rates.imageOutput)}) {
        const Tokens count = std::min(told.value_or(Tokens{}), text);
        std::int64_t each = 0;
        if (rate && !cost(count, rate, factor, each))
            return false;
        if (rate)
            text = text - count;
        else
            parts.isWhole = parts.isWhole && (count == Tokens{} || isFree(rates.output));
        ofMedia += each;
    }
    const bool isKnown = cost(text, rates.output, factor, parts.output);
    parts.output += ofMedia;
    return isKnown;
}

} // namespace

const config::PriceHours* hoursAt(const config::PriceSettings& terms, WallTime time)
{
    for (const config::PriceHours& hours : terms.hours) {
        const config::DaySpan span(config::TimeMatch{hours.days, hours.from, hours.to, hours.zone});
        if (span.holds(time) && !isExcepted(hours, span.dayOf(time)))
            return &hours;
    }
    return nullptr;
}

std::string nameOf(const config::PriceHours& hours)
{
    std::string days;
    for (const std::string& day : hours.days)
        days += (days.empty() ? "" : ",") + day;
    return days + (days.empty() ? "" : " ") + hours.from + '-' + hours.to + ' ' + hours.zone;
}

Money CostParts::total() const
{
    return {currency, input + cachedInput + cacheWrite + cacheWriteHour + output + reasoning + webSearch};
}

std::string Price::toText() const
{
    Json json;
    json["currency"] = kCurrencyNames[static_cast<std::size_t>(terms.currency)];
    const Json all = config::toJson(terms);
    for (const auto& [name, value] : all.items())
        if (name != "model" && name != "provider")
            json[name] = value;
    addTo(json, source);
    if (flatUpTo > 0)
        json["flat_up_to"] = flatUpTo;
    if (isThoughtInAll)
        json["reasoning_in_all"] = true;
    return gateway::toText(json);
}

std::optional<Price> Price::fromText(std::string_view text)
{
    auto json = parseJson(text);
    if (!json || !json->is_object() || !json->contains("currency"))
        return std::nullopt;
    Price price;
    price.source = priceSourceIn(*json);
    if (const auto flat = json->find("flat_up_to"); flat != json->end() && flat->is_number_integer())
        price.flatUpTo = flat->get<std::int64_t>();
    if (const auto all = json->find("reasoning_in_all"); all != json->end() && all->is_boolean())
        price.isThoughtInAll = all->get<bool>();
    (*json)["model"] = kAny;
    auto terms = config::priceFrom(*json);
    if (!terms)
        return std::nullopt;
    price.terms = std::move(*terms);
    price.terms.model.clear();
    return price;
}

std::optional<CostParts> partsOf(const protocol::TokenUsage& tokens, const Price& price, WallTime ended)
{
    if (!tokens.isKnown())
        return std::nullopt;
    const Amount tier = factorOf(price.terms, tokens.serviceTier);
    const config::PriceHours* const hours = hoursAt(price.terms, ended);
    const double factor = tier.value_or(1) * (hours ? hours->factor : 1);
    PriceRates rates = ratesFor(price.terms, tokens);
    if (price.isThoughtInAll && tokens.reasoning.value_or(Tokens{}) > Tokens{} && rates.reasoning)
        rates.output = rates.reasoning;
    const Amount write = firstOf(rates.cacheWrite, rates.input);
    const std::int64_t hour = std::min(tokens.cacheWriteHour.value_or(Tokens{}).count, tokens.cacheWrite.value_or(Tokens{}).count);
    const Tokens shortWrite{tokens.cacheWrite.value_or(Tokens{}).count - hour};
    CostParts parts;
    parts.currency = price.terms.currency;
    const bool isKnown = costInput(tokens, rates, factor, parts)
        && cost(shortWrite, write, factor, parts.cacheWrite)
        && cost(Tokens{hour}, firstOf(rates.cacheWriteHour, write), factor, parts.cacheWriteHour)
        && costOutput(tokens, rates, factor, parts)
        && cost(tokens.reasoning, firstOf(rates.reasoning, rates.output), factor, parts.reasoning);
    if (!isKnown || (!tier && parts.total().pico != 0)) // free models are free in every tier
        return std::nullopt;
    if (!costSearches(tokens.webSearches, price.terms.webSearch, parts))
        return std::nullopt;
    const bool isSteeper = price.flatUpTo > 0 && tokens.totalInput().count > price.flatUpTo;
    parts.isWhole = parts.isWhole && !tokens.hasUncounted && !isSteeper;
    return parts;
}

std::optional<Money> costOf(const protocol::TokenUsage& tokens, const Price& price, WallTime ended)
{
    const auto parts = partsOf(tokens, price, ended);
    return parts ? std::optional(parts->total()) : std::nullopt;
}

} // namespace gateway::usage
