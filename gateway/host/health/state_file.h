#pragma once

#include "gateway/core/result.h"
#include "gateway/routing/health/rest.h"

#include <QString>

#include <string>
#include <vector>

namespace gateway::host {

/// What was found on disk at the start.
struct FoundState {
    std::string text; ///< content of the file; empty: no valid file
    std::vector<routing::Rest> rests;
    Sentence problem; ///< what is wrong with the file; empty: nothing
};

/// Reads `path`. A file that this program did not write is renamed to `.bad`. Blocks; storage thread.
FoundState readState(const QString& path);

/// Replaces the file atomically with `text`, readable by its owner only (0600). Blocks; storage thread. Errors: Io; the
/// file is unchanged then.
Result<void> writeState(const QString& path, const std::string& text);

} // namespace gateway::host
