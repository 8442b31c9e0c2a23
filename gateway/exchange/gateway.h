#pragma once

#include "services.h"

#include "gateway/http/server/listener.h"

#include <QObject>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace gateway::exchange {

/// The gateway itself: listens, gives each request to an exchange, and owns what
/// exchanges share. Lives in the gateway thread; made and destroyed there.
class Gateway final : public QObject {
    Q_OBJECT
public:
    /// `clock` must outlive it.
    Gateway(const Clock& clock, usage::LiveBoard::Publish publish, QObject* parent = nullptr);
    ~Gateway() override;

    /// For the exchanges that begin from now on; those under way keep theirs.
    void use(std::shared_ptr<const Snapshot> snapshot);
    /// Listens as the snapshot in use says. What it listened on before accepts no
    /// more; its open exchanges go on. Errors: PortTaken, Io.
    Result<void> listen();
    const std::vector<std::string>& addresses() const;

    void pause(bool on);
    /// Accepts nothing more; `drained()` once the last exchange has ended.
    void stop();
    std::size_t openExchanges() const;
    /// Publishes what is left to be published.
    void flush();

Q_SIGNALS:
    void drained();

private:
    http::ServerContext serverContext();
    QByteArray errorBody(const Error& error, const http::RequestHead& head, http::Headers& headers);
    void retire(std::unique_ptr<http::Listener> listener);
    void listenerDrained(http::Listener* listener);

    TimerWheel m_wheel;
    http::UpstreamPool m_pool;
    usage::LiveBoard m_board;
    routing::Balancer m_balancer;
    Services m_services;
    std::unique_ptr<http::Listener> m_listener;
    std::vector<std::unique_ptr<http::Listener>> m_retired; // closed, with answers still going out
    const std::vector<std::string> m_none;
};

} // namespace gateway::exchange
