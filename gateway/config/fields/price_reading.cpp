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
    if (error != found.end()) {
        Error problem{ErrorKind::ConfigInvalid, issueSentence(*error)};
        problem.param = error->path;
        return failure(std::move(problem));
    }
    return value;
}

} // namespace

Result<PriceSettings> priceFrom(const Json& price) { return read(priceShape(), price); }

Result<std::vector<PriceHours>> priceHoursFrom(const Json& list) { return read(listOf(priceHoursShape()), list); }

Result<ExchangeRate> exchangeRateFrom(const Json& rate) { return read(exchangeRateShape(), rate); }

Json toJson(const PriceSettings& price) { return priceShape().write(price); }

Json toJson(const ExchangeRate& rate) { return exchangeRateShape().write(rate); }

} // namespace gateway::config
