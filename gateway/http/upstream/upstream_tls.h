#pragma once

#include "upstream.h"

#include "gateway/core/result.h"
#include "gateway/http/transport/tls_client.h"

#include <map>
#include <string>
#include <tuple>

namespace gateway::http {

/// TLS towards upstreams: one client for each way to verify, made when it is
/// first needed, since to read authorities takes milliseconds. Gateway thread.
class UpstreamTls {
public:
    /// Error: UpstreamUnreachable, if the CA file is of no use, with what it holds.
    Result<TlsClient> clientFor(const Origin& origin);
    /// Forgets what was read from files, and all sessions.
    void clear();

private:
    using Trust = std::tuple<bool, std::string, Authorities>; // verify, CA file, what was read from it

    void forgetOthers(const Trust& trust);

    std::map<Trust, TlsClient> m_clients;
};

} // namespace gateway::http
