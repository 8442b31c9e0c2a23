#pragma once

#include "socket_transport.h"

#include "gateway/core/error.h"

#include <memory>
#include <string>

struct bio_st;
struct ssl_st;

namespace gateway::http {

class TlsClient;
class TlsServer;

/// One end of a TLS connection, used like `SocketTransport`. Reading (`readAhead(1)` is enough) drives the handshake:
/// no data arrives before its end, and a failed one ends the transport. Gateway thread.
class TlsTransport final : public SocketTransport {
public:
    /// The server end: the client begins.
    TlsTransport(qintptr descriptor, const TlsServer& server);
    /// The client end, which begins when it is read. If `client` verifies, the peer must prove that it is `host`, a
    /// name or an address literal.
    TlsTransport(qintptr descriptor, const TlsClient& client, const std::string& host, int port);
    ~TlsTransport() override;

    bool isEncrypted() const { return m_isEncrypted; }
    /// Why the handshake of a client end failed. UpstreamUnreachable.
    Error handshakeError() const;
    /// Whether it failed because no trusted authority signed the peer's certificate.
    bool lacksAuthority() const;
    bool endSending() override { return false; }
    /// Sends the TLS close alert if that is possible at once.
    void close() override;
    bool lacksGoodBye() const override { return m_lacksGoodBye; }

protected:
    SocketResult receive(char* into, std::size_t room) override;
    SocketResult transmit(std::span<const std::string_view> pieces) override;
    bool mayHoldMore(std::size_t count, std::size_t room) const override;
    void onReadEvent() override;
    void onWriteEvent() override;

private:
    struct Wire; // connects OpenSSL to the descriptor
    enum class WireState { Open, Ended, Broken };
    struct Free {
        void operator()(ssl_st* tls) const;
    };

    TlsTransport(qintptr descriptor, ssl_st* tls, std::shared_ptr<const void> shared);
    SocketResult resultOf(int returned);
    SocketResult endOfReading(int returned);
    SocketResult send(std::string_view record);

    std::shared_ptr<const void> m_shared; // referenced by `m_tls`
    std::unique_ptr<ssl_st, Free> m_tls;
    unsigned long m_error = 0; // NOLINT(google-runtime-int): OpenSSL's; of a failed handshake
    WireState m_wire = WireState::Open;
    bool m_isEncrypted = false;
    bool m_isDry = false;       // the socket has nothing more until it becomes readable
    bool m_hasNews = false;     // an end was found after data, and is reported next
    bool m_awaitsWrite = false; // reading continues once the socket is writable
    bool m_hasFailed = false;
    bool m_lacksGoodBye = false;
};

} // namespace gateway::http
