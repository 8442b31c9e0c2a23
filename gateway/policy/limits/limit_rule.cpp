#include "limit_rule.h"

#include "gateway/config/settings/timestamp.h"
#include "gateway/core/text/joined.h"
#include "gateway/core/text/utf8.h"
#include "gateway/limits/token_count.h"
#include "gateway/usage/budgets/budget_state.h"
#include "gateway/usage/pricing/exchange_rate.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <cmath>

namespace gateway::policy {

namespace {

using config::LimitBy;
using config::LimitKind;

constexpr char kBetween = '\x1f'; // between the values of a counter; no client can send it in a header
constexpr double kMostAmount = 9e18;
constexpr std::size_t kMostShown = 64; // bytes of a value, which may come from a client

std::int64_t amountIn(double value, LimitKind kind)
{
    const double amount = kind == LimitKind::Cost ? value * static_cast<double>(kPicoOfUnit) : value;
    return static_cast<std::int64_t>(std::min(std::round(amount), kMostAmount));
}

double valueOf(const config::LimitSettings& settings)
{
    switch (settings.kind()) {
    case LimitKind::Requests: return static_cast<double>(settings.requests.value_or(0));
    case LimitKind::Tokens: return static_cast<double>(settings.tokens.value_or(0));
    case LimitKind::Cost: return settings.cost.value_or(0);
    case LimitKind::Concurrent: return static_cast<double>(settings.concurrent.value_or(0));
    }
    return 0;
}

std::optional<limits::Period> periodOf(const config::LimitSettings& settings)
{
    if (!settings.per)
        return std::nullopt;
    return limits::Period{settings.per->unit.value_or(CalendarUnit::Minute), settings.per->seconds, settings.calendar};
}

limits::LimitAmount amountOf(const config::LimitSettings& settings, LimitKind kind)
{
    limits::LimitAmount amount{amountIn(valueOf(settings), kind)};
    const auto until = settings.raise ? config::parseTimestamp(settings.raise->until) : std::nullopt;
    if (until) {
        amount.raisedTo = amountIn(settings.raise->to, kind);
        amount.raisedUntil = *until;
    }
    return amount;
}

std::string signatureOf(const config::LimitSettings& settings, LimitKind kind)
{
    std::string text(config::toText(kind));
    if (kind == LimitKind::Cost)
        text.append(1, ' ').append(kCurrencyNames[static_cast<std::size_t>(settings.currency)]);
    if (settings.per)
        text += settings.per->seconds > 0 ? " " + std::to_string(settings.per->seconds)
                                          : " " + std::string(kCalendarUnitNames[static_cast<std::size_t>(settings.per->unit.value_or(CalendarUnit::Minute))]);
    text += settings.calendar ? " calendar" : "";
    for (const LimitBy by : settings.by)
        text.append(" ").append(config::toText(by));
    return text;
}

bool isListed(const std::vector<std::string>& list, std::string_view text) { return list.empty() || std::ranges::find(list, text) != list.end(); }

std::string_view valueOf(LimitBy by, const LimitedCaller& caller, const LimitedTarget& target)
{
    switch (by) {
    case LimitBy::Consumer: return caller.consumer;
    case LimitBy::Route: return caller.route;
    case LimitBy::Provider: return target.provider;
    case LimitBy::Model: return target.model;
    case LimitBy::Key: return target.key;
    case LimitBy::Program: return caller.program;
    case LimitBy::Project: return caller.project;
    case LimitBy::Session: return caller.session;
    case LimitBy::Agent: return caller.agent;
    }
    return {};
}

Sentence windowWords(const limits::Period& period)
{
    if (period.seconds > 0)
        return {QT_TRANSLATE_NOOP("Error", "%1 s"), {std::to_string(period.seconds)}};
    switch (period.unit) {
    case CalendarUnit::Second: return Sentence::of(period.isCalendar ? QT_TRANSLATE_NOOP("Error", "second of the clock") : QT_TRANSLATE_NOOP("Error", "second"));
    case CalendarUnit::Minute: return Sentence::of(period.isCalendar ? QT_TRANSLATE_NOOP("Error", "minute of the clock") : QT_TRANSLATE_NOOP("Error", "minute"));
    case CalendarUnit::Hour: return Sentence::of(period.isCalendar ? QT_TRANSLATE_NOOP("Error", "hour of the clock") : QT_TRANSLATE_NOOP("Error", "hour"));
    case CalendarUnit::Day: return Sentence::of(period.isCalendar ? QT_TRANSLATE_NOOP("Error", "calendar day") : QT_TRANSLATE_NOOP("Error", "24 hours"));
    case CalendarUnit::Week: return Sentence::of(period.isCalendar ? QT_TRANSLATE_NOOP("Error", "calendar week") : QT_TRANSLATE_NOOP("Error", "7 days"));
    case CalendarUnit::Month: break;
    }
    return Sentence::of(period.isCalendar ? QT_TRANSLATE_NOOP("Error", "calendar month") : QT_TRANSLATE_NOOP("Error", "30 days"));
}

/// With the value in quotes.
Sentence valueWords(LimitBy by, const std::string& value)
{
    switch (by) {
    case LimitBy::Consumer: return {QT_TRANSLATE_NOOP("Error", "consumer \"%1\""), {value}};
    case LimitBy::Route: return value.empty() ? Sentence(QT_TRANSLATE_NOOP("Error", "requests without a route")) : Sentence(QT_TRANSLATE_NOOP("Error", "route \"%1\""), {value});
    case LimitBy::Provider: return {QT_TRANSLATE_NOOP("Error", "provider \"%1\""), {value}};
    case LimitBy::Model: return {QT_TRANSLATE_NOOP("Error", "model \"%1\""), {value}};
    case LimitBy::Key: return {QT_TRANSLATE_NOOP("Error", "key \"%1\""), {value}};
    case LimitBy::Program: return value.empty() ? Sentence(QT_TRANSLATE_NOOP("Error", "unknown programs")) : Sentence(QT_TRANSLATE_NOOP("Error", "program \"%1\""), {value});
    case LimitBy::Project: return value.empty() ? Sentence(QT_TRANSLATE_NOOP("Error", "unknown projects")) : Sentence(QT_TRANSLATE_NOOP("Error", "project \"%1\""), {value});
    case LimitBy::Session: return value.empty() ? Sentence(QT_TRANSLATE_NOOP("Error", "requests without a session")) : Sentence(QT_TRANSLATE_NOOP("Error", "session \"%1\""), {value});
    case LimitBy::Agent: return value.empty() ? Sentence(QT_TRANSLATE_NOOP("Error", "requests without a sub-agent")) : Sentence(QT_TRANSLATE_NOOP("Error", "sub-agent \"%1\""), {value});
    }
    return {};
}

} // namespace

LimitRule::LimitRule(const config::LimitSettings& settings, std::string route, std::string consumer)
    : m_settings(settings)
    , m_route(std::move(route))
    , m_consumer(std::move(consumer))
    , m_kind(settings.kind())
    , m_period(m_kind == LimitKind::Concurrent ? std::nullopt : periodOf(settings))
    , m_amount(amountOf(settings, m_kind))
    , m_signature(signatureOf(settings, m_kind))
{
    if (!settings.count.expression.empty())
        if (auto parsed = limits::CountExpression::parse(settings.count.expression))
            m_expression = std::move(*parsed);
    const bool namesTarget = has(LimitBy::Provider) || has(LimitBy::Model) || has(LimitBy::Key) || !settings.match.providers.empty() || !settings.match.models.empty();
    m_isOfTarget = namesTarget || m_kind == LimitKind::Tokens || m_kind == LimitKind::Cost;
    m_needsBody = !m_route.empty() || has(LimitBy::Route) || has(LimitBy::Session) || has(LimitBy::Agent);
}

LimitRule LimitRule::ofBudget(const config::LimitSettings& settings)
{
    LimitRule rule(settings);
    rule.m_isBudget = true;
    return rule;
}

LimitRule LimitRule::ofShadow(const config::ShadowSettings& settings, const std::string& route)
{
    config::LimitSettings limit;
    limit.name = "shadow:" + route; // no configured limit may have a colon in its name
    limit.cost = settings.maxCostPerDay;
    limit.currency = settings.currency;
    limit.per = config::LimitWindow{CalendarUnit::Day};
    limit.calendar = true;
    limit.reserve = config::LimitReserve::Max;
    limit.warnAt.clear();
    LimitRule rule(limit, route);
    rule.m_isShadow = true;
    return rule;
}

bool LimitRule::has(LimitBy by) const { return std::ranges::find(m_settings.by, by) != m_settings.by.end(); }

bool LimitRule::covers(const LimitedCaller& caller) const
{
    return m_isShadow == caller.isShadow && (m_route.empty() || m_route == caller.route) && (m_consumer.empty() || m_consumer == caller.consumer)
        && isListed(m_settings.match.consumers, caller.consumer);
}

bool LimitRule::covers(const LimitedTarget& target) const
{
    return isListed(m_settings.match.providers, target.provider) && isListed(m_settings.match.models, target.model);
}

std::string LimitRule::who(const LimitedCaller& caller, const LimitedTarget& target) const
{
    std::string text;
    for (std::size_t i = 0; i < m_settings.by.size(); ++i) {
        if (i > 0)
            text += kBetween;
        if (m_settings.by[i] == LimitBy::Key) // providers may have keys of the same name
            text.append(target.provider).append("/");
        text += valueOf(m_settings.by[i], caller, target);
    }
    return text;
}

std::vector<std::string> LimitRule::valuesOf(std::string_view who) const
{
    std::vector<std::string> values;
    for (std::size_t i = 0; i < m_settings.by.size(); ++i) {
        const std::size_t end = i + 1 < m_settings.by.size() ? who.find(kBetween) : std::string_view::npos;
        values.emplace_back(who.substr(0, end));
        who = end == std::string_view::npos ? std::string_view() : who.substr(end + 1);
    }
    return values;
}

std::int64_t LimitRule::count(const protocol::TokenUsage& tokens) const
{
    if (m_expression)
        return m_expression->count(limits::tokenCounts(tokens));
    if (m_settings.count.which == "input")
        return limits::inputCount(tokens);
    return m_settings.count.which == "output" ? limits::outputCount(tokens) : limits::totalCount(tokens);
}

std::int64_t LimitRule::count(const Money& cost, double usdCny) const
{
    config::ExchangeRate rate;
    rate.usdCny = usdCny;
    return std::max<std::int64_t>(0, usage::converted(cost, m_settings.currency, rate).pico);
}

std::string LimitRule::shown(std::int64_t amount) const
{
    if (m_kind != LimitKind::Cost)
        return std::to_string(amount);
    constexpr std::int64_t kMicro = 1'000'000;
    std::string text = decimalText(amount / kMicro * kMicro); // rounded down to six digits
    return text;
}

Sentence LimitRule::shownWithUnit(std::int64_t amount) const
{
    const bool isOne = amount == 1;
    switch (m_kind) {
    case LimitKind::Requests: return isOne ? Sentence(QT_TRANSLATE_NOOP("Error", "1 request")) : Sentence{QT_TRANSLATE_NOOP("Error", "%1 requests"), {shown(amount)}};
    case LimitKind::Tokens: return isOne ? Sentence(QT_TRANSLATE_NOOP("Error", "1 token")) : Sentence{QT_TRANSLATE_NOOP("Error", "%1 tokens"), {shown(amount)}};
    case LimitKind::Cost: return Sentence(toText(Money{m_settings.currency, amount}));
    case LimitKind::Concurrent: break;
    }
    return isOne ? Sentence(QT_TRANSLATE_NOOP("Error", "1 request at the same time")) : Sentence{QT_TRANSLATE_NOOP("Error", "%1 requests at the same time"), {shown(amount)}};
}

Sentence LimitRule::what(WallTime now) const
{
    Sentence amount = shownWithUnit(m_amount.at(now));
    if (!m_period)
        return amount;
    return {QT_TRANSLATE_NOOP("Error", "%1 per %2"), {std::move(amount), windowWords(*m_period)}};
}

Sentence LimitRule::whom(std::string_view who) const
{
    if (m_settings.by.empty())
        return QT_TRANSLATE_NOOP("Error", "all requests that it covers");
    const std::vector<std::string> values = valuesOf(who);
    std::vector<Sentence> words;
    for (std::size_t i = 0; i < values.size(); ++i)
        words.push_back(valueWords(m_settings.by[i], shortened(values[i], kMostShown)));
    return joinedBy(QT_TRANSLATE_NOOP("Error", "%1, %2"), words);
}

LimitRules limitRules(const config::PolicySettings& policies, const std::string& route, const std::string& consumer)
{
    LimitRules rules;
    if (policies.limits && *policies.limits)
        for (const config::LimitSettings& each : **policies.limits)
            if (each.enabled)
                rules.push_back(std::make_shared<const LimitRule>(each, route, consumer));
    return rules;
}

LimitRules budgetRules(const config::UsageSettings& usage)
{
    LimitRules rules;
    for (std::size_t i = 0; i < usage.budgets.size(); ++i) {
        const config::BudgetSettings& budget = usage.budgets[i];
        if (!budget.enforce)
            continue;
        config::LimitSettings limit;
        limit.name = budget.name.empty() ? "budget-" + std::to_string(i + 1) : budget.name;
        limit.cost = budget.amount;
        limit.currency = budget.currency;
        limit.calendar = true;
        constexpr std::array kUnits{CalendarUnit::Day, CalendarUnit::Week, CalendarUnit::Month};
        limit.per = config::LimitWindow{kUnits[static_cast<std::size_t>(budget.period)]};
        if (!budget.provider.empty())
            limit.match.providers = {budget.provider};
        if (!budget.consumer.empty())
            limit.match.consumers = {budget.consumer};
        limit.warnAt.assign(usage::kBudgetLevels.begin(), usage::kBudgetLevels.end());
        rules.push_back(std::make_shared<const LimitRule>(LimitRule::ofBudget(limit)));
    }
    return rules;
}

LimitRules shadowRules(const config::Settings& settings)
{
    LimitRules rules;
    for (const config::RouteSettings& route : settings.routes)
        if (route.enabled && route.shadow)
            rules.push_back(std::make_shared<const LimitRule>(LimitRule::ofShadow(*route.shadow, route.id)));
    return rules;
}

LimitRules limitRules(const config::Settings& settings)
{
    LimitRules all = limitRules(settings.policies);
    const auto add = [&all](LimitRules more) { all.insert(all.end(), more.begin(), more.end()); };
    for (const config::RouteSettings& route : settings.routes)
        add(limitRules(route.policies, route.id));
    for (const config::ConsumerSettings& consumer : settings.consumers)
        add(limitRules(consumer.policies, {}, consumer.name));
    add(budgetRules(settings.usage));
    return all;
}

} // namespace gateway::policy
