#include "upstream_tls.h"

#include <QSslCertificate>
#include <QSslConfiguration>

namespace gateway::http {

namespace {

Result<TlsClient> makeClient(const Origin& origin)
{
    if (!origin.verify)
        return TlsClient::trustingAnybody();
    if (origin.caFile.empty())
        return TlsClient::trusting(QSslConfiguration::systemCaCertificates());
    const QList<QSslCertificate> list = QSslCertificate::fromPath(
        QString::fromStdString(origin.caFile), QSsl::Pem, QSslCertificate::PatternSyntax::FixedString);
    if (list.isEmpty())
        return failure(ErrorKind::UpstreamUnreachable, "the CA file cannot be read or holds no certificate", origin.caFile);
    return TlsClient::trusting(list);
}

} // namespace

Result<TlsClient> UpstreamTls::clientFor(const Origin& origin)
{
    const Trust trust(origin.verify, origin.verify ? origin.caFile : std::string());
    const auto found = m_clients.find(trust);
    if (found != m_clients.end())
        return found->second;
    Result<TlsClient> client = makeClient(origin);
    if (client)
        m_clients.emplace(trust, *client);
    return client;
}

void UpstreamTls::clear()
{
    std::erase_if(m_clients, [](const auto& entry) { return !entry.first.second.empty(); });
    for (auto& [trust, client] : m_clients)
        client.forgetSessions();
}

} // namespace gateway::http
