#pragma once

#include "upstream.h"

#include "gateway/core/result.h"
#include "gateway/http/transport/tls_client.h"

#include <map>
#include <string>
#include <tuple>

namespace gateway::http {

/// TLS to upstreams: one client for each verification policy, created at the first use, since reading authorities takes
/// milliseconds. Gateway thread.
class UpstreamTls {
public:
    /// Error: UpstreamUnreachable if the CA file is unusable, with what it contains.
    Result<TlsClient> clientFor(const Origin& origin);
    /// Forgets everything read from files, and all sessions.
    void clear();

private:
    using Trust = std::tuple<bool, std::string, Authorities>; // verify, CA file, the authorities read from it

    void forgetOthers(const Trust& trust);

    std::map<Trust, TlsClient> m_clients;
};

} // namespace gateway::http
