#include "exit_watch.h"

#include <QtGlobal>

#include <cstdlib>
#include <utility>

namespace app {

namespace {

// The C library hands nothing over to what it calls at the end.
std::function<void()>& last()
{
    static auto* const kept = new std::function<void()>; // not destroyed before it is called
    return *kept;
}

void callLast()
{
    if (const auto call = std::exchange(last(), {}))
        call();
}

} // namespace

ExitWatch::ExitWatch(std::function<void()> call)
{
    last() = std::move(call);
    static const bool isHeard = std::atexit(callLast) == 0;
    Q_UNUSED(isHeard)
}

ExitWatch::~ExitWatch() { last() = {}; }

} // namespace app
