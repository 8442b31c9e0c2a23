#pragma once

#include <QString>

#include <string>
#include <vector>

namespace gateway::host {

/// Remembers in the data folder where its gateway listens, for commands beside it: the port may be another than the
/// configuration's. Blocks; storage thread. Where it cannot be written, nothing is known.
void noteServed(const QString& dataDir, const std::vector<std::string>& urls);

/// Where the gateway that runs in `dataDir` listens, "http://127.0.0.1:8080"; empty: none runs, or it does not listen yet. Blocks.
std::vector<std::string> servedAt(const QString& dataDir);

} // namespace gateway::host
