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

/// One address and port to listen on.
struct ListenAt {
    std::string address; ///< a literal, or "127.0.0.1" which brings "::1" along where the machine has it
    int port = 0;        ///< 0: any free one, the same for both loopback families
    std::optional<QSslConfiguration> tls; ///< HTTPS if set
};

/// The `Error::param` where this machine does not have the address.
inline constexpr std::string_view kNoAddress = "listen.address";

/// Accepts clients and owns their connections. While the system has no descriptor left for another
/// client it serves those that it has; the log says so. Gateway thread.
class Listener final : public QObject {
    Q_OBJECT
public:
    Listener(ServerContext context, QObject* parent);
    ~Listener() override;

    /// Errors: PortTaken (the port is held by another program), Io otherwise;
    /// nothing is listened on then. Where only one loopback family worked, that
    /// is no error: see `addresses()`. The machine has no such address: Io with `param` `kNoAddress`.
    /// `own`: listeners of this process that are about to be replaced. Sharing a port with them is no error; they keep listening.
    Result<void> listen(const ListenAt& at, const std::vector<const Listener*>& own = {});
    /// Bound addresses with their real ports, such as "127.0.0.1:8080" and "[::1]:8080".
    const std::vector<std::string>& addresses() const;
    int port() const;
    /// Whether it listens, and was asked for these; a port of 0 is any free one.
    bool listensAt(const std::string& address, int port) const;
    /// Whether both listen on one port of one address.
    bool isInTheWayOf(const Listener& other) const;
    /// Where HTTPS is listened for: clients that come from now on are shown another certificate.
    /// Nothing changes for those that are connected. Error: Io, and all stays as it is.
    Result<void> renewTls(const QSslConfiguration& tls);

    /// For the connections accepted from now on, and the next requests of others.
    void setLimits(const ServerLimits& limits);

    /// Stops accepting; idle connections close, others after their answer.
    void close();
    /// The same after another listener has taken over: clients that are connected but not yet answered get one answer.
    void retire();
    /// Ends the answers that are under way: see `Handler::stopNow()`.
    void stopNow();
    /// Ends what is under way as if its client had gone: see `Handler::clientGone()`. Then it is to be destroyed.
    void abandon();
    std::size_t connectionCount() const;

Q_SIGNALS:
    /// After `close()`, when the last connection is gone.
    void drained();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace gateway::http
