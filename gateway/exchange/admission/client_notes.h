#pragma once

#include "admission.h"
#include "ask.h"

#include "gateway/core/clock.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace gateway::usage {
class ProcessName;
class SharedText;
}

namespace gateway::exchange {

/// What the requests of one connection leave for those behind them. Gateway thread.
struct ClientNotes {
    std::shared_ptr<const usage::ProcessName> process; ///< at its other end; null: not looked for yet
    PeerUser user; ///< at its other end
};

} // namespace gateway::exchange
