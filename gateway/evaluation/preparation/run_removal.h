#pragma once

#include "gateway/core/result.h"

#include <QString>

#include <string>

namespace gateway::evaluation {

/// Deletes a run with its answers and ratings; it cannot be restored. Blocks; any thread. Errors: InvalidRequest if the run
/// is being carried out, or if there is none with that id; Io.
Result<void> removeRun(const QString& dataDir, const std::string& id);

} // namespace gateway::evaluation
