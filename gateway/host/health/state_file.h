#pragma once

#include "gateway/core/result.h"
#include "gateway/routing/health/rest.h"

#include <QString>

#include <string>
#include <vector>

namespace gateway::host {

/// What a start found on the disk.
struct FoundState {
    std::string text; ///< of the file; empty: there is none that is ours
    std::vector<routing::Rest> rests;
    Sentence problem; ///< what is wrong with the file; empty: nothing
};

/// Reads `path`. A file that is not what this program writes is kept beside it as
/// `.bad`. Blocks; storage thread.
FoundState readState(const QString& path);

/// Puts `text` in the place of the file at once; it is for its owner alone (0600).
/// Blocks; storage thread. Errors: Io; then the file is as it was.
Result<void> writeState(const QString& path, const std::string& text);

} // namespace gateway::host
