#pragma once

#include <QString>

#include <iosfwd>

namespace app {

/// Reads `file` as the gateway would and prints what there is to say about it
/// to `out`, one line each with its JSON path; what keeps it from being read
/// goes to `err`. `given`: the file was named, so it must be there.
/// Returns the exit status: 0 if the gateway would take it, and
/// serve HTTPS with the certificate that it names. `dataDir`: where copies of a lost file are looked for; empty: beside it only.
int checkConfig(const QString& file, bool given, std::ostream& out, std::ostream& err, const QString& dataDir = {});

} // namespace app
