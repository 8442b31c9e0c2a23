#pragma once

#include <QString>

#include <iosfwd>

namespace app {

/// Reads `file` as the gateway would and prints the issues to `out`, one line each with its JSON path; errors that
/// prevent reading go to `err`. `given`: the file was named explicitly, so it must exist. Returns the exit status: 0 if
/// the gateway would accept the file and could serve HTTPS with the certificate that it names. `dataDir`: where copies
/// of a lost file are searched; empty: only beside the file.
int checkConfig(const QString& file, bool given, std::ostream& out, std::ostream& err, const QString& dataDir = {});

} // namespace app
