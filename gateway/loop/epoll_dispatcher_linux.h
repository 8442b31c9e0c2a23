#pragma once

#include "loop_scheduler.h"
#include "step_meter_linux.h"

#include <QAbstractEventDispatcher>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <set>
#include <sys/epoll.h>
#include <unordered_map>
#include <utility>
#include <vector>

namespace gateway {

/// An event dispatcher on epoll for one thread with many descriptors. The cost of a wake-up does not grow with the
/// number of sockets, and an idle thread sleeps without a timeout.
///
/// Linux only; other systems keep Qt's own dispatcher. Pass it to the thread with `QThread::setEventDispatcher()`
/// before `start()`: the thread owns it from then on. Every function is for that thread, except `wakeUp()` and
/// `interrupt()`, which any thread may call.
///
/// Timers have a resolution of 1 ms and never fire early. `VeryCoarseTimer`s fire on whole seconds, so that they share
/// a wake-up.
class EpollDispatcher final : public QAbstractEventDispatcher {
public:
    /// Opens its two descriptors; ends the program if the system has none left, since a thread without a dispatcher
    /// cannot report anything.
    explicit EpollDispatcher(QObject* parent = nullptr);
    ~EpollDispatcher() override;

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;

    void registerSocketNotifier(QSocketNotifier* notifier) override;
    void unregisterSocketNotifier(QSocketNotifier* notifier) override;

    void registerTimer(int id, qint64 interval_ms, Qt::TimerType type, QObject* object) override;
    bool unregisterTimer(int id) override;
    bool unregisterTimers(QObject* object) override;
    QList<TimerInfo> registeredTimers(QObject* object) const override;
    /// Milliseconds, 0 if due; -1 if there is no such timer.
    int remainingTime(int id) override;

    void wakeUp() override;
    void interrupt() override;

    LoopScheduler& scheduler() { return m_scheduler; }

private:
    using Clock = std::chrono::steady_clock;
    using Events = std::array<epoll_event, 256>;

    /// The events wanted for one descriptor, and those last registered with the kernel.
    struct Descriptor {
        std::array<QSocketNotifier*, 3> notifiers{}; // by QSocketNotifier::Type
        std::uint32_t applied = 0;                   // the kernel's mask; 0: not registered
        std::uint32_t generation = 0;                // distinguishes a reused number from its predecessor
        bool changed = false;                        // listed in m_changed
    };

    struct Timer {
        std::chrono::milliseconds interval;
        Clock::time_point due;
        Qt::TimerType type;
        QObject* object;
        std::uint64_t serial; // distinguishes a reused id from its predecessor
        bool delivering;      // must not be delivered again from a nested loop
    };

    Descriptor* find(int fd);
    void noteChange(int fd);
    void applyChanges();
    int waitTime_ms(QEventLoop::ProcessEventsFlags flags) const;
    int waitForWakeOnly(int timeout_ms);
    bool deliverReady(const Events& events, int count);
    void deliverSocket(std::uint64_t tag, std::uint32_t events);
    bool deliverTimers();
    bool continueSome();
    void schedule(int id, Timer& timer, Clock::time_point due);
    void drainWakeDescriptor();

    int m_epoll = -1;
    int m_wake = -1;
    std::vector<Descriptor> m_descriptors; // indexed by descriptor number
    std::vector<int> m_changed;
    std::unordered_map<int, Timer> m_timers;
    std::set<std::pair<Clock::time_point, int>> m_due;
    std::uint64_t m_timerSerial = 0;
    LoopScheduler m_scheduler;
    StepMeter m_steps;
    bool m_wokenHere = false;             // by this thread, since the pass began
    std::atomic<bool> m_signalled{false}; // by another thread, not yet read from m_wake
    std::atomic<bool> m_interrupted{false};
};

} // namespace gateway
