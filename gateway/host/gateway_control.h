#pragma once

#include "status.h"

#include "gateway/core/secret.h"
#include "gateway/host/checks/port_check.h"

#include <QString>

#include <functional>
#include <optional>
#include <string>

namespace gateway::host {

/// Where the command line (or the environment) says to listen: it wins over the file.
struct ListenOverrides {
    std::optional<std::string> address;
    std::optional<int> httpPort;
    std::optional<std::optional<int>> httpsPort; ///< inner empty: off
};

/// How the gateway is, and what makes it go on and stop. Main thread; nothing blocks, answers come from the event loop.
class GatewayControl {
public:
    using PortChecked = std::function<void(PortFinding)>;

    virtual const Status& status() const = 0;
    virtual ListenOverrides commandLine() const = 0;
    virtual QString dataDir() const = 0;
    /// What this program shows at its own address, as `Authorization: Bearer`, to be let in as the consumer
    /// "Signalbox" whatever the settings ask of others. Of this process alone, from this machine alone, never stored.
    virtual const Secret& ownKey() const = 0;

    /// Somebody looks at the gateway: finds out whether its thread answers, which `status()` then says.
    virtual void lookAtThread() = 0;
    /// New requests get `gateway_paused`; those under way go on.
    virtual void pause() = 0;
    virtual void resume() = 0;
    /// Tries once more to listen, where it could not.
    virtual void listenAgain() = 0;
    /// Whether it could listen on `port` (1 to 65535) at the configured address, and who does if not.
    virtual void checkPort(int port, PortChecked done) = 0;

protected:
    ~GatewayControl() = default;
};

} // namespace gateway::host
