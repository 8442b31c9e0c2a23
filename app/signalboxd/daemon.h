#pragma once

#include "gateway/host/gateway_host.h"

#include <QObject>

#include <functional>
#include <iosfwd>
#include <set>
#include <string>

namespace app {

/// `signalboxd run`: the gateway from start to end, as seen from a terminal or
/// a service manager. Main thread.
class Daemon final : public QObject {
    Q_OBJECT
public:
    using Ended = std::function<void(int exitStatus)>;

    /// `out` gets "listening on URL" once the gateway accepts, `err` what kept it
    /// from that. Both must outlive it. `ended` is called once, from the event loop.
    Daemon(const gateway::host::HostOptions& options, std::ostream& out, std::ostream& err, Ended ended, QObject* parent = nullptr);

    /// Call it from the event loop.
    void start();
    /// Lets open exchanges end, 10 s at most. The second call ends at once.
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
    std::set<std::string> m_announced; // addresses
    bool m_listened = false;
    bool m_stopping = false;
    bool m_saidProblem = false;
};

} // namespace app
