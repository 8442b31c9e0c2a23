#include "soon.h"

#include <QTimerEvent>

#include <utility>

namespace gateway {

namespace {

/// Shorter than anybody sees.
constexpr int kLater_ms = 1;

} // namespace

void SoonEntry::unlink()
{
    if (Soon* const queue = std::exchange(m_queue, nullptr))
        queue->m_entries[m_place] = nullptr;
}

Soon::~Soon()
{
    for (SoonEntry* const entry : m_entries)
        if (entry)
            entry->m_queue = nullptr;
}

void Soon::add(SoonEntry& entry)
{
    if (entry.isLinked())
        return;
    entry.m_queue = this;
    entry.m_place = m_entries.size();
    m_entries.push_back(&entry);
    if (!m_timer.isActive())
        m_timer.start(kLater_ms, Qt::PreciseTimer, this);
}

void Soon::run()
{
    // By its place: each may add others, which go along, take some out, or call this.
    for (std::size_t i = 0; i < m_entries.size(); ++i)
        if (SoonEntry* const entry = std::exchange(m_entries[i], nullptr)) {
            entry->m_queue = nullptr;
            entry->soon();
        }
    m_entries.clear();
    m_timer.stop();
}

void Soon::timerEvent(QTimerEvent* event)
{
    if (event->timerId() == m_timer.timerId())
        run();
}

} // namespace gateway
