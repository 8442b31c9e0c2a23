#include "tls_transport.h"

#include "socket_calls.h"
#include "tls_client.h"
#include "tls_openssl.h"
#include "tls_server.h"

#include "gateway/http/tls/certificate_problem.h"

#include <QtGlobal>

#include <openssl/err.h>

#include <algorithm>
#include <array>
#include <utility>

namespace gateway::http {

namespace {

/// Maximum content of a record. Source: RFC 8446 §5.1.
constexpr std::size_t kRecord = 16 * 1024;

} // namespace

struct TlsTransport::Wire {
    static TlsTransport& of(BIO* bio) { return *static_cast<TlsTransport*>(BIO_get_data(bio)); }

    static int read(BIO* bio, char* into, int room)
    {
        TlsTransport& transport = of(bio);
        BIO_clear_retry_flags(bio);
        if (transport.m_wire != WireState::Open)
            return transport.m_wire == WireState::Ended ? 0 : -1;
        SocketResult result;
        if (!transport.m_isDry)
            result = receiveFrom(transport.descriptor(), into, static_cast<std::size_t>(room));
        transport.m_isDry = result.count < static_cast<std::size_t>(room);
        switch (result.kind) {
        case SocketResult::Kind::Some:
            return static_cast<int>(result.count);
        case SocketResult::Kind::Later:
            BIO_set_retry_read(bio);
            return -1;
        case SocketResult::Kind::End:
            transport.m_wire = WireState::Ended;
            return 0;
        case SocketResult::Kind::Broken:
            transport.m_wire = WireState::Broken;
        }
        return -1;
    }

    static int write(BIO* bio, const char* bytes, int size)
    {
        TlsTransport& transport = of(bio);
        BIO_clear_retry_flags(bio);
        const std::string_view piece(bytes, static_cast<std::size_t>(size));
        const SocketResult result = sendTo(transport.descriptor(), {&piece, 1});
        if (result.kind == SocketResult::Kind::Later)
            BIO_set_retry_write(bio);
        return result.kind == SocketResult::Kind::Some ? static_cast<int>(result.count) : -1;
    }

    static long control(BIO*, int command, long, void*) { return command == BIO_CTRL_FLUSH ? 1 : 0; } // NOLINT(google-runtime-int): OpenSSL's signature

    static BIO_METHOD* method()
    {
        static BIO_METHOD* const made = [] {
            BIO_METHOD* const m = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket");
            BIO_meth_set_read(m, read);
            BIO_meth_set_write(m, write);
            BIO_meth_set_ctrl(m, control);
            return m;
        }();
        return made;
    }
};

// Without this mark OpenSSL discards the session after an end without a closing alert.
void TlsTransport::Free::operator()(ssl_st* tls) const
{
    SSL_set_shutdown(tls, SSL_SENT_SHUTDOWN);
    SSL_free(tls);
}

TlsTransport::TlsTransport(qintptr descriptor, ssl_st* tls, std::shared_ptr<const void> shared)
    : SocketTransport(descriptor), m_shared(std::move(shared)), m_tls(tls)
{
    BIO* const wire = BIO_new(Wire::method());
    BIO_set_data(wire, this);
    BIO_set_init(wire, 1);
    SSL_set_bio(tls, wire, wire);
}

TlsTransport::TlsTransport(qintptr descriptor, const TlsServer& server)
    : TlsTransport(descriptor, SSL_new(server.m_context.get()), server.m_context)
{
    SSL_set_accept_state(m_tls.get());
}

TlsTransport::TlsTransport(qintptr descriptor, const TlsClient& client, const std::string& host, int port)
    : TlsTransport(descriptor, client.begin(host, port), client.m_shared)
{
}

TlsTransport::~TlsTransport() { TlsTransport::close(); }

void TlsTransport::close()
{
    if (isOpen() && m_isEncrypted && !m_hasFailed && pendingBytes() == 0) {
        SSL_shutdown(m_tls.get());
        ERR_clear_error();
    }
    SocketTransport::close();
}

// The result of a call that did not succeed.
SocketResult TlsTransport::resultOf(int returned)
{
    const int error = SSL_get_error(m_tls.get(), returned);
    m_error = ERR_peek_error();
    ERR_clear_error();
    switch (error) {
    case SSL_ERROR_WANT_WRITE:
        m_awaitsWrite = true;
        waitForWritable();
        [[fallthrough]];
    case SSL_ERROR_WANT_READ:
        return {SocketResult::Kind::Later, 0};
    case SSL_ERROR_ZERO_RETURN:
        return {SocketResult::Kind::End, 0};
    default:
        m_hasFailed = true;
        return {SocketResult::Kind::Broken, 0};
    }
}

// Many peers close without a closing alert. HTTP detects missing data, except in a body that only the end of the
// connection ends.
SocketResult TlsTransport::endOfReading(int returned)
{
    SocketResult result = resultOf(returned);
    m_lacksGoodBye = result.kind == SocketResult::Kind::Broken && m_wire == WireState::Ended && m_error == 0;
    if (m_lacksGoodBye)
        result.kind = SocketResult::Kind::End;
    return result;
}

// Reads everything available: a separate piece for each record would also be written separately.
SocketResult TlsTransport::receive(char* into, std::size_t room)
{
    m_awaitsWrite = m_hasNews = false;
    ERR_clear_error(); // may be left from other code
    if (!m_isEncrypted) {
        const int agreed = SSL_do_handshake(m_tls.get());
        if (agreed != 1)
            return resultOf(agreed);
        m_isEncrypted = true;
    }
    SocketResult all{SocketResult::Kind::Some, 0};
    while (all.count < room && (all.count == 0 || mayHoldMore(all.count, room))) {
        std::size_t count = 0;
        const int read = SSL_read_ex(m_tls.get(), into + all.count, room - all.count, &count);
        if (read != 1) {
            const SocketResult end = endOfReading(read);
            m_hasNews = end.kind != SocketResult::Kind::Later;
            return all.count == 0 ? end : all;
        }
        all.count += count;
    }
    return all;
}

bool TlsTransport::mayHoldMore(std::size_t, std::size_t) const
{
    return m_hasNews || !m_isDry || SSL_has_pending(m_tls.get()) == 1;
}

Error TlsTransport::handshakeError() const
{
    Error error;
    error.kind = ErrorKind::UpstreamUnreachable;
    const long verified = SSL_get_verify_result(m_tls.get()); // NOLINT(google-runtime-int): OpenSSL's
    if (verified != X509_V_OK && SSL_get_verify_mode(m_tls.get()) != SSL_VERIFY_NONE) {
        error.message = {QT_TRANSLATE_NOOP("Error", "certificate not trusted: %1"), {certificateProblem(static_cast<int>(verified))}};
        error.detail = X509_verify_cert_error_string(verified);
    } else if (m_error != 0) {
        const char* const reason = ERR_reason_error_string(m_error);
        error.message = {QT_TRANSLATE_NOOP("Error", "TLS handshake failed")};
        error.detail = reason ? reason : "";
    } else {
        error.message = {QT_TRANSLATE_NOOP("Error", "connection closed while it was being set up")};
        error.detail = "closed in the TLS handshake";
    }
    return error;
}

bool TlsTransport::lacksAuthority() const
{
    const long verified = SSL_get_verify_result(m_tls.get()); // NOLINT(google-runtime-int): OpenSSL's
    return isUnvouched(static_cast<int>(verified));
}

SocketResult TlsTransport::send(std::string_view record)
{
    std::size_t count = 0;
    ERR_clear_error();
    const int written = SSL_write_ex(m_tls.get(), record.data(), record.size(), &count);
    if (written == 1)
        return {SocketResult::Kind::Some, count};
    const bool awaitedWrite = m_awaitsWrite;
    const SocketResult result = resultOf(written);
    m_awaitsWrite = awaitedWrite; // it is not reading that waits
    return result;
}

// In records as full as possible. A record that could not be sent must be repeated with at least as many bytes, as
// OpenSSL requires: the caller continues where this stopped.
SocketResult TlsTransport::transmit(std::span<const std::string_view> pieces)
{
    SocketResult all{SocketResult::Kind::Some, 0};
    std::array<char, kRecord> joined; // NOLINT(cppcoreguidelines-pro-type-member-init): filled below
    std::size_t at = 0; // in the first of `pieces`
    while (!pieces.empty()) {
        if (at >= pieces.front().size()) {
            at -= pieces.front().size();
            pieces = pieces.subspan(1);
            continue;
        }
        std::string_view record = pieces.front().substr(at, kRecord);
        if (record.size() < kRecord && pieces.size() > 1) {
            std::size_t size = 0;
            for (std::size_t i = 0; i < pieces.size() && size < kRecord; ++i)
                size += pieces[i].substr(i == 0 ? at : 0).copy(joined.data() + size, kRecord - size);
            record = {joined.data(), size};
        }
        const SocketResult result = send(record);
        if (result.kind == SocketResult::Kind::Broken)
            return result;
        all.count += result.count;
        if (result.count < record.size())
            return all;
        at += result.count;
    }
    return all;
}

void TlsTransport::onReadEvent()
{
    m_isDry = false;
    SocketTransport::onReadEvent();
}

void TlsTransport::onWriteEvent()
{
    if (m_awaitsWrite) {
        sendPending();
        onReadEvent(); // may destroy this object
        return;
    }
    SocketTransport::onWriteEvent();
}

} // namespace gateway::http
