#pragma once

#include "gateway/core/result.h"

#include <functional>

namespace gateway::host {

/// Receives the result of a change, from the event loop in the main thread.
using ChangeDone = std::function<void(Result<void>)>;

} // namespace gateway::host
