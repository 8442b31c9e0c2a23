#include "gateway/http/tls/environment_authorities.h"

#include "catch.h"
#include "certificates.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using Catch::Contains;
using namespace gateway::http;

namespace {

struct Places {
    QTemporaryDir folder;
    const tests::CertificateAuthority first{"First authority"};
    const tests::CertificateAuthority second{"Second authority"};

    QString write(const char* name, const std::string& text) const
    {
        const QString path = folder.filePath(QString::fromLatin1(name));
        REQUIRE(QDir().mkpath(path.left(path.lastIndexOf(u'/'))));
        QFile file(path);
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(text));
        return path;
    }
    static bool holds(const EnvironmentAuthorities& read, const tests::CertificateAuthority& authority)
    {
        return read.certificates.contains(QSslCertificate(QByteArray::fromStdString(authority.certificate()), QSsl::Pem));
    }
};

} // namespace

TEST_CASE("SSL_CERT_FILE and SSL_CERT_DIR each replace the default of their kind")
{
    const Places places;
    const QString file = places.write("ca.pem", "a note\n" + places.first.certificate());
    places.write("certs/one.crt", places.second.certificate());
    places.write("certs/again.pem", places.second.certificate()); // counted once
    places.write("more/README", "no certificate");
    const QString folders = places.folder.filePath(QStringLiteral("certs")) + QDir::listSeparator() + places.folder.filePath(QStringLiteral("more"));
    CHECK_FALSE(AuthorityVariables::of({}, {}).areSet());

    const auto both = readAuthorities(AuthorityVariables::of(file, folders.section(QDir::listSeparator(), 0, 0)));
    CHECK(both.problems.empty());
    CHECK(both.certificates.size() == 2);
    CHECK((Places::holds(both, places.first) && Places::holds(both, places.second)));

    const auto fileOnly = readAuthorities(AuthorityVariables::of(file, {}));
    CHECK(Places::holds(fileOnly, places.first));
    CHECK_FALSE(Places::holds(fileOnly, places.second));

    const auto several = readAuthorities(AuthorityVariables::of({}, folders));
    CHECK(Places::holds(several, places.second));
    REQUIRE(several.problems.size() == 1); // for each folder separately
    CHECK_THAT(toText(several.problems.front().withVariable()), Contains("SSL_CERT_DIR") && Contains("/more\" contains no PEM certificate"));
}

TEST_CASE("an unusable variable is named and no default replaces it")
{
    const Places places;
    struct Row { QString file; QString folder; const char* says; };
    for (const Row& row : {Row{places.folder.filePath(QStringLiteral("gone.pem")), places.write("empty/x", ""), "gone.pem\" does not exist; create it"},
             Row{places.folder.path(), places.folder.path(), "is a folder, not a file"},
             Row{places.write("text.pem", "hello"), places.folder.path(), "text.pem\" contains no PEM certificate"}}) {
        CAPTURE(row.says);
        const auto read = readAuthorities(AuthorityVariables::of(row.file, row.folder));
        CHECK(read.certificates.isEmpty());
        REQUIRE(read.problems.size() == 2);
        CHECK_THAT(toText(read.problems.front().withVariable()), Contains("SSL_CERT_FILE: \"") && Contains(row.says));
        CHECK_THAT(toText(read.problems.back().withVariable()), Contains("SSL_CERT_DIR: \""));
    }
}

TEST_CASE("the message about an unusable variable matches what is trusted")
{
    const Places places;
    const QString gone = places.folder.filePath(QStringLiteral("gone"));
    const QString file = places.write("ca.pem", places.first.certificate());
    const QString key = places.write("key.pem", places.first.issue().key);
    const QString empty = places.write("empty/x", "").section(u'/', 0, -2);
    struct Row { const char* name; QString file; QString folder; bool isUsed; };
    for (const Row& row : {Row{"a missing file, the system's folder", gone, {}, false}, Row{"a missing folder, the system's file", {}, gone, false},
             Row{"a key, the system's folder", key, {}, false}, Row{"neither", gone, empty, false}, Row{"a missing folder beside a file", file, gone, true}}) {
        CAPTURE(row.name);
        const auto read = readAuthorities(AuthorityVariables::of(row.file, row.folder));
        CHECK_FALSE(read.problems.empty());
        const std::string remedy = authorityRemedy(read);
        CAPTURE(remedy);
        CHECK((remedy.find("The other certificates in it are trusted") != std::string::npos) == row.isUsed);
        CHECK((remedy.find("No certificate is trusted") != std::string::npos) == read.certificates.isEmpty());
        const std::string count = '(' + std::to_string(read.certificates.size()) + ") stay trusted";
        CHECK((remedy.find(count) != std::string::npos) == (!row.isUsed && !read.certificates.isEmpty()));
    }
}

TEST_CASE("names each unusable file or folder with its variable and the remedy")
{
    const Places places;
    const auto at = [&places](const char* name) { return places.folder.filePath(QString::fromLatin1(name)); };
    const QString empty = places.write("empty.pem", "\n");
    const QString text = places.write("text.pem", "hello");
    struct Row { QString file; QString folder; std::string says; };
    for (const Row& row : {Row{at("gone.pem"), {}, "SSL_CERT_FILE: \"" + at("gone.pem").toStdString() + "\" does not exist; create it, or correct the path"},
             Row{{}, at("gone"), "SSL_CERT_DIR: \"" + at("gone").toStdString() + "\" does not exist; create it, or correct the path"},
             Row{empty, {}, "SSL_CERT_FILE: \"" + empty.toStdString() + "\" is empty; copy the certificate of the certificate authority into it, in PEM format"},
             Row{text, {}, "SSL_CERT_FILE: \"" + text.toStdString() + "\" contains no PEM certificate; use a file or folder with the certificate of the certificate "
        "authority"},
             Row{QStringLiteral("~/ca.pem"), {}, "SSL_CERT_FILE: \"~/ca.pem\" does not exist; \"~\" is not expanded, so write the full path"},
             Row{{}, QStringLiteral("$HOME/certs"), "SSL_CERT_DIR: \"$HOME/certs\" does not exist; variables in it are not expanded, so write the full path"},
             Row{QStringLiteral("ca.pem"), {}, "SSL_CERT_FILE: \"ca.pem\" does not exist; the path is relative to the folder in which Signalbox was started, so "
        "write the full path"},
             Row{QStringLiteral("file:/etc/ca.pem"), {}, "SSL_CERT_FILE: \"file:/etc/ca.pem\" does not exist; write the path without \"file:\""}}) {
        CAPTURE(row.says);
        const auto read = readAuthorities(AuthorityVariables::of(row.file, row.folder));
        REQUIRE(read.problems.size() == 1);
        const AuthorityProblem& problem = read.problems.front();
        CHECK(toText(problem.withVariable()) == row.says);
        CHECK(std::string(problem.variable) == (row.file.isEmpty() ? "SSL_CERT_DIR" : "SSL_CERT_FILE"));
        CHECK(problem.path == (row.file.isEmpty() ? row.folder : row.file));
        CHECK(toText(problem.withPath()) == row.says.substr(row.says.find('"')));
    }
}

TEST_CASE("names the remedy for a file in another format in SSL_CERT_FILE")
{
    const Places places;
    const QString key = places.write("key.pem", places.first.issue().key);
    const QString bundle = places.write("bundle.p7b", "-----BEGIN PKCS7-----\nMIIB\n-----END PKCS7-----\n");
    const QString half = places.write("half.pem", places.first.certificate().substr(0, 200));
    struct Row { QString file; const char* says; };
    for (const Row& row : {Row{key, "contains a private key but no certificate"}, Row{bundle, "openssl pkcs7 -print_certs"}, Row{half, "cannot be decoded"}}) {
        CAPTURE(row.says);
        const auto read = readAuthorities(AuthorityVariables::of(row.file, {}));
        REQUIRE(read.problems.size() == 1);
        CHECK_THAT(toText(read.problems.front().withVariable()), Contains("SSL_CERT_FILE: \"" + row.file.toStdString() + "\" ") && Contains(row.says));
    }
}
