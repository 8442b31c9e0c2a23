#include "unix_signals.h"

#include <QSocketNotifier>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace app {

namespace {

constexpr std::array kSignals{SIGTERM, SIGINT, SIGHUP};

// A signal handler can only access its data through a global variable.
std::atomic<int> writeEnd{-1};
static_assert(std::atomic<int>::is_always_lock_free);

extern "C" void passOn(int number)
{
    const int saved = errno;
    const auto byte = static_cast<unsigned char>(number);
    // If the pipe is full, enough signals are waiting to be read.
    [[maybe_unused]] const auto written = ::write(writeEnd.load(), &byte, 1);
    errno = saved;
}

} // namespace

class UnixSignals::Private {
public:
    std::array<int, 2> pipe{-1, -1};
    std::array<struct sigaction, kSignals.size()> before{};
};

UnixSignals::UnixSignals(QObject* parent) : QObject(parent), d(new Private)
{
    Q_ASSERT(writeEnd.load() == -1);
    if (::pipe(d->pipe.data()) != 0)
        return; // no descriptors left: the signals keep their default effect
    for (const int end : d->pipe) {
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
        ::fcntl(end, F_SETFL, O_NONBLOCK);
    }
    writeEnd = d->pipe[1];
    auto* notifier = new QSocketNotifier(d->pipe[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        unsigned char number = 0;
        while (::read(d->pipe[0], &number, 1) == 1) {
            if (number == SIGHUP)
                Q_EMIT hangUpRequested();
            else
                Q_EMIT endRequested();
        }
    });
    struct sigaction action {};
    action.sa_handler = passOn;
    action.sa_flags = SA_RESTART;
    ::sigemptyset(&action.sa_mask);
    for (std::size_t i = 0; i < kSignals.size(); ++i)
        ::sigaction(kSignals[i], &action, &d->before[i]);
}

UnixSignals::~UnixSignals()
{
    if (d->pipe[0] < 0)
        return;
    for (std::size_t i = 0; i < kSignals.size(); ++i)
        ::sigaction(kSignals[i], &d->before[i], nullptr);
    writeEnd = -1;
    ::close(d->pipe[0]);
    ::close(d->pipe[1]);
}

} // namespace app
