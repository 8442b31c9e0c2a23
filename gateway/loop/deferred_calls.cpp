#include "deferred_calls.h"

#include <QTimerEvent>

#include <utility>

namespace gateway {

namespace {

/// Too short to be noticed.
constexpr int kLater_ms = 1;

} // namespace

void DeferredCall::unlink()
{
    if (DeferredCalls* const queue = std::exchange(m_queue, nullptr))
        queue->m_entries[m_place] = nullptr;
}

DeferredCalls::~DeferredCalls()
{
    for (DeferredCall* const entry : m_entries)
        if (entry)
            entry->m_queue = nullptr;
}

void DeferredCalls::add(DeferredCall& entry)
{
    if (entry.isLinked())
        return;
    entry.m_queue = this;
    entry.m_place = m_entries.size();
    m_entries.push_back(&entry);
    if (!m_timer.isActive())
        m_timer.start(kLater_ms, Qt::PreciseTimer, this);
}

void DeferredCalls::run()
{
    // By index: each call may add others, which also run, remove some, or call this.
    for (std::size_t i = 0; i < m_entries.size(); ++i)
        if (DeferredCall* const entry = std::exchange(m_entries[i], nullptr)) {
            entry->m_queue = nullptr;
            entry->runDeferred();
        }
    m_entries.clear();
    m_timer.stop();
}

void DeferredCalls::timerEvent(QTimerEvent* event)
{
    if (event->timerId() == m_timer.timerId())
        run();
}

} // namespace gateway
