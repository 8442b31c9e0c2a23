#pragma once

namespace gateway::host {

/// Raises this process's limit of open files and sockets as far as the system allows, and returns it. Call it once, at
/// start.
int allowManyDescriptors();

} // namespace gateway::host
