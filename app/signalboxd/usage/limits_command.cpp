#include "limits_command.h"

#include "app/process/text_table.h"
#include "app/process/time_text.h"
#include "gateway/core/calendar.h"
#include "gateway/core/json/json_fields.h"
#include "gateway/host/checks/data_folder_lock.h"
#include "gateway/host/limit_service.h"
#include "gateway/usage/ledger/exchange_lookup.h"
#include "gateway/usage/ledger/ledger.h"

#include <QFile>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <ostream>
#include <string_view>
#include <utility>

namespace app {

namespace policy = gateway::policy;
using gateway::Json;
using gateway::WallTime;
using gateway::config::LimitKind;

namespace {

std::string scopeText(const policy::LimitRule& rule)
{
    if (!rule.route().empty())
        return "route " + rule.route();
    return rule.consumer().empty() ? "all" : "consumer " + rule.consumer();
}

std::string whoText(const policy::LimitRule& rule, const std::string& who)
{
    std::string text;
    const std::vector<std::string> values = rule.valuesOf(who);
    for (std::size_t i = 0; i < values.size(); ++i)
        text += (i == 0 ? "" : ", ") + std::string(gateway::config::toText(rule.settings().by[i])) + " " + (values[i].empty() ? "-" : values[i]);
    return text.empty() ? "-" : text;
}

/// Counts the requests that limits refused or sent elsewhere today.
gateway::Result<void> addToday(std::vector<policy::LimitReport>& reports, const QString& ledger, WallTime now)
{
    using gateway::usage::LimitAction;
    if (!QFile::exists(ledger))
        return {};
    const auto today = gateway::calendarSpan(gateway::CalendarUnit::Day, std::chrono::floor<std::chrono::seconds>(now));
    return gateway::usage::visitExchanges(ledger, today.from, today.to, [&reports](const gateway::usage::ExchangeRecord& record) {
        for (policy::LimitReport& report : reports)
            if (record.limitAction != LimitAction::None && record.limit == report.rule->name())
                ++(record.limitAction == LimitAction::Refused ? report.refused : report.redirected);
        return true;
    });
}

/// What the running gateway has written: what requests in flight reserve. Null if none runs.
Json stateOf(const QString& dataDir)
{
    QFile file(gateway::host::LimitService::fileIn(dataDir));
    if (!gateway::host::DataFolderLock::isHeld(dataDir) || !file.open(QIODevice::ReadOnly))
        return {};
    auto state = gateway::parseJson(file.readAll().toStdString());
    return state && state->is_object() ? std::move(*state) : Json();
}

/// The amount of a number in the state.
std::int64_t amountOf(const policy::LimitRule& rule, const Json& counter, std::string_view key)
{
    constexpr double kMost = 9e18; // near 2^63, beyond which there is no integer
    const double unit = rule.kind() == LimitKind::Cost ? static_cast<double>(gateway::kPicoOfUnit) : 1;
    return std::llround(std::clamp(gateway::json::numberOf(counter, key).value_or(0) * unit, 0.0, kMost));
}

/// The `who` of a counter, from its names.
std::string whoOf(const policy::LimitRule& rule, const Json& names)
{
    using gateway::config::LimitBy;
    const auto of = [&names](LimitBy by) -> std::string_view { return gateway::json::textOf(names, gateway::config::toText(by)); };
    return rule.who({of(LimitBy::Consumer), of(LimitBy::Route), of(LimitBy::Program), of(LimitBy::Project), of(LimitBy::Session), of(LimitBy::Agent)},
        {of(LimitBy::Provider), of(LimitBy::Model), of(LimitBy::Key)});
}

/// The state is a file that anybody may have changed: members of another type count as missing.
void addInFlight(policy::LimitReport& report, const Json& state, WallTime now)
{
    namespace json = gateway::json;
    for (const Json& each : json::listOf(state, "limits")) {
        if (json::textOf(each, "name") != report.rule->name() || json::textOf(each, "kind") != gateway::config::toText(report.rule->kind()))
            continue;
        for (const Json& counter : json::listOf(each, "counters")) {
            if (!counter.is_object())
                continue;
            const std::string who = whoOf(*report.rule, json::objectOf(counter, "who"));
            const bool isConcurrent = report.rule->kind() == LimitKind::Concurrent;
            const std::int64_t reserved = amountOf(*report.rule, counter, isConcurrent ? "used" : "reserved");
            auto found = std::ranges::find(report.counters, who, &policy::LimitReport::Counter::who);
            if (found == report.counters.end()) {
                found = report.counters.insert(report.counters.end(), policy::LimitReport::Counter{who, {}});
                found->state.left = report.rule->amount().at(now);
            }
            found->state.reserved = reserved;
            found->state.left = std::max<std::int64_t>(0, found->state.left - reserved);
        }
    }
}

int problemOf(const gateway::Error& error, std::ostream& err)
{
    err << "signalboxd: " << error.text() << '\n';
    return 1;
}

} // namespace

std::string limitsText(const std::vector<policy::LimitReport>& reports, WallTime now)
{
    if (reports.empty())
        return "No limit is enabled. Add one to policies.limits in the configuration.\n";
    std::vector<std::vector<std::string>> lines{{"LIMIT", "FOR", "WHO", "RESETS", "LIMIT", "USED", "RESERVED", "LEFT"}};
    std::string today;
    for (const policy::LimitReport& report : reports) {
        const policy::LimitRule& rule = *report.rule;
        const std::string limit = toText(rule.what(now));
        const bool isConcurrent = rule.kind() == LimitKind::Concurrent;
        for (const auto& [who, state] : report.counters)
            lines.push_back({rule.name(), scopeText(rule), whoText(rule, who), state.resetsAt ? localText(*state.resetsAt) : "-", limit,
                rule.shown(isConcurrent ? state.reserved : state.used), rule.shown(isConcurrent ? 0 : state.reserved), rule.shown(state.left)});
        if (report.counters.empty())
            lines.push_back({rule.name(), scopeText(rule), "-", "-", limit, rule.shown(0), rule.shown(0), rule.shown(rule.amount().at(now))});
        if (report.refused + report.redirected > 0)
            today += rule.name() + ": " + std::to_string(report.refused) + " refused and " + std::to_string(report.redirected) + " redirected today\n";
    }
    constexpr std::size_t kNames = 4;
    return alignedText(lines, kNames) + shownText(today);
}

int printLimits(const LimitsOrder& order, std::ostream& out, std::ostream& err)
{
    const WallTime now = std::chrono::system_clock::now();
    std::vector<std::unique_ptr<policy::LimitEntry>> entries;
    policy::LimitBook::Ask ask{policy::limitRules(order.settings), now, now + std::chrono::hours(1), order.usdCny};
    for (const auto& rule : ask.rules) {
        entries.push_back(std::make_unique<policy::LimitEntry>(*rule, now));
        ask.from = std::min(ask.from, entries.back()->counters.countsFrom(now));
    }
    const auto uses = gateway::host::readLimitUses(gateway::usage::Ledger::fileIn(order.dataDir), ask);
    if (!uses)
        return problemOf(uses.error(), err);
    const Json state = stateOf(order.dataDir);
    std::vector<policy::LimitReport> reports;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        for (const policy::LimitUse& use : *uses)
            if (use.limit == ask.rules[i]->name())
                entries[i]->counters.add(use.who, use.amount, use.at, now);
        addInFlight(reports.emplace_back(policy::reportOf(ask.rules[i], *entries[i], now)), state, now);
    }
    if (const auto counted = addToday(reports, gateway::usage::Ledger::fileIn(order.dataDir), now); !counted)
        return problemOf(counted.error(), err);
    out << (order.asJson ? gateway::toPrettyText(policy::toJson(reports, now)) : limitsText(reports, now)) << std::flush;
    return 0;
}

int printLimitChecks(const LimitsOrder& order, WallTime since, std::ostream& out, std::ostream& err)
{
    const WallTime now = std::chrono::system_clock::now();
    const auto checks = gateway::host::checkLimits(policy::limitRules(order.settings), {gateway::usage::Ledger::fileIn(order.dataDir), since, now, order.usdCny});
    if (!checks)
        return problemOf(checks.error(), err);
    Json json = Json::array();
    std::vector<std::vector<std::string>> lines{{"LIMIT", "FOR", "REQUESTS", "WOULD BE REFUSED"}};
    for (const policy::LimitCheck& check : *checks) {
        lines.push_back({check.rule->name(), scopeText(*check.rule), std::to_string(check.requests), std::to_string(check.refused)});
        json.push_back(Json{{"name", check.rule->name()}, {"requests", check.requests}, {"would_refuse", check.refused}});
    }
    constexpr std::size_t kNames = 2;
    out << (order.asJson ? gateway::toPrettyText(json) : alignedText(lines, kNames)) << std::flush;
    return 0;
}

} // namespace app
