#pragma once

#include "upstream.h"

#include "gateway/core/result.h"

#include <QByteArray>
#include <QList>
#include <QSslCertificate>
#include <QSslConfiguration>

#include <map>
#include <optional>
#include <string>
#include <utility>

namespace gateway::http {

/// TLS towards upstreams: one configuration for each way to verify, made when
/// it is first needed, and the session tickets that save a full handshake.
/// Gateway thread.
class UpstreamTls {
public:
    /// Error: UpstreamUnreachable, if the CA file cannot be read or holds no certificate.
    Result<QSslConfiguration> configurationFor(const Origin& origin);
    void keepTicket(const Origin& origin, const QByteArray& ticket);
    /// Forgets what was read from files, and the sessions that it vouched for.
    void clear();

private:
    using Trust = std::pair<bool, std::string>; // verify, CA file

    Result<QList<QSslCertificate>> authorities(const std::string& caFile);

    std::optional<QList<QSslCertificate>> m_system; // milliseconds to read: once
    std::map<Trust, QSslConfiguration> m_configurations;
    std::map<Origin, QByteArray> m_tickets;
};

} // namespace gateway::http
