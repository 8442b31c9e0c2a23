#include "environment_authorities.h"

#include "authority_file.h"

#include "gateway/core/secret_text.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>
#include <QSslConfiguration>

#include <openssl/x509.h>

namespace gateway::http {

namespace {

/// Each certificate once, each file once, whatever links lead to it.
class Collection {
public:
    enum class Found { Certificates, NoFile, IsFolder, IsFile, Unreadable, NoCertificate };

    Found addFile(const QFileInfo& info)
    {
        const QString path = info.canonicalFilePath();
        if (info.isDir())
            return Found::IsFolder;
        if (path.isEmpty() || !info.isFile()) // a device might never end
            return Found::NoFile;
        if (m_files.contains(path))
            return Found::Certificates;
        const AuthorityFile file = readAuthorityFile(path);
        if (file.finding == AuthorityFinding::Unreadable)
            return Found::Unreadable;
        m_lastFinding = file.finding;
        if (file.finding != AuthorityFinding::Good)
            return Found::NoCertificate;
        for (const QSslCertificate& certificate : file.certificates)
            add(certificate);
        m_files.insert(path);
        return Found::Certificates;
    }

    struct Folder {
        Found found = Found::Certificates;
        bool hasHashes = false;                          ///< a name in it is one that OpenSSL looks for
        std::vector<std::pair<QString, Found>> lost = {}; ///< files in it that cannot be read
    };

    Folder addFolder(const QString& path, bool hashesOnly)
    {
        const QFileInfo info(path);
        if (!info.isDir())
            return {info.exists() ? Found::IsFile : Found::NoFile};
        if (!info.isReadable() || !info.isExecutable())
            return {Found::Unreadable};
        // Source: openssl-rehash(1)
        static const QRegularExpression kHash(QStringLiteral("^[0-9a-f]{8}\\.[0-9]+$"));
        Folder folder{Found::NoCertificate};
        const auto entries = QDir(path).entryInfoList(QDir::Files | QDir::System); // with links that lead nowhere
        for (const QFileInfo& entry : entries) {
            const bool isHash = kHash.match(entry.fileName()).hasMatch();
            if (hashesOnly && !isHash)
                continue;
            const Found found = addFile(entry);
            if (found == Found::Certificates) {
                folder.found = found;
                folder.hasHashes = folder.hasHashes || isHash;
            } else if (found == Found::Unreadable || (found == Found::NoFile && entry.isSymLink())) {
                folder.lost.emplace_back(entry.filePath(), found);
            }
        }
        return folder;
    }

    QList<QSslCertificate> take() { return std::move(m_all); }
    /// Of the file that was added last.
    AuthorityFinding lastFinding() const { return m_lastFinding; }

private:
    void add(const QSslCertificate& certificate)
    {
        const QByteArray fingerprint = certificate.digest(QCryptographicHash::Sha256);
        if (m_known.contains(fingerprint))
            return;
        m_known.insert(fingerprint);
        m_all += certificate;
    }

    QSet<QString> m_files;
    QSet<QByteArray> m_known; // by fingerprint
    AuthorityFinding m_lastFinding = AuthorityFinding::NoCertificate;
    QList<QSslCertificate> m_all;
};

const char* toText(Collection::Found found)
{
    switch (found) {
    case Collection::Found::Certificates: break;
    case Collection::Found::NoFile: return "is not there";
    case Collection::Found::IsFolder: return "is a folder, not a file: name it in SSL_CERT_DIR";
    case Collection::Found::IsFile: return "is a file, not a folder: name it in SSL_CERT_FILE";
    case Collection::Found::Unreadable: return "cannot be read";
    case Collection::Found::NoCertificate: return "holds no certificate in PEM form";
    }
    return "";
}

} // namespace

AuthorityVariables AuthorityVariables::of(const QString& file, const QString& folders)
{
    AuthorityVariables variables{file.trimmed(), {}};
    if (quoteMistake(folders.toStdString())) // they are around the whole list
        return {variables.file, {folders.trimmed()}};
    for (const QString& folder : folders.split(QDir::listSeparator()))
        if (const QString path = folder.trimmed(); !path.isEmpty())
            variables.folders += path;
    return variables;
}

AuthorityVariables AuthorityVariables::ofProcess() { return of(qEnvironmentVariable(kFile), qEnvironmentVariable(kFolders)); }

EnvironmentAuthorities readAuthorities(const AuthorityVariables& variables)
{
    Collection collection;
    EnvironmentAuthorities read;
    const auto note = [&](const char* variable, const QString& path, Collection::Found found) {
        const auto quotes = found == Collection::Found::NoFile ? quoteMistake(path.toStdString()) : std::nullopt;
        const bool isFile = found == Collection::Found::NoCertificate && variable == AuthorityVariables::kFile;
        const char* const why = quotes ? toText(*quotes) : isFile ? toText(collection.lastFinding()) : toText(found);
        read.problems.push_back(std::string(variable) + ": \"" + path.toStdString() + "\" " + why);
    };
    const auto take = [&](const char* variable, const QString& path, Collection::Found found) {
        if (found == Collection::Found::Certificates)
            read.used += path;
        else
            note(variable, path, found);
    };
    if (variables.file.isEmpty())
        collection.addFile(QFileInfo(QString::fromLocal8Bit(X509_get_default_cert_file())));
    else
        take(AuthorityVariables::kFile, variables.file, collection.addFile(QFileInfo(variables.file)));
    if (variables.folders.isEmpty())
        collection.addFolder(QString::fromLocal8Bit(X509_get_default_cert_dir()), true);
    for (const QString& path : variables.folders) {
        const Collection::Folder folder = collection.addFolder(path, false);
        take(AuthorityVariables::kFolders, path, folder.found);
        if (folder.found == Collection::Found::Certificates && !folder.hasHashes)
            read.unhashed += path;
        for (const auto& [file, found] : folder.lost)
            note(AuthorityVariables::kFolders, file, found);
    }
    read.certificates = collection.take();
    return read;
}

void trustByDefault(const QList<QSslCertificate>& authorities)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setCaCertificates(authorities);
    QSslConfiguration::setDefaultConfiguration(configuration);
}

std::string authorityRemedy(const EnvironmentAuthorities& read)
{
    if (!read.used.isEmpty())
        return "What else is named there is trusted. Correct the variable, or add what is missing";
    if (read.certificates.isEmpty())
        return "No certificate is trusted. Correct the variable, or unset it to trust the system's authorities";
    return "No certificate is taken from it. Those of the system's other default place (" + std::to_string(read.certificates.size())
        + ") stay trusted, as with OpenSSL. Correct the variable, or unset it to trust all of the system's authorities";
}

std::vector<std::string> followAuthorityVariables()
{
    const AuthorityVariables variables = AuthorityVariables::ofProcess();
    if (!variables.areSet())
        return {};
    EnvironmentAuthorities read = readAuthorities(variables);
    trustByDefault(read.certificates);
    for (std::string& problem : read.problems)
        problem.append(". ").append(authorityRemedy(read));
    return std::move(read.problems);
}

} // namespace gateway::http
