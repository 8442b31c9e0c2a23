#pragma once

#include "socket_transport.h"

#include "gateway/core/result.h"

#include <QSslConfiguration>

#include <memory>

struct bio_st;
struct ssl_ctx_st;
struct ssl_st;

namespace gateway::http {

/// What the server's side of TLS shows to its clients: TLS 1.2 and 1.3, and
/// HTTP/1.1 where a client lets it choose. Shared by its connections.
class TlsServer {
public:
    /// From the chain and the key of `configuration`. Error: Io, if they do not serve.
    static Result<TlsServer> make(const QSslConfiguration& configuration);

private:
    friend class TlsTransport;
    std::shared_ptr<ssl_ctx_st> m_context;
};

/// The server's end of a TLS connection, read and written as `SocketTransport`
/// is. Reading carries the handshake on: nothing comes before its end, and a
/// broken one ends the transport. Gateway thread.
class TlsTransport final : public SocketTransport {
public:
    TlsTransport(qintptr descriptor, const TlsServer& server);
    ~TlsTransport() override;

    bool isEncrypted() const { return m_isEncrypted; }
    bool endSending() override { return false; }
    /// Says good-bye as TLS wants it, if it can be said at once.
    void close() override;

protected:
    SocketResult receive(char* into, std::size_t room) override;
    SocketResult transmit(std::span<const std::string_view> pieces) override;
    bool mayHoldMore(std::size_t count, std::size_t room) const override;
    void onReadEvent() override;
    void onWriteEvent() override;

private:
    struct Wire; // OpenSSL's way to the descriptor
    struct Free {
        void operator()(ssl_st* tls) const;
    };

    SocketResult toldBy(int returned);
    SocketResult send(std::string_view record);

    std::unique_ptr<ssl_st, Free> m_tls;
    bool m_isEncrypted = false;
    bool m_isDry = false;       // the socket has nothing more until it turns readable
    bool m_awaitsWrite = false; // reading goes on once the socket can be written
    bool m_hasFailed = false;
};

} // namespace gateway::http
