#pragma once

#include "gateway/core/result.h"
#include "gateway/protocol/responses/store/response_store.h"

#include <QString>

#include <cstdint>
#include <string>
#include <vector>

namespace gateway::host {

/// What a start found on the disk.
struct FoundResponses {
    std::vector<protocol::RestoredResponse> responses; ///< the one that was kept last comes last
    Sentence problem; ///< what is wrong with the file; empty: nothing
};

/// Reads `path`, a database of SQLite. What was made before `notBefore_s` (Unix time) is taken
/// out of it. A file that cannot be used is kept beside it as `.bad`. Blocks; storage thread.
FoundResponses readResponses(const QString& path, std::int64_t notBefore_s);

/// Puts all of it into the file, or nothing; the file is for its owner alone (0600), and of what
/// is gone nothing stays in it. Blocks; storage thread. Errors: Io.
Result<void> writeResponses(const QString& path, const std::vector<protocol::ResponseChange>& changes);

/// Takes the file away, and one that was put aside. Whether all is gone. Blocks; storage thread.
bool removeResponses(const QString& path);

/// The same where a start finds a file of another setting, and with what was in it, if it is still wanted: what becomes of
/// that is in `problem`. Blocks; storage thread.
FoundResponses takeOverResponses(const QString& path, std::int64_t notBefore_s, bool isWanted);

} // namespace gateway::host
