#pragma once

#include <functional>

namespace app {

/// What is still to be done where `exit()` is called beneath us, as Qt does once the X server has gone. It has no event loop
/// any more, and must end the process itself. It is called where its own thread calls `exit()`; what libraries
/// have registered later is cleaned up before. One at a time; called off by its destructor.
class ExitWatch {
public:
    explicit ExitWatch(std::function<void()> last);
    ~ExitWatch();
    ExitWatch(const ExitWatch&) = delete;
    ExitWatch& operator=(const ExitWatch&) = delete;
};

} // namespace app
