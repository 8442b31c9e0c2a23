#pragma once

#include "gateway/core/result.h"
#include "gateway/core/secret.h"

#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace gateway::host {

/// How another process of the same user reaches and enters a running gateway.
struct GatewayAccess {
    std::string baseUrl; ///< of its plain HTTP port on this machine, such as "http://127.0.0.1:8080"
    Secret key; ///< accepted as the consumer "Signalbox", as `Authorization: Bearer`; see `GatewayControl::ownKey()`
};

/// The base URL for this machine of a gateway that listens on `addresses` ("0.0.0.0:8080"); empty: it listens on none.
std::string localBaseUrl(const std::vector<std::string>& addresses);

/// Writes `running.json` into the data folder, for its owner only (0600). To be called by the process that holds the
/// lock of the folder. Blocks; storage thread. If the file cannot be written, nobody can enter the gateway, and an older
/// file is removed.
void noteRunning(const QString& dataDir, const GatewayAccess& gateway);
/// Removes the file, if there is one. Blocks; any thread.
void forgetRunning(const QString& dataDir);

/// The gateway that holds the lock of `dataDir`; empty: none is running, or it does not listen yet. Blocks.
/// Errors: SecretDenied if the file belongs to another user or is accessible to others; Io if it cannot be read or is
/// invalid.
Result<std::optional<GatewayAccess>> runningGateway(const QString& dataDir);

} // namespace gateway::host
