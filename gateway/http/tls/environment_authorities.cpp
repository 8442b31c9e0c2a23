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

/// Collects each certificate and each file once, whatever links lead to them.
class Collection {
public:
    AuthorityFinding addFile(const QFileInfo& info)
    {
        const QString path = info.canonicalFilePath();
        if (m_files.contains(path))
            return AuthorityFinding::Good;
        const AuthorityFile file = readAuthorityFile(path.isEmpty() ? info.filePath() : path);
        if (file.finding != AuthorityFinding::Good)
            return file.finding;
        for (const QSslCertificate& certificate : file.certificates)
            add(certificate);
        m_files.insert(path);
        return AuthorityFinding::Good;
    }

    struct Folder {
        AuthorityFinding found = AuthorityFinding::Good;
        bool hasHashes = false;                          ///< a name in it is one that OpenSSL looks for
        std::vector<std::pair<QString, AuthorityFinding>> lost = {}; ///< files in it that cannot be read
    };

    Folder addFolder(const QString& path, bool hashesOnly)
    {
        const QFileInfo info(path);
        if (!info.isDir())
            return {info.exists() ? AuthorityFinding::IsFile : AuthorityFinding::NoFile};
        if (!info.isReadable() || !info.isExecutable())
            return {AuthorityFinding::Unreadable};
        // Source: openssl-rehash(1)
        static const QRegularExpression kHash(QStringLiteral("^[0-9a-f]{8}\\.[0-9]+$"));
        Folder folder{AuthorityFinding::NoCertificate};
        const auto entries = QDir(path).entryInfoList(QDir::Files | QDir::System); // including broken links
        for (const QFileInfo& entry : entries) {
            const bool isHash = kHash.match(entry.fileName()).hasMatch();
            if (hashesOnly && !isHash)
                continue;
            const AuthorityFinding found = addFile(entry);
            if (found == AuthorityFinding::Good) {
                folder.found = found;
                folder.hasHashes = folder.hasHashes || isHash;
            } else if (found == AuthorityFinding::Unreadable || (found == AuthorityFinding::NoFile && entry.isSymLink())) {
                folder.lost.emplace_back(entry.filePath(), found);
            }
        }
        return folder;
    }

    QList<QSslCertificate> take() { return std::move(m_all); }

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
    QList<QSslCertificate> m_all;
};

} // namespace

AuthorityVariables AuthorityVariables::of(const QString& file, const QString& folders)
{
    AuthorityVariables variables{file.trimmed(), {}};
    if (quoteMistake(folders.toStdString())) // quotes around the whole list
        return {variables.file, {folders.trimmed()}};
    for (const QString& folder : folders.split(QDir::listSeparator()))
        if (const QString path = folder.trimmed(); !path.isEmpty())
            variables.folders += path;
    return variables;
}

AuthorityVariables AuthorityVariables::ofProcess() { return of(qEnvironmentVariable(kFile), qEnvironmentVariable(kFolders)); }

Sentence AuthorityProblem::withPath() const { return {QT_TRANSLATE_NOOP("Error", "\"%1\" %2"), {path.toStdString(), finding}}; }

Sentence AuthorityProblem::withVariable() const
{
    return {QT_TRANSLATE_NOOP("Error", "%1: \"%2\" %3"), {std::string(variable), path.toStdString(), finding}};
}

EnvironmentAuthorities readAuthorities(const AuthorityVariables& variables)
{
    Collection collection;
    EnvironmentAuthorities read;
    const auto note = [&](const char* variable, const QString& path, AuthorityFinding found) {
        const auto quotes = found == AuthorityFinding::NoFile ? quoteMistake(path.toStdString()) : std::nullopt;
        read.problems.push_back({variable, path, quotes ? Sentence::of(toText(*quotes)) : describe(found, path)});
    };
    const auto take = [&](const char* variable, const QString& path, AuthorityFinding found) {
        if (found == AuthorityFinding::Good)
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
        if (folder.found == AuthorityFinding::Good && !folder.hasHashes)
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
        return "The other certificates in it are trusted. Correct the variable, or add what is missing";
    if (read.certificates.isEmpty())
        return "No certificate is trusted. Correct the variable, or unset it to trust the system's authorities";
    return "No certificate is used from it. Those in the system's other default location (" + std::to_string(read.certificates.size())
        + ") stay trusted, as with OpenSSL. Correct the variable, or unset it to trust all of the system's authorities";
}

std::vector<std::string> followAuthorityVariables()
{
    const AuthorityVariables variables = AuthorityVariables::ofProcess();
    if (!variables.areSet())
        return {};
    EnvironmentAuthorities read = readAuthorities(variables);
    trustByDefault(read.certificates);
    std::vector<std::string> lines;
    for (const AuthorityProblem& problem : read.problems)
        lines.push_back(toText(problem.withVariable()) + ". " + authorityRemedy(read));
    return lines;
}

} // namespace gateway::http
