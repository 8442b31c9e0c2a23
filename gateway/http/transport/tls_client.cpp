#include "tls_client.h"

#include "tls_openssl.h"

#include <QDateTime>
#include <QHostAddress>

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <map>
#include <utility>

namespace gateway::http {

namespace {

using Session = std::unique_ptr<SSL_SESSION, decltype(&SSL_SESSION_free)>;

/// With TLS 1.3 sessions arrive after the handshake, as often as the server likes: the last one is used.
int keepSession(SSL* tls, SSL_SESSION* session)
{
    static_cast<Session*>(SSL_get_app_data(tls))->reset(session);
    return 1; // takes ownership
}

int trustNobody(int, X509_STORE_CTX* context)
{
    X509_STORE_CTX_set_error(context, X509_V_ERR_INVALID_CALL);
    return 0;
}

/// Sets the name or address that the certificate must contain.
bool expect(SSL* tls, const std::string& host)
{
    X509_VERIFY_PARAM* const verified = SSL_get0_param(tls);
    if (QHostAddress address(QString::fromStdString(host)); !address.isNull()) {
        address.setScopeId({}); // only meaningful on this machine
        return X509_VERIFY_PARAM_set1_ip_asc(verified, address.toString().toLatin1().constData()) == 1;
    }
    // Source: RFC 6066 §3: no IP address, and no trailing dot.
    const std::string name = host.ends_with('.') ? host.substr(0, host.size() - 1) : host;
    X509_VERIFY_PARAM_set_hostflags(verified, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    return X509_VERIFY_PARAM_set1_host(verified, name.data(), name.size()) == 1
        && SSL_set_tlsext_host_name(tls, name.c_str()) == 1;
}

} // namespace

struct TlsClient::Shared {
    std::shared_ptr<SSL_CTX> context = makeContext(TLS_client_method());
    std::map<std::pair<std::string, int>, Session> sessions; // stable addresses: connections refer to them
};

Result<TlsClient> TlsClient::make(int verifyMode)
{
    TlsClient client;
    client.m_shared = std::make_shared<Shared>();
    SSL_CTX* const context = client.m_shared->context.get();
    if (!context || SSL_CTX_set_alpn_protos(context, octets(kHttp11.data()), static_cast<unsigned int>(kHttp11.size())) != 0) {
        ERR_clear_error();
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "TLS cannot be set up: OpenSSL failed")});
    }
    SSL_CTX_set_verify(context, verifyMode, nullptr);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_sess_set_new_cb(context, keepSession);
    return client;
}

Result<TlsClient> TlsClient::trustingAnybody() { return make(SSL_VERIFY_NONE); }

Result<TlsClient> TlsClient::trusting(const QList<QSslCertificate>& authorities)
{
    Result<TlsClient> client = make(SSL_VERIFY_PEER);
    if (!client)
        return client;
    X509_STORE* const store = SSL_CTX_get_cert_store(client->m_shared->context.get());
    // The only given certificate may be the server's own or an intermediate authority, as with curl. Source:
    // X509_VERIFY_PARAM_set_flags(3), X509_V_FLAG_PARTIAL_CHAIN.
    X509_STORE_set_flags(store, X509_V_FLAG_PARTIAL_CHAIN);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const QSslCertificate& authority : authorities) {
        // An expired one would take precedence over its successor of the same name. Source:
        // SSL_CTX_load_verify_locations(3), "NOTES".
        const Certificate one = authority.expiryDate() < now ? Certificate(nullptr, &X509_free) : certificate(authority);
        if (one)
            X509_STORE_add_cert(store, one.get());
    }
    ERR_clear_error();
    return client;
}

void TlsClient::forgetSessions()
{
    for (auto& [origin, session] : m_shared->sessions)
        session.reset();
}

ssl_st* TlsClient::begin(const std::string& host, int port) const
{
    SSL* const tls = SSL_new(m_shared->context.get());
    Session& session = m_shared->sessions.try_emplace({host, port}, nullptr, &SSL_SESSION_free).first->second;
    SSL_set_app_data(tls, &session);
    if (!expect(tls, host)) // a certificate cannot contain it
        SSL_set_verify(tls, SSL_VERIFY_PEER, trustNobody);
    else if (session)
        SSL_set_session(tls, session.get());
    SSL_set_connect_state(tls);
    return tls;
}

} // namespace gateway::http
