#include "target_place.h"

#include "json_fields.h"
#include "json_line.h"

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
    json.close('}');
    return json.take();
}

std::optional<TargetPlace> TargetPlace::fromText(std::string_view text)
{
    const auto json = objectOf(text);
    if (!json)
        return std::nullopt;
    TargetPlace place;
    place.algorithm = textOf(*json, "algorithm");
    place.hasRoute = !place.algorithm.empty();
    place.priority = static_cast<int>(numberOf(*json, "priority"));
    place.weight = static_cast<int>(numberOf(*json, "weight"));
    place.inputPrice = static_cast<float>(decimalOf(*json, "input_price", -1));
    place.outputPrice = static_cast<float>(decimalOf(*json, "output_price", -1));
    if (textOf(*json, "currency") == kCurrencyNames[static_cast<std::size_t>(Currency::Cny)])
        place.currency = Currency::Cny;
    place.priceFactor = decimalOf(*json, "price_factor", 1);
    place.priceHours = textOf(*json, "price_hours");
    if (json->contains("keeps_conversation"))
        place.keepsConversation = isTrue(*json, "keeps_conversation");
    place.isFirst = isTrue(*json, "first");
    place.tokensAnew = numberOf(*json, "tokens_anew");
    place.costAnew = decimalOf(*json, "cost_anew", -1);
    return place;
}

} // namespace gateway::usage
