#include "price.h"

#include "gateway/core/json.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace gateway::usage {

namespace {

constexpr double kPicoPerMillion = 1e6; ///< of one token, where a million cost one unit

constexpr std::array kParts{std::pair{"input", &Price::input}, std::pair{"cached_input", &Price::cachedInput},
    std::pair{"cache_write", &Price::cacheWrite}, std::pair{"output", &Price::output}};

/// Adds what `tokens` cost; false: nobody knows.
bool add(std::int64_t& sum, const std::optional<Tokens>& tokens, const std::optional<std::int64_t>& price)
{
    if (!tokens || tokens->count == 0)
        return true;
    if (!price)
        return false;
    sum += tokens->count * *price;
    return true;
}

} // namespace

std::string Price::toText() const
{
    Json json;
    json["currency"] = kCurrencyNames[static_cast<std::size_t>(currency)];
    for (const auto& [name, part] : kParts)
        if (this->*part)
            json[name] = static_cast<double>(*(this->*part)) / kPicoPerMillion;
    json["source"] = source;
    return gateway::toText(json);
}

std::optional<Price> Price::fromText(std::string_view text)
{
    const auto json = parseJson(text);
    if (!json || !json->is_object() || !json->contains("currency") || !(*json)["currency"].is_string())
        return std::nullopt;
    const auto named = std::ranges::find(kCurrencyNames, (*json)["currency"].get<std::string>());
    if (named == kCurrencyNames.end())
        return std::nullopt;
    Price price;
    price.currency = static_cast<Currency>(named - kCurrencyNames.begin());
    for (const auto& [name, part] : kParts)
        if (const auto found = json->find(name); found != json->end() && found->is_number())
            price.*part = perToken(found->get<double>());
    if (const auto source = json->find("source"); source != json->end() && source->is_string())
        price.source = source->get<std::string>();
    return price;
}

std::int64_t perToken(double perMillion) { return std::llround(perMillion * kPicoPerMillion); }

std::optional<Money> costOf(const protocol::TokenUsage& tokens, const Price& price)
{
    if (tokens.origin == protocol::UsageOrigin::Unknown)
        return std::nullopt;
    std::int64_t sum = 0;
    const auto orInput = [&price](const std::optional<std::int64_t>& own) { return own ? own : price.input; };
    const bool isKnown = add(sum, tokens.input, price.input) && add(sum, tokens.cachedInput, orInput(price.cachedInput))
        && add(sum, tokens.cacheWrite, orInput(price.cacheWrite)) && add(sum, tokens.output, price.output)
        && add(sum, tokens.reasoning, price.output);
    return isKnown ? std::optional(Money{price.currency, sum}) : std::nullopt;
}

std::optional<Money> sumOf(const std::optional<Money>& a, const std::optional<Money>& b)
{
    const bool isKnown = a && b && a->currency == b->currency;
    return isKnown ? std::optional(Money{a->currency, a->pico + b->pico}) : std::nullopt;
}

} // namespace gateway::usage
