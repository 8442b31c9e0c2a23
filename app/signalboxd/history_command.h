#pragma once

#include "app/process/maintenance_request.h"
#include "app/signalboxd/keys/origin_approval.h"

#include <QString>

#include <cstddef>
#include <iosfwd>
#include <string>

namespace app {

/// `signalboxd config history`, `show`, `diff` and `restore`: the versions in the data folder. What is
/// restored must be valid, and can be taken back in the same way; `ask` (null: nobody is there) lets its secrets go to origins
/// that were not approved yet. Returns the exit status.
int historyCommand(const HistoryRequest& request, const QString& configFile, const QString& dataDir, std::ostream& out, std::ostream& err,
                   const AskYesNo& ask = {});

/// That keys of what is put back, which were revoked since, stay so: a sentence and the end of its line.
std::string stillRevokedText(std::size_t keys);

} // namespace app
