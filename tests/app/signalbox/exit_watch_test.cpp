#include "app/signalbox/lifecycle/exit_watch.h"

#include "catch.h"

#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <functional>
#include <string>

namespace {

constexpr int kCalled = 3;
constexpr int kTooLate = 4;

/// A static object that is made late, as those of functions are.
struct LateStatic {
    ~LateStatic() { isThere() = false; }
    static bool& isThere()
    {
        static bool there = false;
        return there;
    }
};

void useLateStatic()
{
    static const LateStatic late;
    LateStatic::isThere() = true;
}

/// The exit status of a process that does it.
int statusOf(const std::function<void()>& what)
{
    const pid_t child = ::fork();
    if (child == 0) {
        what();
        std::_Exit(0);
    }
    int status = -1;
    REQUIRE(::waitpid(child, &status, 0) == child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

} // namespace

TEST_CASE("what happens when Qt ends the program happens before static objects are gone")
{
    CHECK(statusOf([] {
        const app::ExitWatch watch([] { std::_Exit(LateStatic::isThere() ? kCalled : kTooLate); });
        useLateStatic();
        std::exit(0); // NOLINT(concurrency-mt-unsafe)
    }) == kCalled);
}

TEST_CASE("a watch that is gone does nothing when the program ends")
{
    CHECK(statusOf([] {
        {
            const app::ExitWatch watch([] { std::_Exit(kCalled); });
        }
        std::exit(0); // NOLINT(concurrency-mt-unsafe)
    }) == 0);
}
