#pragma once

#include "gateway/providers/catalog.h"
#include "gateway/providers/secret_uses.h"

#include <QString>

#include <vector>

namespace gateway::host {

/// Returns those of `uses` that were provably in use in this data folder: the configuration version in force when the
/// provider last responded, according to the usage database, sent the same secret to the same address. A configuration
/// file alone cannot bring either record along, and a version recorded after the last response proves nothing. Blocks;
/// any thread.
std::vector<providers::SecretUse> usedBefore(const QString& dataDir, std::vector<providers::SecretUse> uses, const providers::Catalog& catalog);

} // namespace gateway::host
