#include "https_keeper.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QSslCertificate>
#include <QSslKey>

#include <chrono>

namespace gateway::host {

namespace {

/// How often the dates are looked at; a leaf is renewed a month before its end.
constexpr std::chrono::hours kLookAgain{24};

} // namespace

HttpsKeeper::HttpsKeeper(const QString& dataDir, QObject& storageWork, QObject* parent)
    : QObject(parent), m_certificates(dataDir), m_storageWork(storageWork)
{
    m_renew.setInterval(kLookAgain);
    m_renew.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_renew, &QTimer::timeout, this, &HttpsKeeper::prepare);
}

void HttpsKeeper::follow(const config::ListenSettings& listen)
{
    const Wanted wanted{listen.httpsPort.has_value(), listen.tlsCertificate, listen.tlsKey};
    if (m_wanted == wanted)
        return;
    m_wanted = wanted;
    prepare();
}

void HttpsKeeper::prepare()
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
    const auto work = [this, asked = m_wanted, certificateFile = certificate, keyFile = key,
                       certificates = m_certificates]() mutable {
        auto result = certificateFile && keyFile
                          ? http::ownCertificate(QString::fromStdString(*certificateFile), QString::fromStdString(*keyFile))
                          : certificates.server(std::chrono::system_clock::now());
        QMetaObject::invokeMethod(
            this,
            [this, asked, result = std::move(result)]() mutable {
                if (asked == m_wanted)
                    prepared(std::move(result));
            },
            Qt::QueuedConnection);
    };
    QMetaObject::invokeMethod(&m_storageWork, work, Qt::QueuedConnection);
}

void HttpsKeeper::prepared(Result<QSslConfiguration> result)
{
    const bool isSame = result && m_serverSide
                        && result->localCertificateChain() == m_serverSide->localCertificateChain()
                        && result->privateKey() == m_serverSide->privateKey();
    Q_EMIT looked();
    if (isSame)
        return;
    m_problem.reset();
    m_serverSide.reset();
    if (result)
        m_serverSide = std::move(*result);
    else
        m_problem = std::move(result.error());
    Q_EMIT changed();
}

bool HttpsKeeper::isOwn() const
{
    return m_wanted && std::get<1>(*m_wanted) && m_serverSide && !m_serverSide->localCertificate().isNull();
}

std::string HttpsKeeper::ownSha256() const
{
    return isOwn() ? m_serverSide->localCertificate().digest(QCryptographicHash::Sha256).toHex().toStdString() : std::string();
}

std::optional<WallTime> HttpsKeeper::ownEnds() const
{
    if (!isOwn())
        return std::nullopt;
    return WallTime(std::chrono::milliseconds(m_serverSide->localCertificate().expiryDate().toMSecsSinceEpoch()));
}

void HttpsKeeper::exportAuthority(Exported done)
{
    const auto work = [this, certificates = m_certificates, done = std::move(done)]() mutable {
        auto result = certificates.authority(std::chrono::system_clock::now());
        QMetaObject::invokeMethod(
            this, [done = std::move(done), result = std::move(result)]() mutable { done(std::move(result)); },
            Qt::QueuedConnection);
    };
    QMetaObject::invokeMethod(&m_storageWork, work, Qt::QueuedConnection);
}

} // namespace gateway::host
