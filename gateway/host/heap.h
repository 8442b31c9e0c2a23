#pragma once

namespace gateway::host {

/// Gives memory that is free back to the system, where that does not happen by
/// itself. Takes milliseconds. Any thread.
void releaseFreeMemory();

} // namespace gateway::host
