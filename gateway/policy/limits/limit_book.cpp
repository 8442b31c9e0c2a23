#include "limit_book.h"

#include "gateway/core/calendar.h"
#include "gateway/limits/token_count.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace gateway::policy {

namespace {

using config::LimitKind;

constexpr std::size_t kMostModels = 1000;
constexpr int kSlots = 60; // in a window, as the counters have them

LimitedTarget targetOf(const usage::AttemptRecord& attempt) { return {attempt.provider, attempt.model, attempt.key}; }

std::string keyOf(std::string_view provider, std::string_view model) { return std::string(provider).append("/").append(model); }

} // namespace

void LimitEntry::beginDay(WallTime now)
{
    if (now >= day && now < dayEnds)
        return;
    const CalendarSpan span = calendarSpan(CalendarUnit::Day, std::chrono::floor<std::chrono::seconds>(now));
    day = span.from;
    dayEnds = span.to;
    refused = 0;
    redirected = 0;
}

void ModelUses::add(const protocol::TokenUsage& used, std::int64_t estimated, Milliseconds took)
{
    const Use use{estimated, limits::tokenCounts(used), took};
    if (m_uses.size() < kMost)
        m_uses.push_back(use);
    else
        m_uses[m_next++ % kMost] = use;
}

std::int64_t ModelUses::inputBound(std::int64_t estimated) const
{
    // What an estimate misses of a short request is mostly of a fixed size; for a long one, it grows with it.
    constexpr std::int64_t kLong = 1000;
    // One answer that is unlike all others, such as one with a search in it, says nothing about the next request.
    constexpr std::size_t kMany = 10;
    const std::size_t ignored = m_uses.size() >= kMany ? 1 : 0;
    std::array<std::int64_t, 2> extra{}; // the two highest
    std::array<double, 2> ratio{1, 1};
    const auto take = [](auto& highest, auto value) {
        if (value > highest[0])
            highest = {value, highest[0]};
        else
            highest[1] = std::max(highest[1], value);
    };
    for (const Use& use : m_uses) {
        const std::int64_t input = use.tokens.input + use.tokens.cached + use.tokens.cacheWrite;
        if (use.estimated < kLong)
            take(extra, input - use.estimated);
        else
            take(ratio, static_cast<double>(input) / static_cast<double>(use.estimated));
    }
    return static_cast<std::int64_t>(static_cast<double>(estimated) * ratio[ignored]) + extra[ignored];
}

double ModelUses::highestSpeed() const
{
    constexpr double kMillisecondsOfSecond = 1000;
    double highest = 0;
    for (const Use& use : m_uses) {
        const auto took_ms = static_cast<double>(std::max<std::int64_t>(1, use.took.count()));
        highest = std::max(highest, static_cast<double>(use.tokens.output) / took_ms * kMillisecondsOfSecond);
    }
    return highest;
}

std::vector<protocol::TokenUsage> ModelUses::last() const
{
    std::vector<protocol::TokenUsage> all;
    for (const Use& use : m_uses) {
        protocol::TokenUsage& each = all.emplace_back();
        each.origin = protocol::UsageOrigin::Reported;
        each.input = Tokens{use.tokens.input};
        each.cachedInput = Tokens{use.tokens.cached};
        each.cacheWrite = Tokens{use.tokens.cacheWrite};
        each.output = Tokens{use.tokens.output - use.tokens.reasoning};
        each.reasoning = Tokens{use.tokens.reasoning};
    }
    return all;
}

void LimitBook::use(const LimitRules& rules, double usdCny)
{
    const WallTime now = this->now();
    std::map<std::string, std::shared_ptr<LimitEntry>, std::less<>> before = std::exchange(m_entries, {});
    LimitRules fresh;
    WallTime from = now;
    const std::uint64_t reading = m_ask ? m_readings + 1 : 0;
    for (const auto& rule : rules) {
        std::shared_ptr<LimitEntry>& entry = m_entries[rule->name()];
        if (const auto found = before.find(rule->name()); found != before.end() && found->second->signature == rule->signature()) {
            entry = found->second;
            entry->counters.setAmount(rule->amount());
            entry->counters.setLevels(rule->settings().warnAt);
            continue;
        }
        entry = std::make_shared<LimitEntry>(*rule, now);
        entry->counters.setLevels(rule->settings().warnAt);
        m_newest = now;
        if (!rule->period())
            continue;
        entry->reading = reading;
        fresh.push_back(rule);
        from = std::min(from, entry->counters.countsFrom(now));
    }
    for (auto& [name, entry] : before)
        if (const auto kept = m_entries.find(name); !entry->waiting.empty() && (kept == m_entries.end() || kept->second != entry))
            m_gone.push_back(entry);
    m_rules = rules;
    ++m_version;
    if (!rules.empty() || !before.empty())
        changed();
    released(); // a limit may be higher now
    if (fresh.empty() || !m_ask)
        return;
    ++m_restoring;
    m_readings = reading;
    m_ask({std::move(fresh), from, now, usdCny, reading});
}

void LimitBook::restore(std::uint64_t number, const std::vector<LimitUse>& uses, const std::vector<ReportedLevel>& reported)
{
    const WallTime now = this->now();
    for (const LimitUse& use : uses)
        if (const auto found = m_entries.find(use.limit); found != m_entries.end() && found->second->reading == number) {
            found->second->counters.add(use.who, use.amount, use.at, now);
            (void)found->second->counters.takeReached(use.who, now);
        }
    for (const ReportedLevel& each : reported)
        if (const auto found = m_entries.find(each.limit); found != m_entries.end() && found->second->signature == each.signature && now < each.until)
            found->second->counters.noteReported(each.who, each.level, now);
    changed();
    m_restoring = std::max(0, m_restoring - 1);
    if (m_restoring > 0)
        return;
    for (const auto& each : std::exchange(m_awaitingRestore, {}))
        if (const auto point = each.lock())
            point->wake();
}

std::shared_ptr<LimitEntry> LimitBook::entryOf(const LimitRule& rule) const
{
    const auto found = m_entries.find(rule.name());
    return found != m_entries.end() && found->second->signature == rule.signature() ? found->second : nullptr;
}

void LimitBook::released()
{
    const auto hasWaiting = [](const auto& each) { return !each.second->waiting.empty(); };
    if (m_isWaking || !m_wake || (m_gone.empty() && std::ranges::none_of(m_entries, hasWaiting)))
        return;
    m_isWaking = true;
    m_wake();
}

void LimitBook::admitWaiting()
{
    m_isWaking = false;
    for (const auto& entry : std::exchange(m_gone, {})) {
        const auto isArmed = [](const LimitWaiter* waiter) { return waiter->point.waiter != nullptr; };
        for (auto waiter = std::ranges::find_if(entry->waiting, isArmed); waiter != entry->waiting.end(); waiter = std::ranges::find_if(entry->waiting, isArmed))
            (*waiter)->point.wake(); // which ends its waiting
    }
    const WallTime now = this->now();
    // Whoever is woken may change everything here, so the search begins anew each time. It ends, because a request that
    // is woken is admitted and no longer waits.
    const auto next = [&]() -> LimitWaiter* {
        for (const auto& [name, entry] : m_entries) {
            std::vector<std::string_view> passed; // whose first request cannot be admitted
            for (LimitWaiter* const waiter : entry->waiting) {
                if (std::ranges::find(passed, waiter->who) != passed.end())
                    continue;
                if (waiter->point.waiter && entry->counters.state(waiter->who, now).left > 0)
                    return waiter;
                passed.push_back(waiter->who);
            }
        }
        return nullptr;
    };
    while (LimitWaiter* const waiter = next())
        waiter->point.wake();
}

void LimitBook::noteUse(const std::shared_ptr<const LimitRule>& rule, LimitEntry& entry, const std::string& who, bool isRefusing)
{
    const WallTime now = this->now();
    const int level = rule->settings().warnAt.empty() ? 0 : entry.counters.takeReached(who, now, isRefusing);
    if (level > 0 && m_warn)
        m_warn({rule, who, level, entry.counters.state(who, now), now, isRefusing});
}

void LimitBook::add(const std::shared_ptr<const LimitRule>& rule, LimitEntry& entry, const usage::ExchangeRecord& record, double usdCny)
{
    const WallTime now = this->now();
    visitUses(*rule, record, usdCny, [&](const std::string& who, std::int64_t amount) {
        entry.counters.add(who, amount, record.startedAt, now);
        noteUse(rule, entry, who);
    });
}

void LimitBook::keepForLate(const std::string& exchange, std::vector<limits::LimitHold> holds) { m_late.insert_or_assign(exchange, Late{now(), std::move(holds)}); }

void LimitBook::dropBefore(WallTime time)
{
    std::vector<std::string> overdue;
    for (const auto& [exchange, late] : m_late)
        if (late.since < time)
            overdue.push_back(exchange);
    for (const std::string& exchange : overdue) {
        m_late.erase(exchange);
        if (m_overdue)
            m_overdue(exchange);
    }
    if (!overdue.empty())
        changed();
}

void LimitBook::addLate(const usage::ExchangeRecord& record, double usdCny)
{
    m_late.erase(record.id);
    for (const auto& rule : m_rules)
        if (rule->kind() == LimitKind::Tokens || rule->kind() == LimitKind::Cost)
            if (const auto entry = entryOf(*rule))
                add(rule, *entry, record, usdCny);
    changed();
}

void LimitBook::countEnded(const usage::ExchangeRecord& record, double usdCny, const std::vector<std::shared_ptr<LimitEntry>>& held)
{
    for (const auto& rule : m_rules) {
        const auto entry = entryOf(*rule);
        if (entry && record.startedAt < entry->since && !hasEnded(record, entry->since) && std::ranges::find(held, entry) == held.end())
            add(rule, *entry, record, usdCny);
    }
    changed();
}

ModelUses& LimitBook::usesOf(std::string_view provider, std::string_view model)
{
    if (m_models.size() >= kMostModels) // names that clients made up
        m_models.clear();
    return m_models[keyOf(provider, model)];
}

const ModelUses* LimitBook::knownUsesOf(std::string_view provider, std::string_view model) const
{
    const auto found = m_models.find(keyOf(provider, model));
    return found == m_models.end() ? nullptr : &found->second;
}

bool hasEnded(const usage::ExchangeRecord& record, WallTime at) { return std::chrono::floor<Milliseconds>(record.startedAt) + record.duration < at; } // as the ledger has it

std::string_view programOf(const usage::ExchangeRecord& record)
{
    const std::string_view name = record.processName();
    const std::size_t folder = record.project().empty() || !name.ends_with(')') ? std::string_view::npos : name.rfind(" (");
    return name.substr(0, folder);
}

LimitedCaller callerOf(const usage::ExchangeRecord& record)
{
    return {record.consumer, record.route, programOf(record), record.project(), record.session, record.agent, !record.shadowOf.empty()};
}

void visitUses(const LimitRule& rule, const usage::ExchangeRecord& record, double usdCny, const std::function<void(std::string who, std::int64_t amount)>& visit)
{
    const LimitedCaller caller = callerOf(record);
    if (record.decisions.isUncounted || !rule.covers(caller))
        return;
    // The target that a limit sends requests to is outside of it, except for its cost.
    const bool wentElsewhere = record.limitAction == usage::LimitAction::Redirected && record.limit == rule.name() && rule.kind() != LimitKind::Cost;
    const auto covers = [&](const LimitedTarget& target) {
        return rule.covers(target) && !(wentElsewhere && keyOf(target.provider, target.model) == rule.settings().onExceeded.to);
    };
    switch (rule.kind()) {
    case LimitKind::Concurrent: return;
    case LimitKind::Requests:
        if (!rule.isOfTarget()) {
            if (!record.attempts.empty() && !wentElsewhere)
                visit(rule.who(caller, {}), 1);
            return;
        }
        for (const usage::AttemptRecord& attempt : record.attempts)
            if (covers(targetOf(attempt)))
                visit(rule.who(caller, targetOf(attempt)), 1);
        return;
    case LimitKind::Tokens:
    case LimitKind::Cost: break;
    }
    usage::visitCharges(record, [&](const usage::Served& served, const protocol::TokenUsage& tokens, const usage::Paid& paid) {
        const LimitedTarget target{served.provider, served.model, served.key};
        if (!covers(target))
            return;
        const std::int64_t amount = rule.kind() == LimitKind::Tokens ? rule.count(tokens) : paid.cost ? rule.count(*paid.cost, usdCny) : 0;
        if (amount > 0)
            visit(rule.who(caller, target), amount);
    });
}

LimitUseSum::LimitUseSum(LimitRules rules, double usdCny)
    : m_usdCny(usdCny)
{
    for (auto& rule : rules) {
        // In the slots of a sliding window, as far as they are whole seconds.
        const std::int64_t length_s = rule->period() && !rule->period()->isCalendar ? rule->period()->length().count() : 0;
        const std::int64_t slot_s = length_s > 0 && length_s % kSlots == 0 ? length_s / kSlots : 1;
        m_sums.push_back({std::move(rule), {}, slot_s});
    }
}

void LimitUseSum::add(const usage::ExchangeRecord& record)
{
    const std::int64_t time = std::chrono::floor<std::chrono::seconds>(record.startedAt).time_since_epoch().count();
    for (Sum& sum : m_sums) {
        const std::int64_t slot = time / sum.slot_s * sum.slot_s;
        visitUses(*sum.rule, record, m_usdCny, [&](std::string who, std::int64_t amount) { sum.uses[{std::move(who), slot}] += amount; });
    }
}

std::vector<LimitUse> LimitUseSum::take()
{
    std::vector<LimitUse> uses;
    for (Sum& sum : m_sums)
        for (auto& [where, amount] : std::exchange(sum.uses, {}))
            uses.push_back({sum.rule->name(), where.first, WallTime{std::chrono::seconds{where.second}}, amount});
    return uses;
}

} // namespace gateway::policy
