#include "reach.h"

#include "gateway/core/text/origin_text.h"
#include "gateway/host/machine/in_worker.h"
#include "gateway/http/proxy/plain_proxy.h"
#include "gateway/http/proxy/socket_reason.h"
#include "gateway/http/tls/authority_file.h"
#include "gateway/http/tls/certificate_problem.h"

#include <QDateTime>
#include <QHostAddress>
#include <QLocale>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QTimeZone>

#include <utility>

namespace gateway::host {

namespace {

constexpr qsizetype kMostOfAnswer = 16384;

QByteArray requestTo(const Door& door)
{
    const bool isLiteral = door.host.find(':') != std::string::npos;
    const bool isUsual = door.port == (door.isSecure ? 443 : 80);
    std::string host = isLiteral ? '[' + door.host + ']' : door.host;
    if (!isUsual)
        host += ':' + std::to_string(door.port);
    const std::string text = "HEAD " + door.path + " HTTP/1.1\r\nHost: " + host
                             + "\r\nUser-Agent: signalbox/" SIGNALBOX_VERSION "\r\nAccept: */*\r\nConnection: close\r\n\r\n";
    return QByteArray::fromStdString(text);
}

/// The value of a header; empty if it is missing.
std::string fieldOf(const QByteArray& head, const QByteArray& name)
{
    for (const QByteArray& line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).trimmed().compare(name, Qt::CaseInsensitive) == 0)
            return line.mid(colon + 1).trimmed().toStdString();
    }
    return {};
}

} // namespace

std::optional<WallTime> httpDate(std::string_view text)
{
    const QString given = QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size())).trimmed();
    QDateTime when = QLocale::c().toDateTime(given, QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"));
    if (!when.isValid())
        return std::nullopt;
    when.setTimeZone(QTimeZone::utc());
    return WallTime(Milliseconds(when.toMSecsSinceEpoch()));
}

bool Knock::isSignalbox() const { return fieldOf(QByteArray::fromStdString(head), "server").starts_with("signalbox"); }

Reach::Reach(Door door, Milliseconds limit, Done done, QObject* parent)
    : QObject(parent), m_door(std::move(door)), m_done(std::move(done)), m_limit(this), m_socket(this)
{
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, [this, limit] {
        fail({QT_TRANSLATE_NOOP("Doctor", "no answer within %1 s"), {QString::number(static_cast<double>(limit.count()) / 1000.0).toStdString()}});
    });
    connect(&m_socket, &QAbstractSocket::hostFound, this, [this] { m_step = Knock::Step::Connection; });
    connect(&m_socket, &QAbstractSocket::connected, this, &Reach::connected);
    connect(&m_socket, &QSslSocket::encrypted, this, &Reach::encrypted);
    connect(&m_socket, &QSslSocket::sslErrors, this, [this](const QList<QSslError>& errors) {
        const QList<QSslError> excused = http::errorsOfPartialChain(errors, m_socket.peerCertificateChain(), m_socket.sslConfiguration().caCertificates());
        for (const QSslError& error : errors)
            if (!m_distrust && !excused.contains(error))
                m_distrust = error;
        m_socket.ignoreSslErrors(excused);
    });
    connect(&m_socket, &QIODevice::readyRead, this, &Reach::read);
    connect(&m_socket, &QAbstractSocket::errorOccurred, this, &Reach::failBySocket);
    connect(&m_socket, &QAbstractSocket::disconnected, this, [this] { failBySocket(QAbstractSocket::RemoteHostClosedError); });
    m_limit.start(limit);
    QMetaObject::invokeMethod(this, &Reach::begin, Qt::QueuedConnection);
}

Milliseconds Reach::elapsed() const
{
    return std::chrono::duration_cast<Milliseconds>(std::chrono::steady_clock::now() - m_stepBegan);
}

void Reach::begin()
{
    if (!m_door.isSecure || m_door.caFile.empty())
        return open({}, m_door.verify);
    inWorker<http::AuthorityFile>(
        this, [file = QString::fromStdString(m_door.caFile)] { return http::readAuthorityFile(file); },
        [this](const http::AuthorityFile& file) {
            if (!m_done)
                return; // timed out
            const bool isGood = file.finding == http::AuthorityFinding::Good;
            if (isGood || !m_door.needsCaFile)
                return open(file.certificates, m_door.verify && isGood);
            m_step = Knock::Step::Tls;
            m_knock.isOfCaFile = true;
            fail(http::authorityProblem(asIs("ca_file"), m_door.caFile, file.finding));
        });
}

void Reach::open(const QList<QSslCertificate>& authorities, bool verify)
{
    m_stepBegan = std::chrono::steady_clock::now();
    m_socket.setProxy(isForwarded() ? QNetworkProxy(QNetworkProxy::NoProxy) : m_door.proxy);
    if (m_door.isSecure) {
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        if (!m_door.caFile.empty())
            tls.setCaCertificates(authorities);
        tls.setPeerVerifyMode(verify ? QSslSocket::VerifyPeer : QSslSocket::VerifyNone);
        m_socket.setSslConfiguration(tls);
    }
    const QString host = isForwarded() ? m_door.proxy.hostName() : QString::fromStdString(m_door.host);
    const auto port = static_cast<quint16>(isForwarded() ? m_door.proxy.port() : m_door.port);
    if (m_door.proxy.type() != QNetworkProxy::NoProxy || !QHostAddress(host).isNull())
        m_step = Knock::Step::Connection; // no name has to be resolved here
    if (m_door.isSecure)
        m_socket.connectToHostEncrypted(host, port);
    else
        m_socket.connectToHost(host, port);
}

void Reach::connected()
{
    m_knock.connect = elapsed();
    m_stepBegan = std::chrono::steady_clock::now();
    m_step = m_door.isSecure ? Knock::Step::Tls : Knock::Step::Answer;
    if (!m_door.isSecure)
        knock();
}

// As for a real request: see UpstreamConnection.
bool Reach::isForwarded() const { return !m_door.isSecure && http::forwardsPlainHttp(m_door.proxy); }

void Reach::knock()
{
    const QByteArray request = requestTo(m_door);
    m_socket.write(isForwarded() ? http::absoluteForm({request.constData(), static_cast<std::size_t>(request.size())},
                                       originText("http", m_door.host, m_door.port), m_door.proxy)
                                 : request);
}

void Reach::encrypted()
{
    m_knock.tls = elapsed();
    m_stepBegan = std::chrono::steady_clock::now();
    m_step = Knock::Step::Answer;
    knock();
}

void Reach::read()
{
    m_answer += m_socket.read(kMostOfAnswer - m_answer.size());
    const qsizetype headEnd = m_answer.indexOf("\r\n\r\n");
    if (headEnd < 0 && m_answer.size() < kMostOfAnswer)
        return;
    const qsizetype lineEnd = m_answer.indexOf("\r\n");
    const QByteArray line = m_answer.left(lineEnd);
    if (headEnd < 0 || !line.startsWith("HTTP/1."))
        return fail(QT_TRANSLATE_NOOP("Doctor", "the answer is not HTTP"));
    m_knock.status = line.mid(9, 3).toInt();
    if (isForwarded())
        if (const auto refusal = http::proxyRefusal(m_knock.status, [&](std::string_view name) {
                return fieldOf(m_answer.left(headEnd), QByteArray(name.data(), static_cast<qsizetype>(name.size())));
            })) {
            m_step = Knock::Step::Connection;
            return fail(*refusal);
        }
    m_knock.head = m_answer.mid(lineEnd + 2, headEnd - lineEnd - 2).toStdString();
    m_knock.answer = elapsed();
    m_knock.answeredAt = std::chrono::system_clock::now();
    m_knock.date = httpDate(fieldOf(m_answer.left(headEnd), "date"));
    m_step = Knock::Step::Done;
    end();
}

void Reach::failBySocket(QAbstractSocket::SocketError code)
{
    if (code == QAbstractSocket::SslHandshakeFailedError && m_distrust)
        return fail({QT_TRANSLATE_NOOP("Error", "certificate not trusted: %1"), {http::certificateProblem(*m_distrust)}});
    if (code == QAbstractSocket::SslHandshakeFailedError)
        return fail({QT_TRANSLATE_NOOP("Error", "TLS handshake failed")});
    if (code == QAbstractSocket::RemoteHostClosedError && m_step == Knock::Step::Answer)
        return fail({QT_TRANSLATE_NOOP("Error", "connection closed before an answer was received")});
    m_knock.isOfCredentials = code == QAbstractSocket::ProxyAuthenticationRequiredError;
    const bool isAtProxy = isForwarded() && m_step == Knock::Step::Connection;
    fail(http::socketReason(isAtProxy ? http::atProxy(code) : code, m_socket.proxy()));
}

void Reach::fail(Sentence words)
{
    m_knock.words = std::move(words);
    end();
}

void Reach::end()
{
    m_limit.stop();
    const Done done = std::exchange(m_done, nullptr);
    if (!done)
        return;
    m_knock.failedAt = m_step;
    disconnect(&m_socket, nullptr, this, nullptr);
    // This may run in a signal of the socket: it is closed and may be destroyed afterwards.
    QMetaObject::invokeMethod(
        this,
        [this, done] {
            m_socket.abort();
            done(m_knock);
        },
        Qt::QueuedConnection);
}

} // namespace gateway::host
