#include "tls_openssl.h"

namespace gateway::http {

Certificate certificate(const QSslCertificate& from)
{
    const QByteArray der = from.toDer();
    const unsigned char* at = octets(der.constData());
    return {d2i_X509(nullptr, &at, der.size()), &X509_free};
}

std::shared_ptr<SSL_CTX> makeContext(const SSL_METHOD* method)
{
    std::shared_ptr<SSL_CTX> context(SSL_CTX_new(method), &SSL_CTX_free);
    if (!context || SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION) != 1)
        return nullptr;
    SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    SSL_CTX_set_mode(context.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_read_ahead(context.get(), 1);
    return context;
}

} // namespace gateway::http
