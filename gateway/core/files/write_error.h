#pragma once

#include "gateway/core/error.h"

#include <QString>

namespace gateway::files {

/// The error for a file at `path` that could not be written; `writeReason()` extracts `why` again. Io.
Error writeError(const QString& path, Sentence why);

} // namespace gateway::files
