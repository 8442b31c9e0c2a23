#include "environment_authorities.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>
#include <QSslConfiguration>

#include <openssl/x509.h>

namespace gateway::http {

namespace {

constexpr qint64 kMostRead = 16 << 20; // bytes of one file; what a system trusts has less than one MiB

/// Each certificate once, each file once, whatever links lead to it.
class Collection {
public:
    enum class Found { Certificates, NoFile, Unreadable, NoCertificate };

    Found addFile(const QFileInfo& info)
    {
        const QString path = info.canonicalFilePath();
        if (path.isEmpty() || !info.isFile()) // a device might never end
            return Found::NoFile;
        if (m_files.contains(path))
            return Found::Certificates;
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return Found::Unreadable;
        if (!addText(file.read(kMostRead)))
            return Found::NoCertificate;
        m_files.insert(path);
        return Found::Certificates;
    }

    Found addFolder(const QString& path, bool hashesOnly)
    {
        const QFileInfo info(path);
        if (!info.isDir())
            return Found::NoFile;
        if (!info.isReadable() || !info.isExecutable())
            return Found::Unreadable;
        // Source: openssl-rehash(1)
        static const QRegularExpression kHash(QStringLiteral("^[0-9a-f]{8}\\.[0-9]+$"));
        bool any = false;
        const auto entries = QDir(path).entryInfoList(QDir::Files);
        for (const QFileInfo& entry : entries)
            if (!hashesOnly || kHash.match(entry.fileName()).hasMatch())
                any = addFile(entry) == Found::Certificates || any;
        return any ? Found::Certificates : Found::NoCertificate;
    }

    QList<QSslCertificate> take() { return std::move(m_all); }

private:
    /// Whether there is any. What is known is not parsed again: a system's folder has each certificate several times.
    bool addText(const QByteArray& text)
    {
        static const QByteArray kBegin("-----BEGIN CERTIFICATE-----");
        static const QByteArray kEnd("-----END CERTIFICATE-----");
        bool any = false;
        for (qsizetype begin = text.indexOf(kBegin), end = 0; begin >= 0; begin = text.indexOf(kBegin, end)) {
            end = text.indexOf(kEnd, begin);
            if (end < 0)
                break;
            end += kEnd.size();
            const QByteArray one = text.mid(begin, end - begin);
            const QByteArray compact = one.simplified(); // whatever ends its lines
            if (m_known.contains(compact)) {
                any = true;
                continue;
            }
            const auto certificates = QSslCertificate::fromData(one, QSsl::Pem);
            if (certificates.isEmpty())
                continue;
            any = true;
            m_known.insert(compact);
            m_all += certificates;
        }
        return any;
    }

    QSet<QString> m_files;
    QSet<QByteArray> m_known; // in PEM form
    QList<QSslCertificate> m_all;
};

const char* toText(Collection::Found found)
{
    switch (found) {
    case Collection::Found::Certificates: break;
    case Collection::Found::NoFile: return "is not there";
    case Collection::Found::Unreadable: return "cannot be read";
    case Collection::Found::NoCertificate: return "holds no certificate in PEM form";
    }
    return "";
}

} // namespace

AuthorityVariables AuthorityVariables::of(const QString& file, const QString& folders)
{
    return {file.trimmed(), folders.split(QDir::listSeparator(), Qt::SkipEmptyParts)};
}

AuthorityVariables AuthorityVariables::ofProcess() { return of(qEnvironmentVariable(kFile), qEnvironmentVariable(kFolders)); }

EnvironmentAuthorities readAuthorities(const AuthorityVariables& variables)
{
    Collection collection;
    std::vector<std::string> problems;
    const auto note = [&problems](const char* variable, const QString& path, Collection::Found found) {
        if (found != Collection::Found::Certificates)
            problems.push_back(std::string(variable) + ": \"" + path.toStdString() + "\" " + toText(found));
    };
    if (variables.file.isEmpty())
        collection.addFile(QFileInfo(QString::fromLocal8Bit(X509_get_default_cert_file())));
    else
        note(AuthorityVariables::kFile, variables.file, collection.addFile(QFileInfo(variables.file)));
    if (variables.folders.isEmpty())
        collection.addFolder(QString::fromLocal8Bit(X509_get_default_cert_dir()), true);
    for (const QString& folder : variables.folders)
        note(AuthorityVariables::kFolders, folder, collection.addFolder(folder, false));
    return {collection.take(), std::move(problems)};
}

void trustByDefault(const QList<QSslCertificate>& authorities)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setCaCertificates(authorities);
    QSslConfiguration::setDefaultConfiguration(configuration);
}

std::vector<std::string> followAuthorityVariables()
{
    const AuthorityVariables variables = AuthorityVariables::ofProcess();
    if (!variables.areSet())
        return {};
    EnvironmentAuthorities read = readAuthorities(variables);
    trustByDefault(read.certificates);
    return std::move(read.problems);
}

} // namespace gateway::http
