#include "chore.h"

#include "gateway/core/text/system_reason.h"
#include "gateway/http/proxy/plain_proxy.h"
#include "gateway/http/proxy/system_proxy.h"
#include "gateway/http/tls/authority_file.h"

#include <QFutureWatcher>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QPromise>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QThreadPool>
#include <QUrl>

namespace gateway::providers {

namespace {

/// Reads a PEM file in a worker, since its folder may hang.
QFuture<http::AuthorityFile> readCertificates(const std::string& path)
{
    auto promise = std::make_shared<QPromise<http::AuthorityFile>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise, file = QString::fromStdString(path)] {
        promise->addResult(http::readAuthorityFile(file));
        promise->finish();
    });
    return promise->future();
}

UpstreamFailure causeOf(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::ConnectionRefusedError: return UpstreamFailure::Refused;
    case QNetworkReply::HostNotFoundError: return UpstreamFailure::HostNotFound;
    case QNetworkReply::SslHandshakeFailedError: return UpstreamFailure::NotSecure;
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError: return UpstreamFailure::ProxyFailed;
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolUnknownError: return UpstreamFailure::BrokenOff;
    default: return UpstreamFailure::Unreachable;
    }
}

} // namespace

Chore::Chore(QNetworkAccessManager& network, const UpstreamAccess& access, const std::string& path,
    const QByteArray& body, Piece piece, Done done, QObject* parent)
    : QObject(parent)
    , m_network(network)
    , m_access(access)
    , m_path(path)
    , m_toSend(body)
    , m_piece(std::move(piece))
    , m_done(std::move(done))
{
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, [this] {
        end(Error{ErrorKind::UpstreamTimeout,
                {QT_TRANSLATE_NOOP("Error", "%1 did not answer within %2 ms"), {m_access.endpoint.origin(), std::to_string(m_access.limit.count())}}},
            UpstreamFailure::TimedOut);
    });
    m_limit.start(m_access.limit);
    QMetaObject::invokeMethod(this, &Chore::begin, Qt::QueuedConnection);
}

void Chore::begin()
{
    if (!m_access.proxy)
        if (const Sentence problem = http::proxyProblem(QUrl(QString::fromStdString(m_access.endpoint.origin()))); !problem.isEmpty())
            return end(Error{ErrorKind::UpstreamUnreachable,
                           {QT_TRANSLATE_NOOP("Error", "%1 cannot be reached: %2"), {m_access.endpoint.origin(), problem}}, toText(problem)},
                UpstreamFailure::ProxyFailed);
    m_forwarder = http::forwarderOf(QUrl(QString::fromStdString(m_access.endpoint.origin())), m_access.proxy);
    if (m_access.authorities && m_access.endpoint.isSecure)
        m_authorities = *m_access.authorities;
    if (m_access.authorities || m_access.caFile.empty() || !m_access.endpoint.isSecure)
        return send();
    auto* watcher = new QFutureWatcher<http::AuthorityFile>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher] {
        watcher->deleteLater();
        const http::AuthorityFile file = watcher->result();
        if (file.finding != http::AuthorityFinding::Good)
            return end(Error{ErrorKind::UpstreamUnreachable, http::authorityProblem(asIs("ca_file"), m_access.caFile, file.finding), m_access.caFile},
                UpstreamFailure::NoAuthorities);
        m_authorities = file.certificates;
        if (m_done)
            send();
    });
    watcher->setFuture(readCertificates(m_access.caFile));
}

QNetworkRequest Chore::request() const
{
    std::string target = m_path;
    QNetworkRequest request;
    for (const auto& [name, value] : m_access.endpoint.headers)
        request.setRawHeader(QByteArray::fromStdString(name), QByteArray::fromStdString(value));
    for (const auto& [name, value] : m_access.authorization) {
        if (name.starts_with('?'))
            target += (target.find('?') == std::string::npos ? '?' : '&') + name.substr(1) + '=' + value;
        else
            request.setRawHeader(QByteArray::fromStdString(name), QByteArray::fromStdString(value));
    }
    const std::string url =
        m_access.endpoint.origin() + target;
    request.setUrl(QUrl(QString::fromStdString(url), QUrl::StrictMode));
    if (const QByteArray credentials = m_forwarder ? http::proxyCredentials(*m_forwarder) : QByteArray(); !credentials.isEmpty())
        request.setRawHeader("Proxy-Authorization", credentials);
    request.setRawHeader("Connection", "close"); // background requests are rare: no connection is kept open
    request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("signalbox/" SIGNALBOX_VERSION));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false); // as for real requests
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    if (m_access.endpoint.isSecure && (!m_access.verify || !m_authorities.isEmpty())) {
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        if (!m_authorities.isEmpty())
            tls.setCaCertificates(m_authorities);
        if (!m_access.verify)
            tls.setPeerVerifyMode(QSslSocket::VerifyNone);
        request.setSslConfiguration(tls);
    }
    return request;
}

QList<QSslCertificate> Chore::trusted() const
{
    return m_authorities.isEmpty() ? QSslConfiguration::defaultConfiguration().caCertificates() : m_authorities;
}

void Chore::send()
{
    QNetworkRequest message = request();
    if (m_toSend.isEmpty()) {
        m_reply = m_network.get(message);
    } else {
        if (!message.hasRawHeader("Content-Type"))
            message.setRawHeader("Content-Type", "application/json");
        if (!message.hasRawHeader("Accept"))
            message.setRawHeader("Accept", "text/event-stream");
        m_reply = m_network.post(message, m_toSend);
    }
    m_reply->setParent(this);
    if (!m_access.verify)
        m_reply->ignoreSslErrors();
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError>& errors) {
        const auto ignored = http::errorsOfPartialChain(errors, m_reply->sslConfiguration().peerCertificateChain(), trusted());
        m_isUntrusted = ignored.isEmpty() && http::lackAuthority(errors);
        m_reply->ignoreSslErrors(ignored);
    });
    connect(m_reply, &QNetworkReply::readyRead, this, &Chore::readPiece);
    connect(m_reply, &QNetworkReply::finished, this, &Chore::replyFinished);
}

void Chore::readPiece()
{
    m_result.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QByteArray piece = m_reply->readAll();
    m_result.body += piece;
    if (m_result.body.size() > m_maxBody)
        return end(Error{ErrorKind::UpstreamProtocolError,
                       {QT_TRANSLATE_NOOP("Error", "%1 sent more than %2 MiB"), {m_access.endpoint.origin(), std::to_string(m_maxBody / (1024 * 1024))}}},
            UpstreamFailure::TooLong);
    if (m_piece && m_result.status == 200 && !piece.isEmpty())
        m_piece(piece);
}

void Chore::replyFinished()
{
    readPiece();
    if (!m_done)
        return;
    m_result.server = m_reply->rawHeader("Server");
    // A response of 400 and above is an "error" here as well; only a missing response is a failure.
    const QNetworkReply::NetworkError error = m_reply->error();
    const bool isAnswer = m_result.status != 0
        && (error == QNetworkReply::NoError
            || (error >= QNetworkReply::ContentAccessDenied && error != QNetworkReply::ProtocolFailure));
    if (m_forwarder)
        if (const auto refusal = http::proxyRefusal(m_result.status, [this](std::string_view name) {
                return m_reply->rawHeader(QByteArray(name.data(), static_cast<qsizetype>(name.size()))).toStdString();
            }))
            return end(Error{ErrorKind::UpstreamUnreachable,
                           {QT_TRANSLATE_NOOP("Error", "%1 cannot be reached: %2 (proxy %3). %4"),
                               {m_access.endpoint.origin(), *refusal, m_forwarder->hostName().toStdString() + ':' + std::to_string(m_forwarder->port()), proxyRemedy()}}, toText(*refusal)},
                UpstreamFailure::ProxyFailed);
    if (isAnswer)
        return end(std::nullopt);
    const UpstreamFailure cause = causeOf(error);
    end(failureOf(*m_reply, cause), cause);
}

Sentence Chore::proxyRemedy() const
{
    return http::proxyRemedy(m_access.isSystemProxy || !m_access.proxy, http::proxyVariable(QUrl(QString::fromStdString(m_access.endpoint.origin()))));
}

Error Chore::failureOf(const QNetworkReply& reply, UpstreamFailure cause) const
{
    const std::string address = m_access.endpoint.origin();
    const std::string words = reply.errorString().toStdString();
    switch (cause) {
    case UpstreamFailure::Refused:
        return {ErrorKind::UpstreamUnreachable,
            {QT_TRANSLATE_NOOP("Error", "nothing is listening on %1: check the address, and that the server is running"), {address}}, words};
    case UpstreamFailure::HostNotFound:
        return {ErrorKind::UpstreamUnreachable,
                {QT_TRANSLATE_NOOP("Error", "host %1 was not found: check the address and the network"), {m_access.endpoint.host}}, words};
    case UpstreamFailure::NotSecure:
        return {ErrorKind::UpstreamUnreachable,
            m_isUntrusted ? Sentence(QT_TRANSLATE_NOOP("Error", "no secure connection to %1: %2. %3"), {address, systemReason(words), http::trustRemedy(m_access.caFile, m_access.authorities != nullptr)})
                          : Sentence(QT_TRANSLATE_NOOP("Error", "no secure connection to %1: %2"), {address, systemReason(words)}), words};
    case UpstreamFailure::ProxyFailed:
        return {ErrorKind::UpstreamUnreachable,
            {QT_TRANSLATE_NOOP("Error", "the proxy does not allow the connection to %1: %2. %3"), {address, systemReason(words), proxyRemedy()}}, words};
    case UpstreamFailure::BrokenOff:
        return {ErrorKind::UpstreamProtocolError, {QT_TRANSLATE_NOOP("Error", "%1 closed the connection or does not use HTTP"), {address}}, words};
    default:
        return {ErrorKind::UpstreamUnreachable, {QT_TRANSLATE_NOOP("Error", "%1 cannot be reached: %2"), {address, systemReason(words)}}, words};
    }
}

void Chore::end(std::optional<Error> failure, UpstreamFailure cause)
{
    if (!m_done)
        return;
    m_limit.stop();
    m_result.failure = std::move(failure);
    m_result.cause = cause;
    m_piece = {};
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
    }
    // From the event loop: the receiver may delete everything, which would not be safe in a signal of the reply.
    QMetaObject::invokeMethod(
        this,
        [this, done = std::exchange(m_done, {})] {
            const Reply result = std::move(m_result);
            const Done told = done; // this function is destroyed with the chore
            deleteLater();
            told(result);
        },
        Qt::QueuedConnection);
}

} // namespace gateway::providers
