#pragma once

#include "clock.h"

namespace gateway {

/// The system's clocks; `now()` is monotonic and includes time in suspend. Its instants are not those of
/// `std::chrono::steady_clock`: never compare the two. Any thread.
class BootClock final : public Clock {
public:
    TimePoint now() const override;
    WallTime wallNow() const override { return std::chrono::system_clock::now(); }
};

} // namespace gateway
