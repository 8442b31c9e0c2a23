#pragma once

namespace gateway::host {

/// Returns memory freed by the calling thread to the system, where the allocator does not do so itself. Takes
/// milliseconds. Any thread.
void releaseFreeMemory();

} // namespace gateway::host
