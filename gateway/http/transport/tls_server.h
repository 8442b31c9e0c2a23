#pragma once

#include "gateway/core/result.h"

#include <QSslConfiguration>

#include <memory>

struct ssl_ctx_st;

namespace gateway::http {

/// The server side of TLS: TLS 1.2 and 1.3, and HTTP/1.1 for clients that negotiate. Shared by its connections.
class TlsServer {
public:
    /// Uses the chain and the key of `configuration`. Error: Io, if they are unusable.
    static Result<TlsServer> make(const QSslConfiguration& configuration);

private:
    friend class TlsTransport;
    std::shared_ptr<ssl_ctx_st> m_context;
};

} // namespace gateway::http
