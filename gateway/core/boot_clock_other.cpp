#include "boot_clock.h"

namespace gateway {

// The steady clocks of macOS (CLOCK_MONOTONIC_RAW) and Windows (QueryPerformanceCounter) include time in suspend.
TimePoint BootClock::now() const { return std::chrono::steady_clock::now(); }

} // namespace gateway
