#pragma once

#include "status.h"

#include "gateway/core/secret.h"
#include "gateway/host/checks/port_check.h"

#include <QString>

#include <functional>
#include <optional>
#include <string>

namespace gateway::host {

/// Listen settings from the command line or the environment; they override the file.
struct ListenOverrides {
    std::optional<std::string> address;
    std::optional<int> httpPort;
    std::optional<std::optional<int>> httpsPort; ///< inner empty: disabled
};

/// State of the gateway, and how to pause, resume and listen. Main thread; nothing blocks, results come from the event
/// loop.
class GatewayControl {
public:
    using PortChecked = std::function<void(PortFinding)>;

    virtual const Status& status() const = 0;
    virtual ListenOverrides commandLine() const = 0;
    virtual QString dataDir() const = 0;
    /// The key that this program sends to its own address as `Authorization: Bearer` to be accepted as the consumer
    /// "Signalbox", whatever the settings require of others. Valid as long as this process runs, and from this machine
    /// only. While it listens, the key is also in the data folder for other programs of the same user
    /// (`runningGateway()`); it is never in a backup, a log or a report.
    virtual const Secret& ownKey() const = 0;

    /// Called when somebody looks at the gateway: checks whether its thread responds and updates `status()`.
    virtual void lookAtThread() = 0;
    /// New requests are rejected with `gateway_paused`; requests in progress continue.
    virtual void pause() = 0;
    virtual void resume() = 0;
    /// Retries listening after it failed.
    virtual void listenAgain() = 0;
    /// Checks whether `port` (1 to 65535) is available at the configured address, and which program holds it if not.
    virtual void checkPort(int port, PortChecked done) = 0;

protected:
    ~GatewayControl() = default;
};

} // namespace gateway::host
