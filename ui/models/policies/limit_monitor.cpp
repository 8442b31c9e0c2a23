#include "limit_monitor.h"

#include <QPointer>

#include <algorithm>
#include <chrono>

namespace ui::models {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kShortestWait{1000};
constexpr std::chrono::hours kLongestWait{1}; // the clock may be set, and the machine may sleep
constexpr milliseconds kAfterReset{50}; // the counter is free at that time, not before

} // namespace

LimitMonitor::LimitMonitor(const Access& access, const gateway::Clock& clock, QObject* parent) : QObject(parent), m_access(access), m_clock(clock)
{
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &LimitMonitor::ask);
    connect(&access.news(), &GatewayNews::settingsChanged, this, &LimitMonitor::settle);
    connect(&access.news(), &GatewayNews::limitsChanged, this, &LimitMonitor::ask);
    settle();
}

void LimitMonitor::setWatched(bool isWatched)
{
    m_isWatched = isWatched;
    if (isWatched) return ask();
    m_next.stop();
    ++m_asked;
}

const LimitState* LimitMonitor::state(const std::string& name) const
{
    const auto found = std::ranges::find(m_states, name, &LimitState::name);
    return found == m_states.end() ? nullptr : &*found;
}

void LimitMonitor::ask()
{
    m_next.stop();
    if (!m_isWatched || std::ranges::none_of(m_states, [](const LimitState& state) { return state.settings().enabled; })) return;
    m_access.limitCounts().limits([guard = QPointer(this), mine = ++m_asked](std::vector<gateway::policy::LimitReport> reports) {
        if (guard && guard->m_asked == mine) guard->take(std::move(reports));
    });
}

void LimitMonitor::take(std::vector<gateway::policy::LimitReport> reports)
{
    m_reports = std::move(reports);
    settle();
    awaitReset();
}

/// The gateway tells separately when new settings are in force.
void LimitMonitor::settle()
{
    m_states = limitStates(m_access.configuration().settings(), m_reports, m_clock.wallNow());
    Q_EMIT changed();
}

void LimitMonitor::awaitReset()
{
    std::optional<gateway::WallTime> soonest;
    for (const auto& report : m_reports) {
        const auto& amount = report.rule->amount();
        if (amount.raisedUntil > m_clock.wallNow()) soonest = soonest ? std::min(*soonest, amount.raisedUntil) : amount.raisedUntil;
        for (const auto& counter : report.counters)
            if (const auto at = counter.state.resetsAt) soonest = soonest ? std::min(*soonest, *at) : *at;
    }
    if (!m_isWatched || !soonest) return;
    const auto left = std::chrono::duration_cast<milliseconds>(*soonest - m_clock.wallNow()) + kAfterReset;
    m_next.start(std::clamp<milliseconds>(left, kShortestWait, kLongestWait));
}

} // namespace ui::models
