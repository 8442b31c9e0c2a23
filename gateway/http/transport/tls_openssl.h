#pragma once

#include <QSslCertificate>

#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <memory>
#include <string_view>

namespace gateway::http {

/// As ALPN writes it. Source: RFC 7301 §3.1.
constexpr std::string_view kHttp11("\x08http/1.1");

inline const unsigned char* octets(const char* bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes); // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast): OpenSSL's bytes
}

using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

/// Null if OpenSSL does not take it.
Certificate certificate(const QSslCertificate& from);

/// What both ends have in common; null if OpenSSL gives none.
std::shared_ptr<SSL_CTX> makeContext(const SSL_METHOD* method);

} // namespace gateway::http
