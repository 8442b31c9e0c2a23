#include "authority_files.h"

#include <QDir>
#include <QPointer>

#include <utility>

namespace ui::fields {

using gateway::host::AuthorityFinding;
using gateway::host::PathMistake;

namespace {

QString conversion(const char* command, const std::string& path)
{
    return QStringLiteral("openssl %1 -in \"%2\" -out \"%2.pem\"").arg(QLatin1String(command), QString::fromStdString(path));
}

/// With the reason why the path is not found, if apparent.
QString missingFile(const QString& path)
{
    const QString shown = QDir::toNativeSeparators(path);
    const auto mistake = gateway::host::pathMistake(path);
    if (!mistake) return AuthorityFiles::tr("%1 does not exist. Choose another file, or create it.").arg(shown);
    switch (*mistake) {
    case PathMistake::Home: return AuthorityFiles::tr("%1 does not exist. “~” is not expanded: write the full path.").arg(shown);
    case PathMistake::Variable: return AuthorityFiles::tr("%1 does not exist. Variables are not expanded: write the full path.").arg(shown);
    case PathMistake::Scheme: return AuthorityFiles::tr("%1 does not exist. Write the path without “file:”.").arg(shown);
    case PathMistake::Relative: return AuthorityFiles::tr("%1 does not exist. Write the full path.").arg(shown);
    }
    return {};
}

} // namespace

AuthorityFiles::AuthorityFiles(const Access& access, QObject* parent) : QObject(parent), m_access(access) {}

QString AuthorityFiles::problem(const std::string& path)
{
    if (path.empty()) return {};
    File& file = m_files[path];
    if (std::exchange(file.isOld, false)) {
        m_access.configuration().checkAuthority(path, [guard = QPointer(this), path](AuthorityFinding finding) {
            if (!guard) return;
            guard->m_files[path].found = finding;
            Q_EMIT guard->looked();
        });
    }
    return file.found ? words(*file.found, path) : QString();
}

void AuthorityFiles::lookAgain()
{
    for (auto& [path, file] : m_files) file.isOld = true;
}

QString AuthorityFiles::words(AuthorityFinding finding, const std::string& path)
{
    switch (finding) {
    case AuthorityFinding::NoFile: return missingFile(QString::fromStdString(path));
    case AuthorityFinding::IsFolder: return tr("%1 is a folder. Choose a file in it, or set SSL_CERT_DIR to the folder.").arg(QDir::toNativeSeparators(QString::fromStdString(path)));
    case AuthorityFinding::IsFile: // of folders only
    case AuthorityFinding::NoRegularFile: return tr("%1 is not a regular file. Choose a file with certificates in PEM format.").arg(QDir::toNativeSeparators(QString::fromStdString(path)));
    case AuthorityFinding::Unreadable: return tr("The file cannot be read. Make it readable for your account.");
    case AuthorityFinding::Empty: return tr("The file is empty. Choose the file with the certificate of the certificate authority, or copy the certificate into it.");
    case AuthorityFinding::Utf16: return tr("The file is saved as UTF-16. Save it as UTF-8.");
    case AuthorityFinding::Der: return tr("The file contains a certificate in DER format. Convert it to PEM: %1").arg(conversion("x509 -inform DER", path));
    case AuthorityFinding::Pkcs7: return tr("The file contains a PKCS#7 bundle. Convert it to PEM: %1").arg(conversion("pkcs7 -print_certs", path));
    case AuthorityFinding::Pkcs7Der: return tr("The file contains a PKCS#7 bundle. Convert it to PEM: %1").arg(conversion("pkcs7 -inform DER -print_certs", path));
    case AuthorityFinding::Pkcs12: return tr("The file contains a PKCS#12 archive. Convert it to PEM: %1").arg(conversion("pkcs12 -nokeys", path));
    case AuthorityFinding::PrivateKey: return tr("The file contains a private key but no certificate. Choose the file with the certificate.");
    case AuthorityFinding::Request: return tr("The file contains a certificate request but no certificate. Choose the certificate of the certificate authority.");
    case AuthorityFinding::Damaged: return tr("The file contains a certificate that cannot be decoded. Copy the file again.");
    case AuthorityFinding::NoCertificate: return tr("The file contains no certificate in PEM format. Choose the file with the certificate of the certificate "
        "authority.");
    case AuthorityFinding::Good: break;
    }
    return {};
}

} // namespace ui::fields
