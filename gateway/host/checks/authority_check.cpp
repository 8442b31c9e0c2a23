#include "authority_check.h"

#include <QFile>
#include <QFileInfo>
#include <QSslCertificate>

namespace gateway::host {

namespace {

constexpr qint64 kMostRead = 16 << 20; // bytes; what a system trusts has less than one MiB

} // namespace

// What is no regular file, such as a device, might never end.
AuthorityFinding checkAuthority(const std::string& path)
{
    QFile file(QString::fromStdString(path));
    if (!QFileInfo(file).isFile())
        return AuthorityFinding::NoFile;
    if (!file.open(QIODevice::ReadOnly))
        return AuthorityFinding::Unreadable;
    const auto certificates = QSslCertificate::fromData(file.read(kMostRead), QSsl::Pem);
    return certificates.isEmpty() ? AuthorityFinding::NoCertificate : AuthorityFinding::Good;
}

} // namespace gateway::host
