#pragma once

#include <QString>

#include <string>
#include <vector>

namespace gateway::host {

/// Records in the data folder where its gateway listens, for commands that run beside it: the port may differ from the
/// configured one. Blocks; storage thread. If the file cannot be written, the address stays unknown.
void noteServed(const QString& dataDir, const std::vector<std::string>& urls);

/// Where the gateway of `dataDir` listens, such as "http://127.0.0.1:8080"; empty: none is running, or it does not
/// listen yet. Blocks.
std::vector<std::string> servedAt(const QString& dataDir);

} // namespace gateway::host
