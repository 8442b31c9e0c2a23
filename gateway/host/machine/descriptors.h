#pragma once

namespace gateway::host {

/// Raises what this process may have open to what the system lets it, and says
/// how many files and sockets that is. Once, at start.
int allowManyDescriptors();

} // namespace gateway::host
