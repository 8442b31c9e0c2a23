#include "exit_watch.h"

#include <thread>
#include <utility>

namespace app {

namespace {

struct Last {
    std::function<void()> call;
    std::thread::id thread;
};

// Must not be destroyed before it is called.
Last& last()
{
    static auto* const kept = new Last;
    return *kept;
}

void callLast()
{
    const Last ours = std::exchange(last(), {});
    if (ours.call && ours.thread == std::this_thread::get_id())
        ours.call();
}

/// `exit()` ends with the objects of its thread, before the static ones that other threads still use.
struct EndOfThread {
    ~EndOfThread() { callLast(); }
    void await() const { }
};

} // namespace

ExitWatch::ExitWatch(std::function<void()> call)
{
    last() = {std::move(call), std::this_thread::get_id()};
    static const thread_local EndOfThread end;
    end.await();
}

ExitWatch::~ExitWatch() { last() = {}; }

} // namespace app
