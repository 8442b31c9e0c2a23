#include "budget_book.h"

#include "gateway/usage/budgets/budget_reader.h"
#include "ui/models/gateway_parts.h"
#include "ui/words/sentence_words.h"

#include <QFileInfo>

#include <algorithm>

namespace ui::models {

using gateway::Result;
using gateway::config::BudgetSettings;
using gateway::usage::AskThread;
using gateway::usage::budgetSpan;
using gateway::usage::budgetState;

namespace {

constexpr std::chrono::hours kLongestWait{1}; // the clock may be set, and the machine may sleep

/// The states without any recorded usage.
BudgetBook::States untouched(const std::vector<BudgetSettings>& budgets, const gateway::config::ExchangeRate& rate, gateway::WallTime now)
{
    BudgetBook::States states;
    states.reserve(budgets.size());
    for (const BudgetSettings& budget : budgets) states.push_back(budgetState(budget, budgetSpan(budget.period, now), {}, rate));
    return states;
}

} // namespace

BudgetBook::BudgetBook(const Access& access, const gateway::Clock& clock, QObject* parent, std::chrono::milliseconds pause)
    : QObject(parent), m_access(access), m_clock(clock)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pause);
    m_periodEnd.setSingleShot(true);
    for (QTimer* timer : {&m_pause, &m_periodEnd}) connect(timer, &QTimer::timeout, this, &BudgetBook::read);
    connect(&access.news(), &GatewayNews::settingsChanged, this, &BudgetBook::read);
    connect(&access.news(), &GatewayNews::pricesChanged, this, &BudgetBook::read);
    connect(&access.news(), &GatewayNews::statusChanged, this, [this] {
        if (m_lacksLedger && !m_access.requests().usageFile().isEmpty()) read();
    });
    connect(&access.news(), &GatewayNews::live, this, [this](const gateway::usage::LiveSnapshot& snapshot) {
        if (m_isWatched && !(snapshot.finished.empty() && snapshot.late.empty()) && !m_pause.isActive() && !m_access.configuration().settings().usage.budgets.empty()) m_pause.start();
    });
}

BudgetBook::~BudgetBook() = default;

std::optional<gateway::config::Issue> BudgetBook::oddity(const gateway::config::BudgetSettings& budget) const
{
    const auto& all = m_access.configuration().settings().usage.budgets;
    const auto place = std::ranges::find(all, budget) - all.begin();
    std::vector<gateway::config::Issue> odd = words::SentenceWords::oddities(m_access.control().status(), "usage.budgets[" + std::to_string(place) + ']');
    return odd.empty() ? std::nullopt : std::optional(std::move(odd.front()));
}

void BudgetBook::setWatched(bool isWatched)
{
    m_isWatched = isWatched;
    if (isWatched) return read();
    m_pause.stop();
    m_periodEnd.stop();
}

void BudgetBook::read()
{
    if (!m_isWatched) return; // it reads again when watched
    if (m_thread) m_thread->forget(); // discards the previous query
    m_pause.stop();
    const auto& budgets = m_access.configuration().settings().usage.budgets;
    const QString file = m_access.requests().usageFile();
    m_lacksLedger = file.isEmpty();
    if (budgets.empty() || m_lacksLedger) return take(States());
    if (!QFileInfo::exists(file)) return take(untouched(budgets, m_access.providers().exchangeRate(), m_clock.wallNow()));
    if (!m_thread) m_thread = std::make_unique<AskThread>(QStringLiteral("budgets"));
    m_isReading = true;
    m_thread->ask<States>(
        [file, budgets, rate = m_access.providers().exchangeRate(), now = m_clock.wallNow()](const AskThread::Stop&) { return gateway::usage::readBudgets(file, budgets, rate, now); },
        this, [this](Result<States> states) { take(std::move(states)); });
}

void BudgetBook::take(Result<States> states)
{
    m_isReading = false;
    const bool isNothing = states && states->empty() && m_states.empty() && m_problem.isEmpty();
    m_problem = states ? QString() : words::SentenceWords::of(states.error());
    if (states) m_states = std::move(*states); // otherwise the previous states are the latest known
    awaitPeriodEnd();
    if (!isNothing) Q_EMIT changed();
}

void BudgetBook::awaitPeriodEnd()
{
    m_periodEnd.stop();
    if (!m_isWatched || m_states.empty()) return;
    const auto soonest = std::ranges::min_element(m_states, {}, [](const auto& state) { return state.span.to; })->span.to;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(soonest - m_clock.wallNow());
    m_periodEnd.start(std::clamp<std::chrono::milliseconds>(left, kPause, kLongestWait));
}

} // namespace ui::models
