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

/// Where the gateway listens, and the connections of its clients. Gateway thread.
class Listeners final : public QObject {
    Q_OBJECT
public:
    /// What each connection works with; all of it must outlive it.
    struct Sources {
        TimerWheel& wheel;
        DeferredCalls& deferred; ///< what has ended is put away when nobody waits for it
        http::BodyBudget& budget;
        http::UpstreamPool& pool; ///< is told the ports, against loops
    };
    /// `maxConnections`: of clients, on each listener.
    Listeners(Sources sources, int maxConnections, http::HandlerFactory makeHandler, http::ErrorBody errorBody);
    /// After `abandon()`.
    ~Listeners() override;

    /// Listens as `wanted` says. What it listened on before accepts no
    /// more then; its open exchanges go on. Errors: PortTaken, Io; then it listens where it did.
    Result<void> listen(const config::ListenSettings& wanted);
    /// The same for HTTPS, on `https_port`, with `tls` as the server's side.
    /// Where it is listened for already, clients that come from now on see that certificate, even if the port cannot be changed.
    Result<void> listenSecurely(const config::ListenSettings& wanted, const QSslConfiguration& tls);
    void closeSecurely();
    /// What it listens on, such as "127.0.0.1:8080"; `secure`: for HTTPS.
    std::vector<std::string> addresses(bool secure) const;
    /// For the connections accepted from now on, and the next requests of others.
    void setLimits(const config::ListenSettings& settings);

    /// Accepts nothing more; `drained()` once the last exchange has ended.
    void stop();
    /// After `stop()`: ends what is still under way, each with an error that its client can see.
    void stopNow();
    /// Ends what is under way as if its client had gone. Then this may be destroyed.
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
    http::ServerContext m_context; // but for the limits
    std::unique_ptr<http::Listener> m_listener;
    std::unique_ptr<http::Listener> m_secureListener;
    std::vector<std::unique_ptr<http::Listener>> m_retired; // closed, with answers still going out
    bool m_isStopping = false;
};

} // namespace gateway::exchange
