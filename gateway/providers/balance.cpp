#include "balance.h"

#include "gateway/config/settings/timestamp.h"
#include "gateway/core/json/json_fields.h"
#include "gateway/core/text/ascii.h"

#include <QByteArray>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <utility>

namespace gateway::providers {

namespace {

constexpr double kMostUnits = 9e6; // range of an amount

/// Follows a dotted path; null if it leads nowhere.
const Json& at(const Json& from, std::string_view path)
{
    const Json* place = &from;
    while (!path.empty()) {
        const std::size_t dot = path.find('.');
        place = &json::fieldOf(*place, path.substr(0, dot));
        path.remove_prefix(dot == std::string_view::npos ? path.size() : dot + 1);
    }
    return *place;
}

/// A number, or a text that contains one.
std::optional<double> numberAt(const Json& from, const std::string& path)
{
    if (path.empty())
        return std::nullopt;
    const Json& value = at(from, path);
    if (value.is_number())
        return value.get<double>();
    if (!value.is_string())
        return std::nullopt;
    bool isNumber = false;
    const double number = QByteArray::fromStdString(value.get_ref<const std::string&>()).toDouble(&isNumber);
    return isNumber ? std::optional(number) : std::nullopt;
}

std::optional<std::int64_t> countAt(const Json& from, const std::string& path)
{
    constexpr double kMost = 1e15;
    const auto number = numberAt(from, path);
    return number && std::abs(*number) <= kMost ? std::optional(std::llround(*number)) : std::nullopt;
}

std::string wordAt(const Json& from, const std::string& path)
{
    const Json& value = path.empty() ? at(from, "") : at(from, path);
    if (value.is_string())
        return value.get<std::string>();
    return value.is_number() ? toText(value) : std::string();
}

std::optional<WallTime> timeAt(const Json& from, const std::string& path)
{
    constexpr double kInMilliseconds = 1e11; // larger numbers are milliseconds
    if (path.empty())
        return std::nullopt;
    if (const auto number = numberAt(from, path); number && *number > 0 && *number < 1e15)
        return WallTime(Milliseconds(std::llround(*number > kInMilliseconds ? *number : *number * 1000)));
    return config::parseTimestamp(wordAt(from, path));
}

std::optional<Money> moneyOf(const BalanceSource& source, const Json& from)
{
    const auto amount = numberAt(from, source.amount);
    const auto spent = source.minus.empty() ? std::optional(0.0) : numberAt(from, source.minus);
    const std::string name = source.currency.empty() ? wordAt(from, source.currencyField) : source.currency;
    const auto currency = std::ranges::find(kCurrencyNames, name);
    if (!amount || !spent || currency == kCurrencyNames.end())
        return std::nullopt;
    const double units = (*amount - *spent) / source.parts;
    if (!(std::abs(units) <= kMostUnits))
        return std::nullopt;
    return moneyFrom(units, static_cast<Currency>(currency - kCurrencyNames.begin()));
}

/// The name of the window that a quota counts; empty: not reported, or not a length.
std::string windowOf(const BalanceSource& source, const Json& quota)
{
    using namespace std::chrono_literals;
    constexpr double kMost = 1000;
    static constexpr std::array<std::pair<std::string_view, std::chrono::minutes>, 5> kUnits{
        {{"minute", 1min}, {"hour", 1h}, {"day", 24h}, {"week", 7 * 24h}, {"month", 30 * 24h}}};
    const auto length = numberAt(quota, source.window);
    if (!length || !(*length >= 1) || *length > kMost)
        return {};
    std::string unit = asciiLower(wordAt(quota, source.windowUnit));
    if (const auto known = std::ranges::find(source.windowUnits, unit, &std::pair<std::string, std::string>::first); known != source.windowUnits.end())
        unit = known->second;
    for (const auto& [word, one] : kUnits)
        if (unit.find(word) != std::string::npos)
            return windowName(one * static_cast<std::int64_t>(*length));
    return {};
}

void takeQuota(const BalanceSource& source, const std::string& path, const Json& quota, std::vector<KeyLimit>& quotas)
{
    constexpr double kWhole = 100; // percent
    const Json& inner = !source.inner.empty() && at(quota, source.inner).is_object() ? at(quota, source.inner) : quota;
    KeyLimit limit;
    limit.name = source.name.empty() ? std::string() : wordAt(quota, source.name);
    if (limit.name.empty())
        limit.name = path;
    limit.limit = countAt(inner, source.limit);
    limit.remaining = countAt(inner, source.remaining);
    if (const auto used = numberAt(inner, source.usedPercent); used && !limit.remaining) {
        limit.limit = static_cast<std::int64_t>(kWhole);
        limit.remaining = std::llround(std::max(0.0, kWhole - *used));
    }
    limit.reset = timeAt(inner, source.reset);
    if (!source.window.empty() && !source.windowUnit.empty())
        limit.window = windowOf(source, quota);
    if (limit.remaining)
        quotas.push_back(std::move(limit));
}

} // namespace

Result<BalanceSource> balanceSourceOf(const Json& row)
{
    BalanceSource source;
    for (const auto& [key, member] : {std::pair{"path", &BalanceSource::path}, std::pair{"list", &BalanceSource::list},
             std::pair{"amount", &BalanceSource::amount}, std::pair{"minus", &BalanceSource::minus},
             std::pair{"currency", &BalanceSource::currency}, std::pair{"currency_field", &BalanceSource::currencyField},
             std::pair{"inner", &BalanceSource::inner}, std::pair{"name", &BalanceSource::name}, std::pair{"limit", &BalanceSource::limit},
             std::pair{"remaining", &BalanceSource::remaining}, std::pair{"used_percent", &BalanceSource::usedPercent},
             std::pair{"reset", &BalanceSource::reset}, std::pair{"window", &BalanceSource::window},
             std::pair{"window_unit", &BalanceSource::windowUnit}})
        source.*member = wordAt(row, key);
    source.parts = numberAt(row, "parts").value_or(1);
    for (const Json& each : json::listOf(row, "quotas"))
        source.quotas.push_back(each.is_string() ? each.get<std::string>() : std::string());
    for (const auto& [code, word] : json::objectOf(row, "window_units").items())
        if (word.is_string())
            source.windowUnits.emplace_back(code, word.get<std::string>());
    const bool isMoney = !source.amount.empty() && (source.currency.empty() != source.currencyField.empty());
    const bool isQuota = !source.quotas.empty() && (!source.remaining.empty() || !source.usedPercent.empty());
    if (!source.path.starts_with('/') || isMoney == isQuota || !(source.parts > 0))
        return failure(ErrorKind::ConfigInvalid, asIs("a balance wants a path, and an amount with its currency or quotas with what remains"));
    return source;
}

Result<BalanceReading> readBalance(const BalanceSource& source, std::string_view body)
{
    const auto json = parseJson(body);
    BalanceReading reading;
    if (json && !source.amount.empty()) {
        const Json& list = source.list.empty() ? *json : at(*json, source.list);
        if (source.list.empty()) {
            if (const auto money = moneyOf(source, list))
                reading.balance.push_back(*money);
        } else if (list.is_array()) {
            for (const Json& each : list)
                if (const auto money = moneyOf(source, each))
                    reading.balance.push_back(*money);
        }
    }
    if (json)
        for (const std::string& path : source.quotas) {
            const Json& quotas = at(*json, path);
            if (quotas.is_object())
                takeQuota(source, path, quotas, reading.quotas);
            else if (quotas.is_array())
                for (const Json& each : quotas)
                    takeQuota(source, path, each, reading.quotas);
        }
    if (reading.balance.empty() && reading.quotas.empty())
        return failure(ErrorKind::UpstreamProtocolError, {QT_TRANSLATE_NOOP("Error", "its answer does not contain the balance")});
    return reading;
}

} // namespace gateway::providers
