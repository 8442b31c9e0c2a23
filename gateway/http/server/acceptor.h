#pragma once

#include <QSocketNotifier>
#include <QTcpServer>

#include <functional>
#include <memory>
#include <vector>

namespace gateway::http {

/// A listening port. Passes on the descriptors of clients as they arrive, so that no Qt queue fills up. Gateway thread.
class Acceptor final : public QTcpServer {
public:
    struct Heard {
        std::function<void(qintptr descriptor)> accepted; ///< takes ownership
        /// Accepting failed, mostly because the system has no descriptors left, and is suspended for a while. Clients
        /// wait in the system's queue meanwhile.
        std::function<void(const QString& reason)> failed;
    };
    Acceptor(Heard heard, QObject* parent);
    ~Acceptor() override;

    /// Returns false on failure: see `serverError()`.
    bool open(const QHostAddress& address, quint16 port);
    /// Opens the port although `own` listen on it; they keep listening and should be closed soon.
    bool openBeside(const QHostAddress& address, quint16 port, const std::vector<Acceptor*>& own);
    /// Accepts the clients in the system's queue. Does nothing where Qt accepts them.
    void acceptWaiting();
    void shut();
    void pause();
    void resume();

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    /// The system may limit it further. A client that finds the queue full waits for a second, or is reset.
    static constexpr int kBacklog = 4096;

    void acceptAll();
    void takeOver();

    Heard m_heard;
    std::unique_ptr<QSocketNotifier> m_notifier; // null where Qt accepts clients
};

} // namespace gateway::http
