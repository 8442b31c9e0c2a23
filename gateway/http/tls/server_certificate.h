#pragma once

#include "gateway/core/clock.h"
#include "gateway/core/result.h"

#include <QByteArray>
#include <QSslConfiguration>
#include <QString>

namespace gateway::http {

struct CertifiedKey;

/// Where the local authority and the certificate that it signed are kept:
/// `authority.pem`, `authority.key`, `localhost.pem`, `localhost.key`. The keys
/// have mode 0600, the folder 0700. Every function reads or writes files: not
/// for the gateway's or the UI's thread.
class LocalCertificates {
public:
    /// Their folder is `tls` in `dataDir`, which is absolute; made where it is missing.
    explicit LocalCertificates(const QString& dataDir);

    /// The server's side of TLS 1.2 and 1.3, for localhost and the loopback
    /// addresses. Makes what is missing, broken or about to expire: the leaf 30
    /// days before its end, the authority a year before. Of an authority that was emptied, what is left is kept as `.bad`, and the log names
    /// it. Error: Io, which names the file.
    Result<QSslConfiguration> server(WallTime now);
    /// The authority's certificate as PEM, which is what clients are to trust;
    /// made where it is missing. Error: Io.
    Result<QByteArray> authority(WallTime now);
    QString authorityFile() const;
    /// The certificate that it signed for this machine; need not be there.
    QString serverFile() const;

private:
    Result<void> prepare(WallTime now);
    Result<void> keepWhatIsLeft(const CertifiedKey& authority) const;
    QString path(const char* name) const;

    QString m_folder;
};

/// The same with a certificate (and its chain) and a key of the user's own, both
/// PEM files. Error: ConfigInvalid, which names the file and what is wrong.
Result<QSslConfiguration> ownCertificate(const QString& certificateFile, const QString& keyFile);

} // namespace gateway::http
