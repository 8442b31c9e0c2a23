#include "price_reading.h"

#include "fields.h"

#include <algorithm>
#include <utility>

namespace gateway::config {

namespace {

template <class V> Result<V> read(const Shape<V>& shape, const Json& node)
{
    std::vector<Issue> found;
    Issues issues(found);
    V value{};
    shape.read(node, value, Place(issues));
    const auto error = std::ranges::find(found, Issue::Level::Error, &Issue::level);
    if (error != found.end())
        return failure(ErrorKind::ConfigInvalid, sentenceOf(*error));
    return value;
}

} // namespace

Result<std::vector<PriceSettings>> pricesFrom(const Json& list) { return read(listOf(priceShape()), list); }

Result<std::vector<PriceHours>> priceHoursFrom(const Json& list) { return read(listOf(priceHoursShape()), list); }

Result<ExchangeRate> exchangeRateFrom(const Json& rate) { return read(exchangeRateShape(), rate); }

Json toJson(const PriceSettings& price) { return priceShape().write(price); }

Json toJson(const ExchangeRate& rate) { return exchangeRateShape().write(rate); }

} // namespace gateway::config
