#pragma once

#include "app/process/maintenance_request.h"
#include "app/signalboxd/keys/origin_approval.h"

#include <QString>

#include <cstddef>
#include <iosfwd>
#include <string>

namespace app {

/// `signalboxd config history`, `show`, `diff` and `restore`: the versions in the data folder. A restored version must
/// be valid, and restoring can be undone in the same way; `ask` (null: no user) asks for approval of new destinations
/// of its secrets. Returns the exit status.
int historyCommand(const HistoryRequest& request, const QString& configFile, const QString& dataDir, std::ostream& out, std::ostream& err,
                   const AskYesNo& ask = {});

/// Sentence with a line end: keys in the restored version that were revoked since then stay revoked.
std::string stillRevokedText(std::size_t keys);

} // namespace app
