#include "cost_watch.h"

#include <QPointer>

#include <algorithm>
#include <utility>

namespace gateway::evaluation {

CostWatch::CostWatch(const Parts& parts, std::function<void(Error)> onError, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_onError(std::move(onError))
{
}

void CostWatch::add(const std::string& exchange, std::int64_t reserved, bool isRecorded, CostKnown known, Milliseconds patience)
{
    const auto [entry, isNew] = m_watched.try_emplace(exchange, Watched{reserved, m_parts.clock.now() + patience, isRecorded, true, std::move(known)});
    if (!isNew) {
        m_parts.spending.release(reserved); // one exchange costs once
        return;
    }
    m_order.push_back(exchange);
    ++m_waitedFor;
    schedule();
}

void CostWatch::schedule()
{
    if (m_isScheduled || m_waitedFor == 0)
        return;
    m_isScheduled = true;
    m_parts.timers.call(kEvery, *this, [this] {
        m_isScheduled = false;
        ask();
    });
}

void CostWatch::ask()
{
    std::vector<std::string> asked;
    for (std::size_t left = std::min(kMostAtOnce, m_order.size()); left > 0; --left) {
        asked.push_back(m_order.front());
        m_order.push_back(std::move(m_order.front())); // unknown ones come up again after the others
        m_order.pop_front();
    }
    m_parts.source.costsOf(asked, [self = QPointer(this)](const std::vector<ExchangeCost>& costs) {
        if (self)
            self->take(costs);
    });
}

void CostWatch::take(const std::vector<ExchangeCost>& costs)
{
    const QPointer self(this);
    for (const ExchangeCost& cost : costs)
        if (cost.state != ExchangeCost::State::NotYet && self)
            book(cost);
    if (!self)
        return;
    std::erase_if(m_order, [this](const std::string& exchange) { return !m_watched.contains(exchange); });
    giveUp();
    schedule();
    Q_EMIT changed();
}

void CostWatch::book(const ExchangeCost& cost)
{
    const auto found = m_watched.find(cost.exchange);
    if (found == m_watched.end())
        return;
    const Watched watched = std::move(found->second);
    m_watched.erase(found);
    m_waitedFor -= watched.isWaitedFor ? 1U : 0U;
    const bool isKnown = cost.state == ExchangeCost::State::Known;
    const auto amount = isKnown ? m_parts.pricing.inCurrency(cost.cost) : std::nullopt;
    m_parts.spending.settle(watched.reserved, amount ? amount->pico : 0);
    if (watched.isRecorded)
        if (auto stored = m_parts.store.setCost(cost.exchange, isKnown ? std::optional(cost.cost) : std::nullopt); !stored)
            m_onError(stored.error());
    if (watched.known)
        watched.known(cost);
}

void CostWatch::giveUp()
{
    std::vector<std::pair<std::string, CostKnown>> late;
    for (auto& [exchange, watched] : m_watched) {
        if (!watched.isWaitedFor || m_parts.clock.now() < watched.until)
            continue;
        watched.isWaitedFor = false;
        --m_waitedFor;
        if (watched.known)
            late.emplace_back(exchange, std::exchange(watched.known, nullptr));
    }
    forgetOldest();
    for (const auto& [exchange, known] : late)
        known({exchange, ExchangeCost::State::NotYet, {}});
}

void CostWatch::forgetOldest()
{
    const std::size_t unknown = m_watched.size() - m_waitedFor;
    if (unknown <= kMostUnknown)
        return;
    std::vector<std::string> unwaited; // ids begin with their time
    for (const auto& [exchange, watched] : m_watched)
        if (!watched.isWaitedFor && unwaited.size() < unknown - kMostUnknown)
            unwaited.push_back(exchange);
    for (const std::string& exchange : unwaited)
        m_watched.erase(exchange);
    std::erase_if(m_order, [this](const std::string& exchange) { return !m_watched.contains(exchange); });
}

} // namespace gateway::evaluation
