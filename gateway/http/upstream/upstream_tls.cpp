#include "upstream_tls.h"

#include "gateway/http/tls/authority_file.h"

#include <QSslCertificate>
#include <QSslConfiguration>

namespace gateway::http {

namespace {

Sentence noneBecause(const Origin& origin)
{
    return origin.authorityProblem.isEmpty() ? QT_TRANSLATE_NOOP("Error", "SSL_CERT_FILE and SSL_CERT_DIR contain no readable certificate") : origin.authorityProblem;
}

Result<TlsClient> makeClient(const Origin& origin)
{
    if (!origin.verify)
        return TlsClient::trustingAnybody();
    if (origin.authorities && origin.authorities->isEmpty())
        return failure(ErrorKind::UpstreamUnreachable, {QT_TRANSLATE_NOOP("Error", "no certificate is trusted: %1. Correct SSL_CERT_FILE and SSL_CERT_DIR, or unset them"), {noneBecause(origin)}});
    if (origin.authorities)
        return TlsClient::trusting(*origin.authorities);
    if (origin.caFile.empty())
        return TlsClient::trusting(QSslConfiguration::systemCaCertificates());
    const AuthorityFile file = readAuthorityFile(QString::fromStdString(origin.caFile));
    if (file.finding != AuthorityFinding::Good)
        return failure(ErrorKind::UpstreamUnreachable, authorityProblem(asIs("ca_file"), origin.caFile, file.finding), origin.caFile);
    return TlsClient::trusting(file.certificates);
}

} // namespace

Result<TlsClient> UpstreamTls::clientFor(const Origin& origin)
{
    const Trust trust = origin.verify ? Trust(true, origin.caFile, origin.authorities) : Trust(false, {}, {});
    const auto found = m_clients.find(trust);
    if (found != m_clients.end())
        return found->second;
    Result<TlsClient> client = makeClient(origin);
    if (client) {
        forgetOthers(trust);
        m_clients.emplace(trust, *client);
    }
    return client;
}

/// What was read from the same file before.
void UpstreamTls::forgetOthers(const Trust& trust)
{
    std::erase_if(m_clients, [&trust](const auto& entry) {
        return std::get<0>(entry.first) && std::get<0>(trust) && std::get<1>(entry.first) == std::get<1>(trust);
    });
}

void UpstreamTls::clear()
{
    std::erase_if(m_clients, [](const auto& entry) { return !std::get<1>(entry.first).empty(); });
    for (auto& [trust, client] : m_clients)
        client.forgetSessions();
}

} // namespace gateway::http
