#pragma once

#include "client_identity.h"

#include <memory>

namespace gateway::usage {
class ProcessName;
}

namespace gateway::exchange {

/// What the requests of one connection leave for later ones. Gateway thread.
struct ClientNotes {
    std::shared_ptr<const usage::ProcessName> process; ///< the process at the other end; null: not looked up yet
    bool isProcessAwaited = false; ///< a request has waited for its name
    PeerUser user; ///< the user at the other end
};

} // namespace gateway::exchange
