#pragma once

#include "transport.h"

#include <QAbstractSocket>
#include <QObject>

class QSslSocket;

namespace gateway::http {

/// What Qt connected for us and goes on serving: TLS with the system's trust
/// store, and connections through a proxy. Gateway thread.
class QtTransport final : public QObject, public Transport {
    Q_OBJECT
public:
    /// `socket` is connected (and encrypted), and outlives this.
    explicit QtTransport(QAbstractSocket& socket);
    ~QtTransport() override;

    void setUser(TransportUser* user) override { m_user = user; }
    std::size_t read(char* into, std::size_t room) override;
    bool hasEnded() const override;
    bool wasReset() const override { return m_wasReset; }
    bool isQuiet() override;
    void write(std::string_view bytes) override;
    void write(std::string_view front, const QByteArray& middle, std::string_view back) override;
    std::int64_t pendingBytes() const override;

private:
    void onReadyRead();
    void onEnd();

    QAbstractSocket& m_socket;
    QSslSocket* m_tls;
    TransportUser* m_user = nullptr;
    bool m_hasEnded = false;
    bool m_wasReset = false;
};

} // namespace gateway::http
