#pragma once

#include "port_holder.h"

namespace gateway::host {

/// Asks whoever listens on TCP port `port` (1 to 65535) of the loopback address, with `GET /health` over plain HTTP,
/// whether it is a Signalbox. Blocks the calling thread, for a second at most: not for the main or the gateway thread.
/// It gets no key of ours, nor is it asked for its models, which would need one: what has the port may be anything.
HolderAnswer askHolder(int port);

/// `portHolder()` with its answer. Where that is empty, or this process, nobody is asked: it could not be told from
/// another copy. Takes as long as both: for the storage thread.
std::optional<PortHolder> askedPortHolder(int port);

} // namespace gateway::host
