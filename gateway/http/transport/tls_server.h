#pragma once

#include "gateway/core/result.h"

#include <QSslConfiguration>

#include <memory>

struct ssl_ctx_st;

namespace gateway::http {

/// What the server's side of TLS shows to its clients: TLS 1.2 and 1.3, and
/// HTTP/1.1 where a client lets it choose. Shared by its connections.
class TlsServer {
public:
    /// From the chain and the key of `configuration`. Error: Io, if they do not serve.
    static Result<TlsServer> make(const QSslConfiguration& configuration);

private:
    friend class TlsTransport;
    std::shared_ptr<ssl_ctx_st> m_context;
};

} // namespace gateway::http
