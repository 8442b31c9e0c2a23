#include "exit_watch.h"

#include <QtGlobal>

#include <cstdlib>
#include <thread>
#include <utility>

namespace app {

namespace {

struct Last {
    std::function<void()> call;
    std::thread::id thread;
};

// The C library passes no data to exit handlers.
Last& last()
{
    static auto* const kept = new Last; // must not be destroyed before it is called
    return *kept;
}

void callLast()
{
    const Last ours = std::exchange(last(), {});
    if (ours.call && ours.thread == std::this_thread::get_id())
        ours.call();
}

} // namespace

ExitWatch::ExitWatch(std::function<void()> call)
{
    last() = {std::move(call), std::this_thread::get_id()};
    static const bool isHeard = std::atexit(callLast) == 0;
    Q_UNUSED(isHeard)
}

ExitWatch::~ExitWatch() { last() = {}; }

} // namespace app
