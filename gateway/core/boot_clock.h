#pragma once

#include "clock.h"

namespace gateway {

/// The system's clocks, with a `now()` that nobody sets and that goes on while the machine sleeps. Its instants are not those of
/// `std::chrono::steady_clock`: never compare the two. Any thread.
class BootClock final : public Clock {
public:
    TimePoint now() const override;
    WallTime wallNow() const override { return std::chrono::system_clock::now(); }
};

} // namespace gateway
