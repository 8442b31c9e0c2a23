#include "tls_transport.h"

#include "socket_calls.h"

#include <QSslCertificate>
#include <QSslKey>

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace gateway::http {

namespace {

/// What one record holds. Source: RFC 8446 §5.1.
constexpr std::size_t kRecord = 16 * 1024;
/// Of TLS 1.2: ephemeral keys and a cipher with authentication, or AES at least.
constexpr const char* kCiphers = "ECDHE+AESGCM:ECDHE+CHACHA20:ECDHE+AES:!aNULL";
/// As ALPN writes it. Source: RFC 7301 §3.1.
constexpr std::string_view kHttp11("\x08http/1.1");

const unsigned char* octets(const char* bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes); // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast): OpenSSL's bytes
}

using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

Certificate certificate(const QSslCertificate& from)
{
    const QByteArray der = from.toDer();
    const unsigned char* at = octets(der.constData());
    return {d2i_X509(nullptr, &at, der.size()), &X509_free};
}

Key privateKey(const QSslKey& from)
{
    const QByteArray der = from.toDer();
    const unsigned char* at = octets(der.constData());
    return {d2i_AutoPrivateKey(nullptr, &at, der.size()), &EVP_PKEY_free};
}

/// A client that offers protocols, but not ours, is refused. Source: RFC 7301 §3.2.
int chooseProtocol(SSL*, const unsigned char** out, unsigned char* size, const unsigned char* offered,
                   unsigned int offeredSize, void*)
{
    unsigned char* chosen = nullptr;
    const int found = SSL_select_next_proto(&chosen, size, octets(kHttp11.data()),
                                            static_cast<unsigned int>(kHttp11.size()), offered, offeredSize);
    *out = chosen;
    return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

bool useCertificates(SSL_CTX* context, const QSslConfiguration& configuration)
{
    const QList<QSslCertificate> chain = configuration.localCertificateChain();
    if (chain.isEmpty())
        return false;
    const Certificate own = certificate(chain.first());
    const Key key = privateKey(configuration.privateKey());
    if (!own || !key || SSL_CTX_use_certificate(context, own.get()) != 1
        || SSL_CTX_use_PrivateKey(context, key.get()) != 1 || SSL_CTX_check_private_key(context) != 1)
        return false;
    return std::all_of(std::next(chain.begin()), chain.end(), [&](const QSslCertificate& next) {
        const Certificate one = certificate(next);
        return one && SSL_CTX_add1_chain_cert(context, one.get()) == 1;
    });
}

} // namespace

Result<TlsServer> TlsServer::make(const QSslConfiguration& configuration)
{
    TlsServer server;
    server.m_context = {SSL_CTX_new(TLS_server_method()), &SSL_CTX_free};
    SSL_CTX* const context = server.m_context.get();
    if (!context || SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) != 1
        || SSL_CTX_set_cipher_list(context, kCiphers) != 1 || !useCertificates(context, configuration)) {
        ERR_clear_error();
        return failure(ErrorKind::Io, "HTTPS cannot use its certificate and key: OpenSSL refuses them.");
    }
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF); // tickets do without
    SSL_CTX_set_read_ahead(context, 1);
    SSL_CTX_set_alpn_select_cb(context, chooseProtocol, nullptr);
    return server;
}

struct TlsTransport::Wire {
    static TlsTransport& of(BIO* bio) { return *static_cast<TlsTransport*>(BIO_get_data(bio)); }

    static int read(BIO* bio, char* into, int room)
    {
        TlsTransport& transport = of(bio);
        BIO_clear_retry_flags(bio);
        SocketResult result;
        if (!transport.m_isDry)
            result = receiveFrom(transport.descriptor(), into, static_cast<std::size_t>(room));
        transport.m_isDry = result.kind == SocketResult::Kind::Later || result.count < static_cast<std::size_t>(room);
        if (result.kind == SocketResult::Kind::Later)
            BIO_set_retry_read(bio);
        if (result.kind == SocketResult::Kind::End)
            return 0;
        return result.kind == SocketResult::Kind::Some ? static_cast<int>(result.count) : -1;
    }

    static int write(BIO* bio, const char* bytes, int size)
    {
        BIO_clear_retry_flags(bio);
        const std::string_view piece(bytes, static_cast<std::size_t>(size));
        const SocketResult result = sendTo(of(bio).descriptor(), {&piece, 1});
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

void TlsTransport::Free::operator()(ssl_st* tls) const { SSL_free(tls); }

TlsTransport::TlsTransport(qintptr descriptor, const TlsServer& server)
    : SocketTransport(descriptor), m_tls(SSL_new(server.m_context.get()))
{
    BIO* const wire = BIO_new(Wire::method());
    BIO_set_data(wire, this);
    BIO_set_init(wire, 1);
    SSL_set_bio(m_tls.get(), wire, wire);
    SSL_set_accept_state(m_tls.get());
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

// What a call that did not succeed came to.
SocketResult TlsTransport::toldBy(int returned)
{
    const int error = SSL_get_error(m_tls.get(), returned);
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

SocketResult TlsTransport::receive(char* into, std::size_t room)
{
    m_awaitsWrite = false;
    if (!m_isEncrypted) {
        const int accepted = SSL_do_handshake(m_tls.get());
        if (accepted != 1)
            return toldBy(accepted);
        m_isEncrypted = true;
    }
    std::size_t count = 0;
    const int read = SSL_read_ex(m_tls.get(), into, room, &count);
    return read == 1 ? SocketResult{SocketResult::Kind::Some, count} : toldBy(read);
}

bool TlsTransport::mayHoldMore(std::size_t, std::size_t) const { return !m_isDry || SSL_has_pending(m_tls.get()) == 1; }

SocketResult TlsTransport::send(std::string_view record)
{
    std::size_t count = 0;
    const int written = SSL_write_ex(m_tls.get(), record.data(), record.size(), &count);
    if (written == 1)
        return {SocketResult::Kind::Some, count};
    const bool awaitedWrite = m_awaitsWrite;
    const SocketResult result = toldBy(written);
    m_awaitsWrite = awaitedWrite; // it is not reading that waits
    return result;
}

// In records as full as they can be. One that could not leave is given again, then with
// as many bytes or more, as OpenSSL wants it: the caller goes on where this left off.
SocketResult TlsTransport::transmit(std::span<const std::string_view> pieces)
{
    SocketResult all{SocketResult::Kind::Some, 0};
    std::array<char, kRecord> joined; // NOLINT(cppcoreguidelines-pro-type-member-init): filled below
    std::size_t at = 0; // in the first of `pieces`
    while (!pieces.empty()) {
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
        while (!pieces.empty() && at >= pieces.front().size()) {
            at -= pieces.front().size();
            pieces = pieces.subspan(1);
        }
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
        onReadEvent(); // may be the end of this
        return;
    }
    SocketTransport::onWriteEvent();
}

} // namespace gateway::http
