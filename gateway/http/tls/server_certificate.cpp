#include "server_certificate.h"

#include "local_authority.h"

#include "gateway/core/files/file_system.h"
#include "gateway/core/files/file_writer.h"
#include "gateway/core/files/lost_content.h"
#include "gateway/core/log.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

#include <array>

namespace gateway::http {

namespace {

constexpr int kRenewLeafDays = 30;
constexpr int kRenewAuthorityDays = 365;
constexpr qint64 kMostOfPemFile = 1024 * 1024;

constexpr const char* kAuthorityFile = "authority.pem";
constexpr const char* kAuthorityKeyFile = "authority.key";
constexpr const char* kLeafFile = "localhost.pem";
constexpr const char* kLeafKeyFile = "localhost.key";

constexpr QFileDevice::Permissions kOwnerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

QSslConfiguration serverSide(const QList<QSslCertificate>& chain, const QSslKey& key)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone); // clients send consumer keys, not certificates
    configuration.setAllowedNextProtocols({QSslConfiguration::NextProtocolHttp1_1});
    configuration.setLocalCertificateChain(chain);
    configuration.setPrivateKey(key);
    return configuration;
}

// Empty if unreadable: it is then created anew.
QByteArray contentsOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(kMostOfPemFile) : QByteArray();
}

Result<void> write(const QString& path, const QByteArray& contents, bool isSecret)
{
    files::WriteOptions options;
    options.isPrivate = isSecret;
    options.mode = isSecret ? 0600 : 0644;
    return files::writeFile(path, {contents.constData(), static_cast<std::size_t>(contents.size())}, options);
}

// The key first: there is never a certificate without its key.
Result<void> writeBoth(const QString& certificate, const QString& key, const CertifiedKey& made)
{
    if (auto written = write(key, made.key, true); !written)
        return written;
    return write(certificate, made.certificate, false);
}

void closeToOthers(const QString& path)
{
    if ((QFile::permissions(path) & ~(kOwnerOnly | QFileDevice::ReadUser | QFileDevice::WriteUser)) == 0)
        return;
    qCWarning(logHttp, "%s was readable by other users; their access was removed", qUtf8Printable(path));
    QFile::setPermissions(path, kOwnerOnly);
}

tl::unexpected<Error> wrongFile(const char* field, const QString& path, const char* words)
{
    Error error;
    error.kind = ErrorKind::ConfigInvalid;
    error.param = std::string("listen.tls.") + field;
    error.message = Sentence::of(words, {path.toStdString()});
    return failure(std::move(error));
}

QSslKey keyIn(const QByteArray& pem)
{
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Ec, QSsl::Rsa, QSsl::Dsa}) {
        QSslKey key(pem, algorithm);
        if (!key.isNull())
            return key;
    }
    return {};
}

/// Rejects keys too weak for TLS with the systems' defaults: handshakes would fail without an explanation. Source:
/// OpenSSL, SSL_CTX_set_security_level, level 2 (112 bits).
const char* keyFault(const QSslKey& key)
{
    const bool isWeak = key.algorithm() == QSsl::Ec ? key.length() < 224 : key.length() < 2048;
    return isWeak ? QT_TRANSLATE_NOOP("Error", "listen.tls.key: %1 is too weak for TLS; use an RSA key of at least 2048 bits, or an elliptic-curve key such as P-256.")
                  : nullptr;
}

} // namespace

LocalCertificates::LocalCertificates(const QString& dataDir) : m_folder(dataDir + QStringLiteral("/tls")) { }

QString LocalCertificates::path(const char* name) const { return m_folder + u'/' + QLatin1String(name); }
QString LocalCertificates::authorityFile() const { return path(kAuthorityFile); }
QString LocalCertificates::serverFile() const { return path(kLeafFile); }

/// If a full disk or a power failure has emptied the certificate or the key of an authority, a new one would overwrite
/// the other half.
Result<void> LocalCertificates::keepWhatIsLeft(const CertifiedKey& authority) const
{
    const auto isLost = [](const QString& file, const QByteArray& text) {
        return QFile::exists(file) && files::isLostContent({text.constData(), static_cast<std::size_t>(text.size())});
    };
    const bool isCertificateLost = isLost(authorityFile(), authority.certificate);
    if (!isCertificateLost && !isLost(path(kAuthorityKeyFile), authority.key))
        return {};
    const QString lost = isCertificateLost ? authorityFile() : path(kAuthorityKeyFile);
    const QString left = isCertificateLost ? path(kAuthorityKeyFile) : authorityFile();
    const QByteArray& leftText = isCertificateLost ? authority.key : authority.certificate;
    if (!leftText.isEmpty() && !QFile::exists(files::asideOf(left))) // an earlier copy is kept
        if (auto kept = write(files::asideOf(left), leftText, isCertificateLost); !kept)
            return kept;
    qCWarning(logHttp, "%s is empty, possibly after a full disk or a power failure. Lost: the certificate authority that clients trust. A new one is created. To "
                       "keep the old one, stop Signalbox and restore intact copies of %s and %s",
        qUtf8Printable(lost), qUtf8Printable(authorityFile()), qUtf8Printable(path(kAuthorityKeyFile)));
    return {};
}

Result<void> LocalCertificates::prepare(WallTime now)
{
    if (auto made = files::makePrivateFolder(m_folder); !made)
        return made;
    QFile::setPermissions(m_folder, kOwnerOnly | QFileDevice::ExeOwner);
    CertifiedKey authority{contentsOf(authorityFile()), contentsOf(path(kAuthorityKeyFile))};
    if (!isUsableAuthority(authority, now, kRenewAuthorityDays)) {
        if (auto kept = keepWhatIsLeft(authority); !kept)
            return kept;
        auto made = makeLocalAuthority(now);
        if (!made)
            return failure(std::move(made.error()));
        authority = std::move(*made);
        if (auto written = writeBoth(authorityFile(), path(kAuthorityKeyFile), authority); !written)
            return written;
        qCInfo(logHttp, "A new certificate authority for HTTPS was created in %s; clients must be set to trust it", qUtf8Printable(authorityFile()));
    }
    const CertifiedKey leaf{contentsOf(path(kLeafFile)), contentsOf(path(kLeafKeyFile))};
    if (!isUsableLeaf(leaf, authority, now, kRenewLeafDays)) {
        const auto made = makeLocalLeaf(authority, now);
        if (!made)
            return failure(made.error());
        if (auto written = writeBoth(path(kLeafFile), path(kLeafKeyFile), *made); !written)
            return written;
    }
    for (const char* const name : {kAuthorityKeyFile, kLeafKeyFile})
        closeToOthers(path(name));
    return {};
}

Result<QSslConfiguration> LocalCertificates::server(WallTime now)
{
    if (auto prepared = prepare(now); !prepared)
        return failure(std::move(prepared.error()));
    QList<QSslCertificate> chain = QSslCertificate::fromData(contentsOf(path(kLeafFile)));
    chain += QSslCertificate::fromData(contentsOf(authorityFile()));
    return serverSide(chain, keyIn(contentsOf(path(kLeafKeyFile))));
}

Result<QByteArray> LocalCertificates::authority(WallTime now)
{
    if (auto prepared = prepare(now); !prepared)
        return failure(std::move(prepared.error()));
    return contentsOf(authorityFile());
}

Result<QSslConfiguration> ownCertificate(const QString& certificateFile, const QString& keyFile)
{
    for (const auto& [field, path] : {std::pair{"certificate", certificateFile}, std::pair{"key", keyFile}})
        if (QFile file(path); !file.open(QIODevice::ReadOnly))
            return wrongFile(field, path, path == keyFile ? QT_TRANSLATE_NOOP("Error", "listen.tls.key: %1 cannot be read.") : QT_TRANSLATE_NOOP("Error", "listen.tls.certificate: %1 cannot be read."));
    const QList<QSslCertificate> chain = QSslCertificate::fromData(contentsOf(certificateFile));
    if (chain.isEmpty())
        return wrongFile("certificate", certificateFile, QT_TRANSLATE_NOOP("Error", "listen.tls.certificate: %1 contains no PEM certificate."));
    const QSslKey key = keyIn(contentsOf(keyFile));
    if (key.isNull())
        return wrongFile("key", keyFile, QT_TRANSLATE_NOOP("Error", "listen.tls.key: %1 contains no PEM private key without a passphrase."));
    if (!isPair({contentsOf(certificateFile), contentsOf(keyFile)}))
        return wrongFile("key", keyFile, QT_TRANSLATE_NOOP("Error", "listen.tls.key: %1 does not belong to the certificate."));
    if (const char* const fault = keyFault(key))
        return wrongFile("key", keyFile, fault);
    return serverSide(chain, key);
}

} // namespace gateway::http
