#include "past_limit.h"

#include <algorithm>
#include <utility>

namespace gateway::policy {

PastLimit::PastLimit(std::shared_ptr<const LimitRule> rule, WallTime since, double usdCny)
    : m_entry(*rule, since)
    , m_check{std::move(rule)}
    , m_usdCny(usdCny)
{
}

void PastLimit::add(const usage::ExchangeRecord& record)
{
    if (!m_check.firstAt)
        m_check.firstAt = record.startedAt;
    const LimitRule& rule = *m_check.rule;
    if (record.limit == rule.name() && record.limitAction != usage::LimitAction::None) { // it was already in force
        ++m_check.requests;
        ++m_check.refused;
        return;
    }
    if (rule.kind() == config::LimitKind::Concurrent) {
        addInFlight(record);
        return;
    }
    std::map<std::string, std::int64_t> uses;
    visitUses(rule, record, m_usdCny, [&uses](const std::string& who, std::int64_t amount) { uses[who] += amount; });
    if (uses.empty())
        return;
    ++m_check.requests;
    const bool isRefused = std::ranges::any_of(uses, [&](const auto& use) { return m_entry.counters.refusal(use.first, use.second, record.startedAt).has_value(); });
    if (isRefused) {
        ++m_check.refused;
        return;
    }
    for (const auto& [who, amount] : uses)
        m_entry.counters.add(who, amount, record.startedAt, record.startedAt);
}

void PastLimit::addInFlight(const usage::ExchangeRecord& record)
{
    const LimitRule& rule = *m_check.rule;
    const LimitedCaller caller = callerOf(record);
    const LimitedTarget target = record.attempts.empty()
        ? LimitedTarget()
        : LimitedTarget{record.attempts.front().provider, record.attempts.front().model, record.attempts.front().key};
    if (record.attempts.empty() || !rule.covers(caller) || !rule.covers(target))
        return;
    ++m_check.requests;
    auto& ends = m_ends[rule.who(caller, target)];
    while (!ends.empty() && ends.top() <= record.startedAt)
        ends.pop();
    if (static_cast<std::int64_t>(ends.size()) >= rule.amount().at(record.startedAt))
        ++m_check.refused;
    else
        ends.push(record.startedAt + record.duration);
}

} // namespace gateway::policy
