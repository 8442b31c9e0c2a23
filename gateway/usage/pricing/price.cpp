#include "price.h"

#include "gateway/config/fields/price_reading.h"
#include "gateway/config/settings/day_span.h"
#include "gateway/core/json.h"

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
    &PriceRates::audioOutput, &PriceRates::imageInput, &PriceRates::imageOutput};

/// Of a prompt of that size.
PriceRates ratesFor(const config::PriceSettings& terms, std::int64_t prompt)
{
    const config::PriceTier* chosen = nullptr;
    for (const config::PriceTier& tier : terms.tiers)
        if (prompt > tier.above && (!chosen || tier.above > chosen->above))
            chosen = &tier;
    PriceRates rates = terms;
    if (chosen)
        for (const auto member : kRates)
            if (chosen->*member)
                rates.*member = chosen->*member;
    return rates;
}

bool isExcepted(const config::PriceHours& hours, const std::string& day)
{
    constexpr std::size_t kDay = 10; // "2026-10-01": they compare as texts
    return std::ranges::any_of(hours.except, [&day](const std::string& span) {
        return day >= span.substr(0, kDay) && day <= span.substr(span.size() - kDay);
    });
}

/// Empty: nobody knows.
Amount factorOf(const config::PriceSettings& terms, protocol::ServiceTier tier)
{
    switch (tier) {
    case protocol::ServiceTier::Standard: return 1;
    case protocol::ServiceTier::Batch: return terms.batch;
    case protocol::ServiceTier::Flex: return terms.flex;
    case protocol::ServiceTier::Priority: return terms.priority;
    case protocol::ServiceTier::Fast: return terms.fast;
    }
    return std::nullopt;
}

Amount firstOf(const Amount& own, const Amount& other) { return own ? own : other; }

/// What `tokens` cost at `rate` for a million; false: nobody knows.
bool cost(const std::optional<Tokens>& tokens, const Amount& rate, double factor, std::int64_t& place)
{
    if (!tokens || tokens->count == 0)
        return true;
    if (!rate)
        return false;
    const std::int64_t each = std::llround(*rate * factor * kPicoPerMillion);
    if (each != 0 && tokens->count > std::numeric_limits<std::int64_t>::max() / 16 / each) // with the other parts, too
        return false;
    place = tokens->count * each;
    return true;
}

/// Tokens of a part that may have a rate of their own.
struct Medium {
    const std::optional<Tokens>& tokens;
    const Amount& rate;
};

/// What is charged by the piece; false: more than any bill has.
bool costSearches(const std::optional<std::int64_t>& searches, const Amount& perThousand, CostParts& parts)
{
    constexpr double kPicoPerThousand = 1e9; // of one, where a thousand cost one unit
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

/// Media with a rate are taken out of `whole`, the rest of it costs as text does.
bool costWithMedia(const std::optional<Tokens>& whole, const Amount& rate, const std::array<Medium, 2>& media, double factor,
    std::int64_t& place)
{
    std::int64_t text = whole.value_or(Tokens{}).count;
    std::int64_t ofMedia = 0;
    for (const Medium& medium : media) {
        const std::int64_t count = medium.rate ? std::min(medium.tokens.value_or(Tokens{}).count, text) : 0;
        std::int64_t each = 0;
        if (!cost(Tokens{count}, medium.rate, factor, each))
            return false;
        text -= count;
        ofMedia += each;
    }
    const bool isKnown = cost(Tokens{text}, rate, factor, place);
    place += ofMedia;
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
    json["source"] = source;
    if (flatUpTo > 0)
        json["flat_up_to"] = flatUpTo;
    return gateway::toText(json);
}

std::optional<Price> Price::fromText(std::string_view text)
{
    auto json = parseJson(text);
    if (!json || !json->is_object() || !json->contains("currency"))
        return std::nullopt;
    Price price;
    if (const auto source = json->find("source"); source != json->end() && source->is_string())
        price.source = source->get<std::string>();
    if (const auto flat = json->find("flat_up_to"); flat != json->end() && flat->is_number_integer())
        price.flatUpTo = flat->get<std::int64_t>();
    (*json)["model"] = kAny;
    auto terms = config::pricesFrom(Json::array({std::move(*json)}));
    if (!terms)
        return std::nullopt;
    price.terms = std::move(terms->front());
    price.terms.model.clear();
    return price;
}

std::optional<CostParts> partsOf(const protocol::TokenUsage& tokens, const Price& price, WallTime ended)
{
    const Amount tier = factorOf(price.terms, tokens.serviceTier);
    if (tokens.origin == protocol::UsageOrigin::Unknown || !tier)
        return std::nullopt;
    const config::PriceHours* const hours = hoursAt(price.terms, ended);
    const double factor = *tier * (hours ? hours->factor : 1);
    const PriceRates rates = ratesFor(price.terms, tokens.totalInput().count);
    const Amount write = firstOf(rates.cacheWrite, rates.input);
    const std::int64_t hour = std::min(tokens.cacheWriteHour.value_or(Tokens{}).count, tokens.cacheWrite.value_or(Tokens{}).count);
    const Tokens shortWrite{tokens.cacheWrite.value_or(Tokens{}).count - hour};
    CostParts parts;
    parts.currency = price.terms.currency;
    const std::array<Medium, 2> heard{{{tokens.audioInput, rates.audioInput}, {tokens.imageInput, rates.imageInput}}};
    const std::array<Medium, 2> made{{{tokens.audioOutput, rates.audioOutput}, {tokens.imageOutput, rates.imageOutput}}};
    const bool isKnown = costWithMedia(tokens.input, rates.input, heard, factor, parts.input)
        && cost(tokens.cachedInput, firstOf(rates.cachedInput, rates.input), factor, parts.cachedInput)
        && cost(shortWrite, write, factor, parts.cacheWrite)
        && cost(Tokens{hour}, firstOf(rates.cacheWriteHour, write), factor, parts.cacheWriteHour)
        && costWithMedia(tokens.output, rates.output, made, factor, parts.output)
        && cost(tokens.reasoning, firstOf(rates.reasoning, rates.output), factor, parts.reasoning)
        && costSearches(tokens.webSearches, price.terms.webSearch, parts);
    const bool isSteeper = price.flatUpTo > 0 && tokens.totalInput().count > price.flatUpTo;
    parts.isWhole = parts.isWhole && !tokens.hasUncounted && !isSteeper;
    return isKnown ? std::optional(parts) : std::nullopt;
}

std::optional<Money> costOf(const protocol::TokenUsage& tokens, const Price& price, WallTime ended)
{
    const auto parts = partsOf(tokens, price, ended);
    return parts ? std::optional(parts->total()) : std::nullopt;
}

} // namespace gateway::usage
