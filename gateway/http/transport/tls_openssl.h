#pragma once

#include <QSslCertificate>

#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <memory>
#include <string_view>

namespace gateway::http {

/// In the format of ALPN. Source: RFC 7301 §3.1.
constexpr std::string_view kHttp11("\x08http/1.1");

inline const unsigned char* octets(const char* bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes); // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast): OpenSSL's bytes
}

using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

/// Null if OpenSSL does not accept it.
Certificate certificate(const QSslCertificate& from);

/// The settings common to both ends; null if OpenSSL fails.
std::shared_ptr<SSL_CTX> makeContext(const SSL_METHOD* method);

} // namespace gateway::http
