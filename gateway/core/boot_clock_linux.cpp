#include "boot_clock.h"

#include <ctime>

namespace gateway {

// CLOCK_MONOTONIC, which std::chrono::steady_clock reads, stops during suspend.
// Source: clock_gettime(2).
TimePoint BootClock::now() const
{
    timespec time{};
    if (::clock_gettime(CLOCK_BOOTTIME, &time) != 0)
        return std::chrono::steady_clock::now();
    return TimePoint(std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec));
}

} // namespace gateway
