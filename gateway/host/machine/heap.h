#pragma once

namespace gateway::host {

/// Gives what the calling thread has freed back to the system, where that does not
/// happen by itself. Takes milliseconds. Any thread.
void releaseFreeMemory();

} // namespace gateway::host
