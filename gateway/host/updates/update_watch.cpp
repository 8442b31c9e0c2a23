#include "update_watch.h"

#include "gateway/host/machine/in_worker.h"

namespace gateway::host {

UpdateWatch::UpdateWatch(Look look, Milliseconds first, Milliseconds between, QObject* parent)
    : QObject(parent), m_look(std::move(look)), m_isOver(std::make_shared<std::atomic<bool>>(false)), m_first(first)
{
    m_next.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_next, &QTimer::timeout, this, [this, between] {
        m_next.setInterval(between);
        if (!m_isLooking) m_wasAsked = false;
        begin();
    });
}

UpdateWatch::~UpdateWatch() { *m_isOver = true; }

void UpdateWatch::look()
{
    m_wasAsked = true;
    begin();
}

void UpdateWatch::begin()
{
    if (std::exchange(m_isLooking, true)) return;
    Q_EMIT changed();
    inWorker<UpdateFinding>(
        this, [look = m_look, isOver = m_isOver] { return look(*isOver); },
        [this](UpdateFinding finding) {
            m_isLooking = false;
            m_finding = std::move(finding);
            m_finding.at = SystemClock().wallNow();
            Q_EMIT changed();
        });
}

void UpdateWatch::setDaily(bool isDaily)
{
    if (isDaily == m_next.isActive()) return;
    isDaily ? m_next.start(m_first) : m_next.stop();
}

} // namespace gateway::host
