#include "limit_report.h"

#include "gateway/config/settings/timestamp.h"

#include <utility>

namespace gateway::policy {

namespace {

using config::LimitKind;

/// An amount as a number in its unit.
Json numberOf(const LimitRule& rule, std::int64_t amount)
{
    if (rule.kind() == LimitKind::Cost)
        return static_cast<double>(amount) / static_cast<double>(kPicoOfUnit);
    return amount;
}

Json windowOf(const LimitRule& rule)
{
    if (!rule.period())
        return {};
    if (rule.period()->seconds > 0)
        return Json{{"seconds", rule.period()->seconds}};
    return kCalendarUnitNames[static_cast<std::size_t>(rule.period()->unit)];
}

Json whoOf(const LimitRule& rule, std::string_view who)
{
    Json json = Json::object();
    const std::vector<std::string> values = rule.valuesOf(who);
    for (std::size_t i = 0; i < values.size(); ++i)
        json[std::string(config::toText(rule.settings().by[i]))] = values[i].empty() ? Json() : Json(values[i]);
    return json;
}

Json scopeOf(const LimitRule& rule)
{
    Json json = Json::object();
    if (!rule.route().empty())
        json["route"] = rule.route();
    if (!rule.consumer().empty())
        json["consumer"] = rule.consumer();
    return json;
}

Json counterJson(const LimitRule& rule, const LimitReport::Counter& counter)
{
    const limits::CounterState& state = counter.state;
    const bool isConcurrent = rule.kind() == LimitKind::Concurrent;
    Json json = Json::object();
    json["who"] = whoOf(rule, counter.who);
    json["used"] = numberOf(rule, isConcurrent ? state.reserved : state.used);
    json["reserved"] = numberOf(rule, isConcurrent ? 0 : state.reserved);
    json["left"] = numberOf(rule, state.left);
    json["resets_at"] = state.resetsAt ? Json(config::toTimestamp(*state.resetsAt)) : Json();
    return json;
}

} // namespace

LimitReport reportOf(std::shared_ptr<const LimitRule> rule, LimitEntry& entry, WallTime now, bool onlyInFlight)
{
    entry.beginDay(now);
    LimitReport report{std::move(rule), {}, entry.refused, entry.redirected, entry.waiting.size()};
    if (onlyInFlight)
        for (auto& [who, state] : entry.counters.statesInFlight(now))
            report.counters.push_back({std::move(who), state});
    else
        for (auto& [who, state] : entry.counters.states(now))
            report.counters.push_back({std::move(who), state});
    return report;
}

std::vector<LimitReport> reportsOf(LimitBook& book, bool onlyInFlight)
{
    std::vector<LimitReport> reports;
    for (const auto& rule : book.rules())
        if (const auto entry = rule->isShadow() ? nullptr : book.entryOf(*rule))
            reports.push_back(reportOf(rule, *entry, book.now(), onlyInFlight));
    return reports;
}

Json toJson(const std::vector<LimitReport>& reports, WallTime now)
{
    Json all = Json::array();
    for (const LimitReport& report : reports) {
        const LimitRule& rule = *report.rule;
        Json json = Json::object();
        json["name"] = rule.name();
        json["scope"] = scopeOf(rule);
        json["kind"] = config::toText(rule.kind());
        json["limit"] = numberOf(rule, rule.amount().at(now));
        json["currency"] = rule.kind() == LimitKind::Cost ? Json(kCurrencyNames[static_cast<std::size_t>(rule.settings().currency)]) : Json();
        json["per"] = windowOf(rule);
        json["calendar"] = rule.settings().calendar;
        json["by"] = Json::array();
        for (const config::LimitBy by : rule.settings().by)
            json["by"].push_back(config::toText(by));
        json["counters"] = Json::array();
        for (const LimitReport::Counter& counter : report.counters)
            json["counters"].push_back(counterJson(rule, counter));
        json["refused_today"] = report.refused;
        json["redirected_today"] = report.redirected;
        all.push_back(std::move(json));
    }
    return all;
}

} // namespace gateway::policy
