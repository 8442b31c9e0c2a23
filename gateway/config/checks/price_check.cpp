#include "price_check.h"

#include "gateway/config/fields/shape.h"
#include "gateway/config/fields/text_rules.h"

#include <QString>

#include <algorithm>
#include <string>
#include <vector>

namespace gateway::config {

namespace {

/// ISO 8601, which sorts as it is read.
void checkDay(const std::string& day, QDate today, const Place& place)
{
    if (day.empty())
        return;
    if (!rules::kDay.problem(day).isEmpty())
        place.warning(QT_TRANSLATE_NOOP("Configuration", "is not a date; write one such as 2026-11-01"));
    else if (day > today.toString(Qt::ISODate).toStdString())
        place.warning(QT_TRANSLATE_NOOP("Configuration", "is in the future, but the setting takes effect at once; write the date that the value is from"));
}

} // namespace

void checkPrices(const Settings& settings, QDate today, const std::optional<std::vector<std::string>>& providers, const Place& place)
{
    const Place prices = place.field("prices");
    for (std::size_t i = 0; i < settings.usage.prices.size(); ++i) {
        const PriceSettings& price = settings.usage.prices[i];
        const Place at = prices.item(i);
        if (price.provider.find('*') != std::string::npos)
            at.field("provider").warning(QT_TRANSLATE_NOOP("Configuration", "must be the id of one provider, so this price is never used; leave it out to apply the "
        "price to all providers"));
        else if (providers && !price.provider.empty() && std::ranges::find(*providers, price.provider) == providers->end())
            at.field("provider").warning(
                withMeant(QT_TRANSLATE_NOOP("Configuration", "is not the id of a configured provider, so this price is never used"), price.provider, *providers));
        checkDay(price.date, today, at.field("date"));
    }
    if (settings.usage.exchangeRate)
        checkDay(settings.usage.exchangeRate->date, today, place.field("exchange_rate").field("date"));
}

} // namespace gateway::config
