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

/// One end of a TLS connection, read and written as `SocketTransport` is. Reading
/// (`readAhead(1)` is enough) carries the handshake on: nothing comes before its
/// end, and a broken one ends the transport. Gateway thread.
class TlsTransport final : public SocketTransport {
public:
    /// The server's end: the client begins.
    TlsTransport(qintptr descriptor, const TlsServer& server);
    /// The client's end, which begins once it is read. The other one has to show
    /// that it is `host`, a name or an address literal, if `client` verifies.
    TlsTransport(qintptr descriptor, const TlsClient& client, const std::string& host, int port);
    ~TlsTransport() override;

    bool isEncrypted() const { return m_isEncrypted; }
    /// Why the handshake of a client's end broke. UpstreamUnreachable.
    Error handshakeError() const;
    /// And that nobody who is trusted vouches for the other side.
    bool lacksAuthority() const;
    bool endSending() override { return false; }
    /// Says good-bye as TLS wants it, if it can be said at once.
    void close() override;
    bool lacksGoodBye() const override { return m_lacksGoodBye; }

protected:
    SocketResult receive(char* into, std::size_t room) override;
    SocketResult transmit(std::span<const std::string_view> pieces) override;
    bool mayHoldMore(std::size_t count, std::size_t room) const override;
    void onReadEvent() override;
    void onWriteEvent() override;

private:
    struct Wire; // OpenSSL's way to the descriptor
    enum class WireState { Open, Ended, Broken };
    struct Free {
        void operator()(ssl_st* tls) const;
    };

    TlsTransport(qintptr descriptor, ssl_st* tls, std::shared_ptr<const void> shared);
    SocketResult toldBy(int returned);
    SocketResult endOfReading(int returned);
    SocketResult send(std::string_view record);

    std::shared_ptr<const void> m_shared; // what `m_tls` refers to
    std::unique_ptr<ssl_st, Free> m_tls;
    unsigned long m_error = 0; // NOLINT(google-runtime-int): OpenSSL's; of a handshake that broke
    WireState m_wire = WireState::Open;
    bool m_isEncrypted = false;
    bool m_isDry = false;       // the socket has nothing more until it turns readable
    bool m_hasNews = false;     // an end was found behind bytes, and is told next
    bool m_awaitsWrite = false; // reading goes on once the socket can be written
    bool m_hasFailed = false;
    bool m_lacksGoodBye = false;
};

} // namespace gateway::http
