#pragma once

#include "gateway/core/clock.h"
#include "gateway/core/result.h"

#include <QByteArray>
#include <QSslConfiguration>
#include <QString>

namespace gateway::http {

struct CertifiedKey;

/// The storage of the local authority and the certificate that it signed: `authority.pem`, `authority.key`,
/// `localhost.pem`, `localhost.key`. The keys have mode 0600, the folder 0700. Every function accesses files: not for
/// the gateway or UI thread.
class LocalCertificates {
public:
    /// Uses the folder `tls` in `dataDir`, which is absolute; created if missing.
    explicit LocalCertificates(const QString& dataDir);

    /// The server configuration for TLS 1.2 and 1.3, for localhost and the loopback addresses. Creates what is missing,
    /// damaged or about to expire: the leaf 30 days before its end, the authority a year before. The remaining files of
    /// an authority that was emptied are kept as `.bad`, which is logged. Error: Io, which names the file.
    Result<QSslConfiguration> server(WallTime now);
    /// The authority's certificate as PEM, which clients must trust; created if missing. Error: Io.
    Result<QByteArray> authority(WallTime now);
    QString authorityFile() const;
    /// The certificate that it signed for this machine; need not exist.
    QString serverFile() const;

private:
    Result<void> prepare(WallTime now);
    Result<void> keepWhatIsLeft(const CertifiedKey& authority) const;
    QString path(const char* name) const;

    QString m_folder;
};

/// The same for the user's own certificate (with its chain) and key, both PEM files. Error: ConfigInvalid, which names
/// the file and the problem.
Result<QSslConfiguration> ownCertificate(const QString& certificateFile, const QString& keyFile);

} // namespace gateway::http
