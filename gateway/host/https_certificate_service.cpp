#include "https_certificate_service.h"

#include "gateway/http/transport/tls_server.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QSslCertificate>
#include <QSslKey>

#include <chrono>

namespace gateway::host {

namespace {

/// How often the dates are checked; a leaf is renewed a month before its end.
constexpr std::chrono::hours kLookAgain{24};

/// A certificate that OpenSSL would reject is as bad as an unreadable one.
Result<QSslConfiguration> usable(Result<QSslConfiguration> pair)
{
    if (!pair)
        return pair;
    auto server = http::TlsServer::make(*pair);
    if (!server)
        return failure(std::move(server.error()));
    return pair;
}

} // namespace

HttpsCertificateService::HttpsCertificateService(const QString& dataDir, QObject& storageWork, QObject* parent)
    : QObject(parent), m_certificates(dataDir), m_storageWork(storageWork), m_watch(storageWork)
{
    m_renew.setInterval(kLookAgain);
    m_renew.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_renew, &QTimer::timeout, this, &HttpsCertificateService::prepare);
    connect(&m_watch, &StorageWatch::touched, this, &HttpsCertificateService::look);
}

void HttpsCertificateService::follow(const config::ListenSettings& listen)
{
    const Wanted wanted{listen.httpsPort.has_value(), listen.tlsCertificate, listen.tlsKey};
    const bool isSame = m_wanted == wanted;
    m_wanted = wanted;
    if (isSame && !wantsOwn())
        return;
    watchFiles(); // before they are read: later changes are reported
    prepare();
}

void HttpsCertificateService::look()
{
    if (m_wanted && std::get<0>(*m_wanted))
        prepare();
}

void HttpsCertificateService::watchFiles()
{
    QStringList files;
    if (wantsOwn())
        for (const auto& file : {std::get<1>(*m_wanted), std::get<2>(*m_wanted)})
            files << QString::fromStdString(*file);
    m_watch.setFiles(files);
}

void HttpsCertificateService::prepare()
{
    const auto [isOn, certificate, key] = *m_wanted;
    if (!isOn) {
        m_renew.stop();
        m_serverSide.reset();
        m_problem.reset();
        Q_EMIT changed();
        return;
    }
    m_renew.start();
    auto work = [this, asked = m_wanted, isOwn = wantsOwn(), certificateFile = certificate, keyFile = key,
                 certificates = m_certificates]() mutable {
        auto result = isOwn ? usable(http::ownCertificate(QString::fromStdString(*certificateFile), QString::fromStdString(*keyFile)))
                            : certificates.server(std::chrono::system_clock::now());
        QMetaObject::invokeMethod(
            this,
            [this, asked, isOwn, result = std::move(result)]() mutable {
                if (asked == m_wanted)
                    prepared(std::move(result), isOwn);
            },
            Qt::QueuedConnection);
    };
    QMetaObject::invokeMethod(&m_storageWork, std::move(work), Qt::QueuedConnection);
}

void HttpsCertificateService::prepared(Result<QSslConfiguration> result, bool isOwn)
{
    Q_EMIT looked();
    if (!result)
        return failed(std::move(result.error()));
    const bool hadProblem = std::exchange(m_problem, std::nullopt).has_value();
    const bool isSame = m_serverSide && result->localCertificateChain() == m_serverSide->localCertificateChain()
                        && result->privateKey() == m_serverSide->privateKey();
    m_servesOwn = isOwn;
    if (!isSame) {
        m_serverSide = std::move(*result);
        Q_EMIT changed();
    } else if (hadProblem) {
        Q_EMIT problemChanged();
    }
}

/// Reported once, however often its files are checked.
void HttpsCertificateService::failed(Error problem)
{
    if (m_problem && m_problem->message == problem.message)
        return;
    m_problem = std::move(problem);
    if (m_serverSide)
        Q_EMIT problemChanged();
    else
        Q_EMIT changed();
}

std::string HttpsCertificateService::ownSha256() const
{
    return m_servesOwn && m_serverSide ? m_serverSide->localCertificate().digest(QCryptographicHash::Sha256).toHex().toStdString() : std::string();
}

std::optional<WallTime> HttpsCertificateService::ownEnds() const
{
    if (!m_servesOwn || !m_serverSide)
        return std::nullopt;
    return WallTime(std::chrono::milliseconds(m_serverSide->localCertificate().expiryDate().toMSecsSinceEpoch()));
}

void HttpsCertificateService::exportAuthority(Exported done)
{
    auto work = [this, certificates = m_certificates, done = std::move(done)]() mutable {
        auto result = certificates.authority(std::chrono::system_clock::now());
        QMetaObject::invokeMethod(
            this, [done = std::move(done), result = std::move(result)]() mutable { done(std::move(result)); },
            Qt::QueuedConnection);
    };
    QMetaObject::invokeMethod(&m_storageWork, std::move(work), Qt::QueuedConnection);
}

} // namespace gateway::host
