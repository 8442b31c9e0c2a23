#include "tls_server.h"

#include "tls_openssl.h"

#include <QSslKey>

#include <openssl/err.h>

#include <algorithm>
#include <iterator>

namespace gateway::http {

namespace {

/// For TLS 1.2: ephemeral keys and an authenticated cipher, or at least AES.
constexpr const char* kCiphers = "ECDHE+AESGCM:ECDHE+CHACHA20:ECDHE+AES:!aNULL";

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

Key privateKey(const QSslKey& from)
{
    const QByteArray der = from.toDer();
    const unsigned char* at = octets(der.constData());
    return {d2i_AutoPrivateKey(nullptr, &at, der.size()), &EVP_PKEY_free};
}

/// A client that offers protocols, but not ours, is rejected. Source: RFC 7301 §3.2.
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
    server.m_context = makeContext(TLS_server_method());
    SSL_CTX* const context = server.m_context.get();
    if (!context || SSL_CTX_set_cipher_list(context, kCiphers) != 1 || !useCertificates(context, configuration)) {
        ERR_clear_error();
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "HTTPS cannot use its certificate and key: OpenSSL rejected them.")});
    }
    SSL_CTX_set_options(context, SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF); // session tickets need no cache
    SSL_CTX_set_alpn_select_cb(context, chooseProtocol, nullptr);
    return server;
}

} // namespace gateway::http
