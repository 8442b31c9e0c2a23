#pragma once

#include "server_connection.h"

#include <QObject>
#include <QSslConfiguration>
#include <QString>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::http {

/// An address and port to listen on.
struct ListenAt {
    std::string address; ///< a literal; "127.0.0.1" includes "::1" if the machine has it
    int port = 0;        ///< 0: any free port, the same for both loopback addresses
    std::optional<QSslConfiguration> tls; ///< HTTPS if set
};

/// `Error::param` if this machine does not have the address.
inline constexpr std::string_view kNoAddress = "listen.address";

/// Accepts clients and owns their connections. While the system has no descriptors left, it serves the existing clients
/// only and logs that. Gateway thread.
class Listener final : public QObject {
    Q_OBJECT
public:
    Listener(ServerContext context, QObject* parent);
    ~Listener() override;

    /// Errors: PortTaken (another program holds the port), otherwise Io; then it does not listen at all. It is not an
    /// error if only one loopback address works: see `addresses()`. If the machine does not have the address: Io with
    /// `param` `kNoAddress`. `own`: listeners of this process that are about to be replaced. Sharing a port with them
    /// is allowed; they keep listening.
    Result<void> listen(const ListenAt& at, const std::vector<const Listener*>& own = {});
    /// Bound addresses with their actual ports, such as "127.0.0.1:8080" and "[::1]:8080".
    const std::vector<std::string>& addresses() const;
    int port() const;
    /// Whether it listens, and was opened with these parameters; a port of 0 is any free one.
    bool listensAt(const std::string& address, int port) const;
    /// Whether both use the same port of the same address.
    bool isInTheWayOf(const Listener& other) const;
    /// Changes the certificate for new HTTPS clients; existing connections are not affected. Error: Io; nothing changes
    /// then.
    Result<void> renewTls(const QSslConfiguration& tls);

    /// Applies to new connections, and to the next requests on existing ones.
    void setLimits(const ServerLimits& limits);

    /// Stops accepting; idle connections close, others after their response.
    void close();
    /// The same after another listener has taken over: clients that are connected but have no response yet get one
    /// response.
    void retire();
    /// Ends the responses in progress: see `Handler::stopNow()`.
    void stopNow();
    /// Ends everything in progress as if the clients had disconnected: see `Handler::clientGone()`. Destroy it
    /// afterwards.
    void abandon();
    std::size_t connectionCount() const;

Q_SIGNALS:
    /// Emitted after `close()`, when the last connection is gone.
    void drained();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace gateway::http
