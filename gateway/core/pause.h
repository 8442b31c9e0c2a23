#pragma once

#include <chrono>
#include <thread>

namespace gateway {

/// A breath between two pieces of a background thread's work. With few cores a whole
/// batch at once would keep a request waiting for as long as it takes, since the
/// system lets whoever runs finish his slice. Takes about 0.1 ms. Not on the
/// gateway thread.
inline void letOthersRun() { std::this_thread::sleep_for(std::chrono::microseconds(50)); }

} // namespace gateway
