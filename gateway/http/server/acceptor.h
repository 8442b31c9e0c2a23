#pragma once

#include <QSocketNotifier>
#include <QTcpServer>

#include <functional>
#include <memory>
#include <vector>

namespace gateway::http {

/// A port that is listened on. Hands the descriptors of clients on as they come, so that no
/// queue of Qt's fills up. Gateway thread.
class Acceptor final : public QTcpServer {
public:
    struct Heard {
        std::function<void(qintptr descriptor)> accepted; ///< whose it is from then on
        /// None could be accepted, mostly because the system has no descriptor left, and will
        /// not be before a pause. Clients wait in the system's queue meanwhile.
        std::function<void(const QString& reason)> failed;
    };
    Acceptor(Heard heard, QObject* parent);
    ~Acceptor() override;

    /// False: see `serverError()`.
    bool open(const QHostAddress& address, quint16 port);
    /// Opens even though `own` listen on that port; they keep listening and should be shut soon.
    bool openBeside(const QHostAddress& address, quint16 port, const std::vector<Acceptor*>& own);
    /// Accepts the clients in the system's queue. Nothing to do where Qt accepts.
    void acceptWaiting();
    void shut();
    void pause();
    void resume();

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    /// The system bounds it further. A client that finds it full waits for a second, or is reset.
    static constexpr int kBacklog = 4096;

    void acceptAll();
    void takeOver();

    Heard m_heard;
    std::unique_ptr<QSocketNotifier> m_notifier; // null where Qt accepts
};

} // namespace gateway::http
