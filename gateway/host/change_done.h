#pragma once

#include "gateway/core/result.h"

#include <functional>

namespace gateway::host {

/// How a change went: from the event loop, in the main thread.
using ChangeDone = std::function<void(Result<void>)>;

} // namespace gateway::host
