#pragma once

#include "gateway/core/clock.h"

#include <QBasicTimer>
#include <QObject>

#include <array>
#include <chrono>
#include <cstdint>

namespace gateway {

class TimerWheel;

/// Something with a time limit. In at most one wheel, once; its destructor removes it. Gateway thread.
class TimerEntry {
public:
    TimerEntry() = default;
    TimerEntry(const TimerEntry&) = delete;
    TimerEntry& operator=(const TimerEntry&) = delete;
    virtual ~TimerEntry() { unlink(); }

    void unlink();
    bool isLinked() const { return m_wheel != nullptr; }

protected:
    /// Called once the limit has passed, after removal from the wheel.
    virtual void expired() = 0;

private:
    friend class TimerWheel;
    TimerEntry* m_next = nullptr;
    TimerEntry* m_previous = nullptr;
    TimerWheel* m_wheel = nullptr;
    std::uint64_t m_dueTick = 0;
};

/// One coarse timer for everything on the gateway thread: time limits of connections, attempts and idle streams.
/// Resolution 64 ms: an entry expires up to that much late, never early. There are no wake-ups while it is empty.
class TimerWheel final : public QObject {
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds kTick{64};

    explicit TimerWheel(QObject* parent = nullptr);
    ~TimerWheel() override;

    /// Adds `entry`, or moves it if it is in the wheel already. A negative limit counts as zero.
    void add(TimerEntry& entry, Milliseconds limit);
    /// The same with an absolute time; one in the past counts as now.
    void addUntil(TimerEntry& entry, TimePoint due);
    bool isEmpty() const { return m_count == 0; }

protected:
    void timerEvent(QTimerEvent* event) override;

private:
    friend class TimerEntry;
    static constexpr std::size_t kSlots = 512;

    std::uint64_t tickOf(TimePoint time) const;
    void remove(TimerEntry& entry);
    void arm();
    void expireSlot(std::size_t slot, std::uint64_t tick);
    std::uint64_t nextUsedTick() const;

    std::array<TimerEntry*, kSlots> m_slots{};
    std::array<std::uint64_t, kSlots / 64> m_used{};
    std::size_t m_count = 0;
    TimePoint m_epoch;
    std::uint64_t m_current = 0; // the last expired tick
    std::uint64_t m_armedFor = 0;
    QBasicTimer m_timer;
};

} // namespace gateway
