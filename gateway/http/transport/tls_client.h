#pragma once

#include "gateway/core/result.h"

#include <QList>
#include <QSslCertificate>

#include <memory>
#include <string>

struct ssl_st;

namespace gateway::http {

/// The client side of TLS: TLS 1.2 and 1.3 with HTTP/1.1, one verification policy, and sessions that avoid a full
/// handshake with servers verified before. Shared by its connections. Gateway thread.
class TlsClient {
public:
    /// Trusts servers whose certificate one of `authorities` signed, or which is one of them. Error: Io, if OpenSSL
    /// fails.
    static Result<TlsClient> trusting(const QList<QSslCertificate>& authorities);
    /// Trusts every server. Error: Io, if OpenSSL fails.
    static Result<TlsClient> trustingAnybody();

    void forgetSessions();

private:
    friend class TlsTransport;
    struct Shared;

    static Result<TlsClient> make(int verifyMode);
    /// A connection's state before its handshake; it refers to `m_shared`.
    ssl_st* begin(const std::string& host, int port) const;

    std::shared_ptr<Shared> m_shared;
};

} // namespace gateway::http
