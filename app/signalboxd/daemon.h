#pragma once

#include "gateway/host/gateway_host.h"

#include <QObject>

#include <functional>
#include <iosfwd>
#include <set>
#include <string>

namespace app {

/// `signalboxd run`: runs the gateway in a terminal or under a service manager. Main thread.
class Daemon final : public QObject {
    Q_OBJECT
public:
    using Ended = std::function<void(int exitStatus)>;

    /// `out` receives "listening on URL" once the gateway accepts connections, `err` why it does not. Both must outlive
    /// it. `ended` is called once, from the event loop.
    Daemon(const gateway::host::HostOptions& options, std::ostream& out, std::ostream& err, Ended ended, QObject* parent = nullptr);

    /// Call it from the event loop.
    void start();
    /// Lets open exchanges finish for at most 10 s. A second call ends at once.
    void stop();
    void reload();

private:
    void onStatus();
    void sayProblem();
    void end(int exitStatus);

    gateway::host::GatewayHost m_host;
    std::ostream& m_out;
    std::ostream& m_err;
    Ended m_ended;
    std::set<std::string> m_announced; // announced addresses
    bool m_listened = false;
    bool m_stopping = false;
    bool m_saidProblem = false;
};

} // namespace app
