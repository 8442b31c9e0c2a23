#pragma once

#include "port_holder.h"

namespace gateway::host {

/// Asks the program that listens on TCP port `port` (1 to 65535) of the loopback address, with `GET /health` over plain
/// HTTP, whether it is a Signalbox. Blocks for at most a second: not for the main or the gateway thread. Sends no key
/// and requests no models, which would need one: any program may hold the port.
HolderAnswer askHolder(int port);

/// Returns `portHolder()` including the program's answer. Sends no request if the holder is unknown or this process,
/// since the answer could come from another copy. Takes as long as both calls: for the storage thread.
std::optional<PortHolder> askedPortHolder(int port);

} // namespace gateway::host
