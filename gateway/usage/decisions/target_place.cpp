#include "target_place.h"

#include "json_line.h"

#include "gateway/core/json/json_fields.h"

namespace gateway::usage {

std::string TargetPlace::toText() const
{
    JsonLine json;
    json.open('{');
    if (hasRoute) {
        json.add("priority", priority);
        json.add("weight", weight);
        json.add("algorithm", algorithm);
        if (isFirst)
            json.add("first", true);
    }
    if (inputPrice >= 0 && outputPrice >= 0) {
        json.addDecimal("input_price", inputPrice);
        json.addDecimal("output_price", outputPrice);
        if (currency != Currency::Usd)
            json.add("currency", kCurrencyNames[static_cast<std::size_t>(currency)]);
        if (!priceHours.empty()) {
            json.addDecimal("price_factor", priceFactor);
            json.add("price_hours", priceHours);
        }
    }
    if (keepsConversation)
        json.add("keeps_conversation", *keepsConversation);
    if (tokensAnew > 0)
        json.add("tokens_anew", tokensAnew);
    if (costAnew >= 0)
        json.addDecimal("cost_anew", costAnew);
    if (cachedTokens > 0) {
        json.add("cached_tokens", cachedTokens);
        if (!cachedAt.empty())
            json.add("cached_at", cachedAt);
        json.addDecimal("stay_cost", stayCost);
        if (moveCost >= 0)
            json.addDecimal("move_cost", moveCost);
    }
    json.close('}');
    return json.take();
}

std::optional<TargetPlace> TargetPlace::fromText(std::string_view text)
{
    const auto json = parseJson(text);
    if (!json || !json->is_object())
        return std::nullopt;
    TargetPlace place;
    place.algorithm = json::textOf(*json, "algorithm");
    place.hasRoute = !place.algorithm.empty();
    place.priority = static_cast<int>(json::integerOf(*json, "priority").value_or(0));
    place.weight = static_cast<int>(json::integerOf(*json, "weight").value_or(0));
    place.inputPrice = static_cast<float>(json::numberOf(*json, "input_price").value_or(-1));
    place.outputPrice = static_cast<float>(json::numberOf(*json, "output_price").value_or(-1));
    if (json::textOf(*json, "currency") == kCurrencyNames[static_cast<std::size_t>(Currency::Cny)])
        place.currency = Currency::Cny;
    place.priceFactor = json::numberOf(*json, "price_factor").value_or(1);
    place.priceHours = json::textOf(*json, "price_hours");
    if (json->contains("keeps_conversation"))
        place.keepsConversation = json::isTrue(*json, "keeps_conversation");
    place.isFirst = json::isTrue(*json, "first");
    place.tokensAnew = json::integerOf(*json, "tokens_anew").value_or(0);
    place.costAnew = json::numberOf(*json, "cost_anew").value_or(-1);
    place.cachedTokens = json::integerOf(*json, "cached_tokens").value_or(0);
    place.cachedAt = json::textOf(*json, "cached_at");
    place.stayCost = json::numberOf(*json, "stay_cost").value_or(-1);
    place.moveCost = json::numberOf(*json, "move_cost").value_or(-1);
    return place;
}

} // namespace gateway::usage
