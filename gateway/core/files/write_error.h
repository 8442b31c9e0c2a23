#pragma once

#include "gateway/core/error.h"

#include <QString>

namespace gateway::files {

/// The error of a file at `path` that could not be written, from which `writeReason()` takes `why` again. Io.
Error writeError(const QString& path, Sentence why);

} // namespace gateway::files
