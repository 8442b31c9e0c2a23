#include "epoll_dispatcher_linux.h"

#include "event_dispatcher.h"

#include <QCoreApplication>
#include <QSocketNotifier>
#include <QThread>

#include <algorithm>
#include <cerrno>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace gateway {

namespace {

constexpr std::uint64_t kWakeTag = ~std::uint64_t{0};

// Errors and hang-ups reach every notifier, as in Qt's own dispatcher: epoll always reports them, and if unhandled they
// would cause wake-ups for ever. Exception also gets the peer's end of stream, which Read finds after the data before
// it.
constexpr std::array<std::uint32_t, 3> kHeardBy{
    EPOLLIN | EPOLLHUP | EPOLLERR,
    EPOLLOUT | EPOLLHUP | EPOLLERR,
    EPOLLPRI | EPOLLRDHUP | EPOLLHUP | EPOLLERR,
};
constexpr std::array<std::uint32_t, 3> kAskedBy{EPOLLIN, EPOLLOUT, EPOLLPRI | EPOLLRDHUP};

std::uint64_t tagOf(int fd, std::uint32_t generation)
{
    return (std::uint64_t{generation} << 32) | static_cast<std::uint32_t>(fd);
}

} // namespace

EpollDispatcher::EpollDispatcher(QObject* parent)
    : QAbstractEventDispatcher(parent)
    , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
    , m_wake(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
{
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = kWakeTag;
    if (m_epoll < 0 || m_wake < 0 || ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_wake, &event) != 0)
        qFatal("No file descriptors left for an event dispatcher");
}

EpollDispatcher::~EpollDispatcher()
{
    ::close(m_wake);
    ::close(m_epoll);
}

bool EpollDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    m_interrupted = false;
    m_wokenHere = false;
    Q_EMIT awake();
    m_steps.begin();
    QCoreApplication::sendPostedEvents();
    m_steps.end("posted events");
    if (m_interrupted)
        return true;

    applyChanges();
    const bool hearsSockets = !flags.testFlag(QEventLoop::ExcludeSocketNotifiers);
    int timeout_ms = waitTime_ms(flags);
    const bool sleeps = timeout_ms != 0;
    if (sleeps) {
        const std::uint64_t timers = m_timerSerial;
        Q_EMIT aboutToBlock();
        if (m_wokenHere || m_interrupted || m_timerSerial != timers) // a slot has posted an event or started a timer
            timeout_ms = waitTime_ms(flags);
        applyChanges(); // ... or toggled a notifier
    }

    bool delivered = false;
    if (!hearsSockets) {
        delivered = waitForWakeOnly(timeout_ms) > 0;
    } else {
        Events events; // NOLINT(cppcoreguidelines-pro-type-member-init): filled by the system
        const int count = ::epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), timeout_ms);
        delivered = deliverReady(events, count);
    }
    if (sleeps)
        Q_EMIT awake();
    const bool hadTimers = deliverTimers();
    const bool hadMore = hearsSockets && continueSome();
    return delivered || hadTimers || hadMore;
}

bool EpollDispatcher::continueSome()
{
    if (!m_scheduler.hasContinuations())
        return false;
    const Clock::time_point until = Clock::now() + LoopScheduler::kMostContinued;
    m_steps.begin();
    const bool any = m_scheduler.continueSome([this, until] {
        m_steps.end("continued reading");
        m_steps.begin();
        return Clock::now() < until;
    });
    m_steps.drop();
    return any;
}

EpollDispatcher::Descriptor* EpollDispatcher::find(int fd)
{
    const auto index = static_cast<std::size_t>(fd);
    return fd >= 0 && index < m_descriptors.size() ? &m_descriptors[index] : nullptr;
}

void EpollDispatcher::noteChange(int fd)
{
    Descriptor& descriptor = m_descriptors[static_cast<std::size_t>(fd)];
    if (!std::exchange(descriptor.changed, true))
        m_changed.push_back(fd);
}

void EpollDispatcher::registerSocketNotifier(QSocketNotifier* notifier)
{
    Q_ASSERT(notifier->thread() == thread());
    const int fd = static_cast<int>(notifier->socket());
    if (static_cast<std::size_t>(fd) >= m_descriptors.size())
        m_descriptors.resize(static_cast<std::size_t>(fd) + 64);
    m_descriptors[static_cast<std::size_t>(fd)].notifiers[notifier->type()] = notifier;
    noteChange(fd);
}

void EpollDispatcher::unregisterSocketNotifier(QSocketNotifier* notifier)
{
    const int fd = static_cast<int>(notifier->socket());
    Descriptor* descriptor = find(fd);
    if (!descriptor || descriptor->notifiers[notifier->type()] != notifier)
        return;
    descriptor->notifiers[notifier->type()] = nullptr;
    const bool inUse = std::any_of(descriptor->notifiers.begin(), descriptor->notifiers.end(),
                                   [](const QSocketNotifier* n) { return n != nullptr; });
    if (inUse) {
        noteChange(fd); // Qt toggles the write notifier very often: applied later, usually not at all
        return;
    }
    // The last one is removed at once: its number may be closed and reused before the next wait, and must not be
    // registered with the kernel then.
    if (descriptor->applied != 0) {
        epoll_event unused{};
        ::epoll_ctl(m_epoll, EPOLL_CTL_DEL, fd, &unused);
        descriptor->applied = 0;
    }
    ++descriptor->generation;
}

void EpollDispatcher::applyChanges()
{
    for (const int fd : m_changed) {
        Descriptor& descriptor = m_descriptors[static_cast<std::size_t>(fd)];
        descriptor.changed = false;
        std::uint32_t wanted = 0;
        for (std::size_t type = 0; type < kAskedBy.size(); ++type)
            wanted |= descriptor.notifiers[type] ? kAskedBy[type] : 0U;
        if (wanted == descriptor.applied)
            continue;
        epoll_event event{};
        event.events = wanted;
        event.data.u64 = tagOf(fd, descriptor.generation);
        const int operation = descriptor.applied != 0 ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
        int failed = ::epoll_ctl(m_epoll, operation, fd, &event);
        if (failed != 0 && errno == ENOENT) // closed by others, then reused
            failed = ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, fd, &event);
        if (failed != 0)
            qWarning("epoll rejected descriptor %d: errno %d", fd, errno);
        descriptor.applied = failed != 0 ? 0 : wanted;
    }
    m_changed.clear();
}

bool EpollDispatcher::deliverReady(const Events& events, int count)
{
    if (count <= 0)
        return false;
    for (int i = 0; i < count; ++i) {
        const epoll_event& event = events[static_cast<std::size_t>(i)];
        if (event.data.u64 == kWakeTag)
            drainWakeDescriptor();
        else
            deliverSocket(event.data.u64, event.events);
    }
    return true;
}

void EpollDispatcher::deliverSocket(std::uint64_t tag, std::uint32_t events)
{
    const int fd = static_cast<int>(static_cast<std::uint32_t>(tag));
    const auto generation = static_cast<std::uint32_t>(tag >> 32);
    for (std::size_t type = 0; type < kHeardBy.size(); ++type) {
        // Looked up afresh each time: a handler may close this descriptor, open
        // another under the same number, or make the table grow.
        const Descriptor* descriptor = find(fd);
        if (!descriptor || descriptor->generation != generation)
            break;
        if (!descriptor->notifiers[type] || !(events & kHeardBy[type]))
            continue;
        QEvent activation(QEvent::SockAct);
        m_steps.begin();
        QCoreApplication::sendEvent(descriptor->notifiers[type], &activation);
        m_steps.end("socket");
    }
}

int EpollDispatcher::waitForWakeOnly(int timeout_ms)
{
    pollfd wake{m_wake, POLLIN, 0};
    const int count = ::poll(&wake, 1, timeout_ms);
    if (count > 0)
        drainWakeDescriptor();
    return count;
}

void EpollDispatcher::schedule(int id, Timer& timer, Clock::time_point due)
{
    if (timer.type == Qt::VeryCoarseTimer)
        due = std::chrono::ceil<std::chrono::seconds>(due);
    timer.due = due;
    m_due.emplace(due, id);
}

void EpollDispatcher::registerTimer(int id, qint64 interval_ms, Qt::TimerType type, QObject* object)
{
    const std::chrono::milliseconds interval{interval_ms};
    Timer& timer = m_timers[id];
    timer = {interval, {}, type, object, ++m_timerSerial, false};
    schedule(id, timer, Clock::now() + interval);
}

bool EpollDispatcher::unregisterTimer(int id)
{
    const auto found = m_timers.find(id);
    if (found == m_timers.end())
        return false;
    m_due.erase({found->second.due, id});
    m_timers.erase(found);
    return true;
}

bool EpollDispatcher::unregisterTimers(QObject* object)
{
    return std::erase_if(m_timers, [&](const auto& entry) {
        if (entry.second.object != object)
            return false;
        m_due.erase({entry.second.due, entry.first});
        return true;
    }) > 0;
}

QList<QAbstractEventDispatcher::TimerInfo> EpollDispatcher::registeredTimers(QObject* object) const
{
    QList<TimerInfo> list;
    for (const auto& [id, timer] : m_timers)
        if (timer.object == object)
            list.append({id, static_cast<int>(timer.interval.count()), timer.type});
    return list;
}

int EpollDispatcher::remainingTime(int id)
{
    const auto found = m_timers.find(id);
    if (found == m_timers.end())
        return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(found->second.due - Clock::now());
    return static_cast<int>(std::max<std::chrono::milliseconds::rep>(0, left.count()));
}

bool EpollDispatcher::deliverTimers()
{
    if (m_due.empty())
        return false;
    const Clock::time_point now = Clock::now();
    bool delivered = false;
    // At most one round, so that zero timers do not delay sockets.
    for (std::size_t left = m_due.size(); left > 0 && !m_due.empty(); --left) {
        const auto [due, id] = *m_due.begin();
        if (due > now)
            break;
        m_due.erase(m_due.begin());
        Timer& timer = m_timers.at(id);
        // Keeps the interval; missed ticks are skipped.
        schedule(id, timer, due + timer.interval >= now ? due + timer.interval : now + timer.interval);
        if (std::exchange(timer.delivering, true))
            continue;
        const std::uint64_t serial = timer.serial;
        QTimerEvent event(id);
        m_steps.begin();
        QCoreApplication::sendEvent(timer.object, &event); // may unregister this timer or any other
        m_steps.end("timer");
        delivered = true;
        const auto found = m_timers.find(id);
        if (found != m_timers.end() && found->second.serial == serial)
            found->second.delivering = false;
    }
    return delivered;
}

int EpollDispatcher::waitTime_ms(QEventLoop::ProcessEventsFlags flags) const
{
    if (m_wokenHere || m_interrupted || m_scheduler.hasContinuations() || !flags.testFlag(QEventLoop::WaitForMoreEvents))
        return 0;
    if (m_due.empty())
        return -1;
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(m_due.begin()->first - Clock::now());
    return static_cast<int>(std::clamp<std::chrono::milliseconds::rep>(wait.count(), 0, 1 << 30));
}

void EpollDispatcher::wakeUp()
{
    // Two flags, because a wake-up from this thread writes nothing: a shared one would swallow a wake-up from another
    // thread that comes before the next pass.
    if (QThread::currentThread() == thread()) {
        m_wokenHere = true;
        return;
    }
    if (m_signalled.exchange(true))
        return; // still unread: the next wait returns at once
    const std::uint64_t one = 1;
    while (::write(m_wake, &one, sizeof one) < 0 && errno == EINTR) { }
}

void EpollDispatcher::interrupt()
{
    m_interrupted = true;
    wakeUp();
}

void EpollDispatcher::drainWakeDescriptor()
{
    std::uint64_t count = 0;
    while (::read(m_wake, &count, sizeof count) < 0 && errno == EINTR) { }
    m_signalled = false; // after the read; the next pass handles everything posted until now
}

QAbstractEventDispatcher* makeEventDispatcher() { return new EpollDispatcher; }

LoopScheduler* loopSchedulerOfThisThread()
{
    auto* const dispatcher = dynamic_cast<EpollDispatcher*>(QAbstractEventDispatcher::instance());
    return dispatcher ? &dispatcher->scheduler() : nullptr;
}

} // namespace gateway
