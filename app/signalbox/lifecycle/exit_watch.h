#pragma once

#include <functional>

namespace app {

/// Runs a function when Qt calls `exit()`, as it does when the X server is gone. The function has no event loop any
/// more, and must end the process itself. It runs in the thread that made this object, if that calls `exit()`: before
/// static objects are destroyed, since other threads still use them, but after objects of the thread itself that were
/// made later. Only one may exist at a time; the destructor cancels it.
class ExitWatch {
public:
    explicit ExitWatch(std::function<void()> last);
    ~ExitWatch();
    ExitWatch(const ExitWatch&) = delete;
    ExitWatch& operator=(const ExitWatch&) = delete;
};

} // namespace app
