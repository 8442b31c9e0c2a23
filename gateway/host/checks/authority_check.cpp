#include "authority_check.h"

#include <QFile>
#include <QFileInfo>

namespace gateway::host {

namespace {

constexpr qint64 kMostRead = 16 << 20; // bytes; what a system trusts has less than one MiB

} // namespace

const char* toText(AuthorityFinding finding)
{
    switch (finding) {
    case AuthorityFinding::Good: return "is good";
    case AuthorityFinding::NoFile: return "is not there";
    case AuthorityFinding::Unreadable: return "cannot be read";
    case AuthorityFinding::NoCertificate: return "holds no certificate in PEM form";
    }
    return "";
}

// What is no regular file, such as a device, might never end.
AuthorityFile readAuthorities(const std::string& path)
{
    QFile file(QString::fromStdString(path));
    if (!QFileInfo(file).isFile())
        return {AuthorityFinding::NoFile, {}};
    if (!file.open(QIODevice::ReadOnly))
        return {AuthorityFinding::Unreadable, {}};
    const auto certificates = QSslCertificate::fromData(file.read(kMostRead), QSsl::Pem);
    return {certificates.isEmpty() ? AuthorityFinding::NoCertificate : AuthorityFinding::Good, certificates};
}

AuthorityFinding checkAuthority(const std::string& path) { return readAuthorities(path).finding; }

} // namespace gateway::host
