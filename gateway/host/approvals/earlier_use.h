#pragma once

#include "gateway/providers/catalog.h"
#include "gateway/providers/secret_uses.h"

#include <QString>

#include <vector>

namespace gateway::host {

/// Those of `uses` that this data folder proves to have been in use: the version of the configuration that was in force when the provider
/// last answered, by the usage database, sent the same secret to the same address. A configuration file cannot bring either record along,
/// and a version that is recorded after the last answer proves nothing. Blocks; any thread.
std::vector<providers::SecretUse> usedBefore(const QString& dataDir, std::vector<providers::SecretUse> uses, const providers::Catalog& catalog);

} // namespace gateway::host
