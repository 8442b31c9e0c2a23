#pragma once

#include "client_identity.h"

#include <memory>

namespace gateway::usage {
class ProcessName;
}

namespace gateway::exchange {

/// What the requests of one connection leave for those behind them. Gateway thread.
struct ClientNotes {
    std::shared_ptr<const usage::ProcessName> process; ///< at its other end; null: not looked for yet
    PeerUser user; ///< at its other end
};

} // namespace gateway::exchange
