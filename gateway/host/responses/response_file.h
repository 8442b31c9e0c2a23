#pragma once

#include "gateway/core/result.h"
#include "gateway/protocol/responses/store/response_store.h"

#include <QString>

#include <cstdint>
#include <string>
#include <vector>

namespace gateway::host {

/// The responses found on disk at the start.
struct FoundResponses {
    std::vector<protocol::RestoredResponse> responses; ///< the most recently stored one last
    Sentence problem; ///< what is wrong with the file; empty: nothing
};

/// Reads `path`, an SQLite database. Responses created before `notBefore_s` (Unix time) are deleted from it. An
/// unusable file is renamed to `.bad`. Blocks; storage thread.
FoundResponses readResponses(const QString& path, std::int64_t notBefore_s);

/// Writes all changes or none; the file is readable by its owner only (0600), and no deleted data remains in it.
/// Blocks; storage thread. Errors: Io.
Result<void> writeResponses(const QString& path, const std::vector<protocol::ResponseChange>& changes);

/// Deletes the file and its `.bad` copy. Returns whether both are gone. Blocks; storage thread.
bool removeResponses(const QString& path);

/// The same when a start finds a file although the settings disable it; returns its content if that is still wanted.
/// `problem` says what happened to the content. Blocks; storage thread.
FoundResponses takeOverResponses(const QString& path, std::int64_t notBefore_s, bool isWanted);

} // namespace gateway::host
