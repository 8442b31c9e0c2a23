#include "timer_wheel.h"

#include <QTimerEvent>

#include <algorithm>
#include <bit>

namespace gateway {

namespace {

constexpr std::chrono::hours kLongest{24 * 365 * 100}; // keeps "never" within the representable range

} // namespace

void TimerEntry::unlink()
{
    if (m_wheel)
        m_wheel->remove(*this);
}

TimerWheel::TimerWheel(QObject* parent) : QObject(parent), m_epoch(std::chrono::steady_clock::now()) {}

TimerWheel::~TimerWheel()
{
    for (TimerEntry*& slot : m_slots)
        while (slot)
            remove(*slot);
}

std::uint64_t TimerWheel::tickOf(TimePoint time) const
{
    return static_cast<std::uint64_t>((time - m_epoch) / kTick);
}

void TimerWheel::add(TimerEntry& entry, Milliseconds limit)
{
    addUntil(entry, std::chrono::steady_clock::now() + std::max(limit, Milliseconds{0}));
}

void TimerWheel::addUntil(TimerEntry& entry, TimePoint due)
{
    entry.unlink();
    if (due == TimePoint::max()) // never
        return;
    if (m_count == 0)
        m_current = tickOf(std::chrono::steady_clock::now());
    // One tick more than the division gives, so that it is never early.
    entry.m_dueTick = std::max(tickOf(std::clamp(due, m_epoch, m_epoch + kLongest)) + 1, m_current + 1);
    const std::size_t slot = entry.m_dueTick % kSlots;
    entry.m_previous = nullptr;
    entry.m_next = m_slots[slot];
    if (entry.m_next)
        entry.m_next->m_previous = &entry;
    m_slots[slot] = &entry;
    m_used[slot / 64] |= std::uint64_t{1} << (slot % 64);
    entry.m_wheel = this;
    ++m_count;
    if (!m_timer.isActive() || entry.m_dueTick < m_armedFor)
        arm();
}

void TimerWheel::remove(TimerEntry& entry)
{
    const std::size_t slot = entry.m_dueTick % kSlots;
    if (entry.m_previous)
        entry.m_previous->m_next = entry.m_next;
    else
        m_slots[slot] = entry.m_next;
    if (entry.m_next)
        entry.m_next->m_previous = entry.m_previous;
    if (!m_slots[slot])
        m_used[slot / 64] &= ~(std::uint64_t{1} << (slot % 64));
    entry.m_next = entry.m_previous = nullptr;
    entry.m_wheel = nullptr;
    --m_count;
    // The timer stays as it is: this costs at most one needless wake-up, not one per entry.
}

std::uint64_t TimerWheel::nextUsedTick() const
{
    const std::uint64_t first = m_current + 1;
    for (std::size_t seen = 0; seen < kSlots;) {
        const std::size_t slot = (first + seen) % kSlots;
        const std::uint64_t rest = m_used[slot / 64] >> (slot % 64);
        if (rest != 0)
            return first + seen + static_cast<std::uint64_t>(std::countr_zero(rest));
        seen += 64 - slot % 64;
    }
    return first + kSlots;
}

void TimerWheel::arm()
{
    if (m_count == 0) {
        m_timer.stop();
        return;
    }
    m_armedFor = nextUsedTick();
    const auto due = m_epoch + kTick * static_cast<std::int64_t>(m_armedFor);
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(due - std::chrono::steady_clock::now());
    m_timer.start(static_cast<int>(std::max<std::int64_t>(wait.count(), 0)), Qt::PreciseTimer, this);
}

void TimerWheel::timerEvent(QTimerEvent* event)
{
    if (event->timerId() != m_timer.timerId())
        return;
    m_timer.stop();
    const std::uint64_t now = tickOf(std::chrono::steady_clock::now());
    // After a long sleep one round over the slots reaches every entry.
    const std::uint64_t from = std::max(m_current + 1, now >= kSlots ? now - kSlots + 1 : 0);
    for (std::uint64_t tick = from; tick <= now; ++tick) {
        m_current = tick;
        expireSlot(tick % kSlots, now);
    }
    arm();
}

void TimerWheel::expireSlot(std::size_t slot, std::uint64_t tick)
{
    // Looked up afresh after each call: it may add or remove any entry.
    for (TimerEntry* entry = m_slots[slot]; entry;) {
        if (entry->m_dueTick > tick) {
            entry = entry->m_next;
            continue;
        }
        remove(*entry);
        entry->expired();
        entry = m_slots[slot];
    }
}

} // namespace gateway
