#pragma once

#include "gateway/config/settings/settings.h"
#include "gateway/http/server/ended_handlers.h"
#include "gateway/http/server/listener.h"
#include "gateway/http/server/uploads.h"
#include "gateway/http/upstream/upstream.h"

#include <QObject>
#include <QSslConfiguration>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gateway::exchange {

/// Owns the listening sockets and the connections of their clients. Gateway thread.
class Listeners final : public QObject {
    Q_OBJECT
public:
    /// What each connection works with; all must outlive this object.
    struct Sources {
        TimerWheel& wheel;
        DeferredCalls& deferred; ///< deletes ended handlers when nobody waits for it
        http::BodyBudget& budget;
        http::UpstreamPool& pool; ///< is informed of the ports, to detect loops
    };
    /// `maxConnections`: of clients, on each listener.
    Listeners(Sources sources, int maxConnections, http::HandlerFactory makeHandler, http::ErrorBody errorBody);
    /// After `abandon()`.
    ~Listeners() override;

    /// Listens on what `wanted` specifies. Previous sockets stop accepting; their open exchanges continue. Errors:
    /// PortTaken, Io; then it still listens where it did.
    Result<void> listen(const config::ListenSettings& wanted);
    /// The same for HTTPS on `https_port`, with `tls` as the server's configuration. If that port is open already, new
    /// clients get the new certificate even if the port cannot be changed.
    Result<void> listenSecurely(const config::ListenSettings& wanted, const QSslConfiguration& tls);
    void closeSecurely();
    /// The addresses it listens on, such as "127.0.0.1:8080"; `secure`: those for HTTPS.
    std::vector<std::string> addresses(bool secure) const;
    /// Applies to connections accepted from now on, and to the next requests on existing ones.
    void setLimits(const config::ListenSettings& settings);

    /// Stops accepting; `drained()` follows once the last exchange has ended.
    void stop();
    /// After `stop()`: ends everything in progress with an error that its client can see.
    void stopNow();
    /// Ends everything in progress as if its client had disconnected. After that this object may be destroyed.
    void abandon();

Q_SIGNALS:
    void drained();

private:
    enum class Replaced { No, Yes };
    http::ServerLimits limitsBy(const config::ListenSettings& settings) const;
    Result<std::unique_ptr<http::Listener>> open(const config::ListenSettings& wanted, int port, std::optional<QSslConfiguration> tls,
                                                 const std::vector<const http::Listener*>& own);
    void notePorts();
    void retire(std::unique_ptr<http::Listener> listener, Replaced replaced);
    void listenerDrained(http::Listener* listener);

    const Sources m_sources;
    const int m_maxConnections;
    http::EndedHandlers m_ended;
    http::Uploads m_uploads;
    http::ServerContext m_context; // without the limits
    std::unique_ptr<http::Listener> m_listener;
    std::unique_ptr<http::Listener> m_secureListener;
    std::vector<std::unique_ptr<http::Listener>> m_retired; // closed, with answers still in progress
    bool m_isStopping = false;
};

} // namespace gateway::exchange
