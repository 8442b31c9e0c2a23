#pragma once

#include "gateway/loop/epoll_dispatcher_linux.h"

#include "catch.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QSocketNotifier>
#include <QThread>
#include <QTimer>

#include <array>
#include <atomic>
#include <fcntl.h>
#include <functional>
#include <memory>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

using gateway::EpollDispatcher;

namespace {

constexpr int kPatience_ms = 20000;

class Thread final : public QThread {
public:
    std::function<void()> body; // empty: the usual event loop

protected:
    void run() override { body ? body() : void(exec()); }
};

// Runs the body on a thread with the dispatcher while this thread waits.
void onDispatcher(std::function<void()> body)
{
    Thread thread;
    thread.body = std::move(body);
    thread.setEventDispatcher(new EpollDispatcher);
    thread.start();
    REQUIRE(thread.wait(3 * kPatience_ms));
}

template <class Condition> bool spinUntil(Condition condition)
{
    const QDeadlineTimer deadline(kPatience_ms);
    QTimer guard; // so that a lost wake-up fails instead of hanging
    guard.start(1000);
    while (!condition()) {
        if (deadline.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

struct Pipe {
    Pipe() { REQUIRE(::pipe2(ends.data(), O_NONBLOCK | O_CLOEXEC) == 0); }
    ~Pipe()
    {
        closeEnd(0);
        closeEnd(1);
    }
    Pipe(const Pipe&) = delete;
    void closeEnd(std::size_t end)
    {
        if (ends[end] >= 0)
            ::close(std::exchange(ends[end], -1));
    }
    void say() const { REQUIRE(::write(ends[1], "x", 1) == 1); }
    bool hear() const
    {
        char c = 0;
        return ::read(ends[0], &c, 1) == 1;
    }
    std::array<int, 2> ends{-1, -1};
};

class Timers final : public QObject {
public:
    std::function<void(int)> then;

protected:
    void timerEvent(QTimerEvent* event) override { then(event->timerId()); }
};

} // namespace
