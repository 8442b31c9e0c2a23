#include "exchange_rate.h"

#include <cmath>

namespace gateway::usage {

config::ExchangeRate rateInForce(const config::UsageSettings& settings, const std::optional<config::ExchangeRate>& fetched,
    const providers::PriceList& builtIn)
{
    if (settings.exchangeRate) {
        config::ExchangeRate own = *settings.exchangeRate;
        if (own.source.empty())
            own.source = "configuration";
        return own;
    }
    return fetched ? *fetched : builtIn.exchangeRate().value_or(config::ExchangeRate{});
}

Money converted(const Money& money, Currency to, const config::ExchangeRate& rate)
{
    if (money.currency == to)
        return money;
    const long double factor = to == Currency::Cny ? static_cast<long double>(rate.usdCny) : 1 / static_cast<long double>(rate.usdCny);
    return {to, std::llround(static_cast<long double>(money.pico) * factor)};
}

std::string toText(const config::ExchangeRate& rate)
{
    return "$1 = " + toText(moneyFrom(rate.usdCny, Currency::Cny)) + (rate.date.empty() ? "" : " of " + rate.date)
        + (rate.source.empty() ? "" : " (" + rate.source + ')');
}

} // namespace gateway::usage
