#include "upstream_tls.h"

namespace gateway::http {

Result<QList<QSslCertificate>> UpstreamTls::authorities(const std::string& caFile)
{
    if (caFile.empty()) {
        if (!m_system)
            m_system = QSslConfiguration::systemCaCertificates();
        return *m_system;
    }
    QList<QSslCertificate> list
        = QSslCertificate::fromPath(QString::fromStdString(caFile), QSsl::Pem, QSslCertificate::PatternSyntax::FixedString);
    if (list.isEmpty())
        return failure(ErrorKind::UpstreamUnreachable, "the CA file cannot be read or holds no certificate", caFile);
    return list;
}

Result<QSslConfiguration> UpstreamTls::configurationFor(const Origin& origin)
{
    const Trust trust(origin.verify, origin.verify ? origin.caFile : std::string());
    auto found = m_configurations.find(trust);
    if (found == m_configurations.end()) {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setProtocol(QSsl::TlsV1_2OrLater);
        configuration.setAllowedNextProtocols({QSslConfiguration::NextProtocolHttp1_1});
        configuration.setSslOption(QSsl::SslOptionDisableSessionPersistence, false);
        configuration.setPeerVerifyMode(origin.verify ? QSslSocket::VerifyPeer : QSslSocket::VerifyNone);
        if (origin.verify) {
            const Result<QList<QSslCertificate>> list = authorities(origin.caFile);
            if (!list)
                return tl::unexpected<Error>(list.error());
            configuration.setCaCertificates(*list);
        }
        found = m_configurations.emplace(trust, configuration).first;
    }
    const auto ticket = m_tickets.find(origin);
    if (ticket == m_tickets.end())
        return found->second;
    QSslConfiguration resuming = found->second;
    resuming.setSessionTicket(ticket->second);
    return resuming;
}

void UpstreamTls::keepTicket(const Origin& origin, const QByteArray& ticket)
{
    if (!ticket.isEmpty())
        m_tickets[origin] = ticket;
}

void UpstreamTls::clear()
{
    m_configurations.clear();
    m_tickets.clear();
}

} // namespace gateway::http
