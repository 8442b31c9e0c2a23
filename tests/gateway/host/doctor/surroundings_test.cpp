#include "gateway/host/doctor/surroundings.h"

#include "catch.h"
#include "certificates.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

using Catch::Contains;
using gateway::filled;
using namespace gateway::host;

namespace {

const std::vector<std::string> kOwn{"http://127.0.0.1:8080", "https://127.0.0.1:8443"};

} // namespace

TEST_CASE("reports environment variables that change the route of requests")
{
    struct Row { const char* name; Environment environment; Outcome outcome; const char* words; };
    const auto row = GENERATE(values<Row>({
        {"none", {}, Outcome::Ok, "No environment variable"},
        {"a proxy that spares this machine", {{"HTTPS_PROXY", "http://u:hunter22@proxy.example:3128"}, {"no_proxy", "example.com, localhost"}}, Outcome::Ok, "http://proxy.example:3128"},
        {"a proxy for everything", {{"http_proxy", "u:hunter22@proxy.example:3128"}}, Outcome::Notice, "proxy.example:3128, which Signalbox uses for http:// addresses"},
        {"a proxy of all schemes", {{"ALL_PROXY", "proxy.example"}, {"NO_PROXY", "127.0.0.0/8"}}, Outcome::Ok, "http://proxy.example:1080, which Signalbox uses for providers"},
        {"a proxy in upper case", {{"HTTP_PROXY", "http://u:hunter22@proxy.example:3128"}, {"NO_PROXY", "*"}}, Outcome::Notice, "set http_proxy"},
        {"a proxy over TLS", {{"https_proxy", "https://u:hunter22@proxy.example:3128"}}, Outcome::Problem, "a proxy that Signalbox can use: https://proxy.example:3128"},
        {"an invalid proxy", {{"ALL_PROXY", "socks4://proxy.example"}}, Outcome::Problem, "socks5h://host:port"},
        {"a missing certificate folder", {{"SSL_CERT_DIR", "/nowhere:/neither"}}, Outcome::Problem, "\"/nowhere\" does not exist"},
        {"a proxy in quotes", {{"http_proxy", "\"http://u:hunter22@proxy.example:8080\""}, {"no_proxy", "*"}}, Outcome::Problem, "http_proxy is in quotes, which are part "
        "of its value.Remove the quotes. “docker run --env-file”"},
        {"a proxy in typographic quotes", {{"ALL_PROXY", " “u:hunter22@proxy.example” "}, {"no_proxy", "*"}}, Outcome::Problem, "ALL_PROXY is in typographic quotes"},
        {"a proxy with one quote", {{"https_proxy", "http://u:hunter22@proxy.example'"}, {"no_proxy", "*"}}, Outcome::Problem, "https_proxy starts or ends with a quotation mark"},
        {"a proxy in quotes that is not used", {{"HTTP_PROXY", "'http://u:hunter22@proxy.example:8080'"}, {"no_proxy", "*"}}, Outcome::Notice, "HTTP_PROXY is in quotes"},
        {"white space around a proxy", {{"http_proxy", "\t http://proxy.example:8080 \n"}, {"no_proxy", "*"}}, Outcome::Ok, "sets proxy http://proxy.example:8080, which"},
        {"exceptions in quotes", {{"no_proxy", "\"localhost,127.0.0.1\""}}, Outcome::Problem, "no_proxy is in quotes"},
        {"a proxy without exceptions", {{"http_proxy", "http://proxy.example:8080"}}, Outcome::Notice, "Also set NO_PROXY=localhost,127.0.0.1,::1"},
        {"exceptions in lower case that lack this machine", {{"http_proxy", "http://proxy.example:8080"}, {"no_proxy", "corp.example"}}, Outcome::Notice, "Add localhost,127.0.0.1,::1 to no_proxy."},
        {"exceptions in upper case that lack this machine", {{"http_proxy", "http://proxy.example:8080"}, {"NO_PROXY", "10.0.0.0/8"}}, Outcome::Notice, "Add localhost,127.0.0.1,::1 to NO_PROXY."},
        {"tools come here", {{"OPENAI_BASE_URL", "http://localhost:8080/v1"}}, Outcome::Ok, "to this gateway"},
        {"tools go elsewhere", {{"ANTHROPIC_BASE_URL", "https://api.example/hunter22"}}, Outcome::Notice, "instead of this gateway"},
        {"another port of this machine", {{"OPENAI_BASE_URL", "http://localhost:9999/v1"}}, Outcome::Notice, "instead of this gateway"},
        {"a key", {{"OPENAI_API_KEY", "sk-hunter22"}}, Outcome::Ok, "OPENAI_API_KEY is set"},
        {"a missing certificate file", {{"SSL_CERT_FILE", "/nowhere/ca.pem"}}, Outcome::Problem, "/nowhere/ca.pem"},
        {"our own", {{"SIGNALBOX_HTTP_PORT", "1"}}, Outcome::Notice, "overrides the configuration"},
    }));
    CAPTURE(row.name);
    const auto findings = checkEnvironment(row.environment, kOwn);
    REQUIRE(findings.size() == 1);
    CHECK(findings.front().outcome == row.outcome);
    const std::string words = toText(findings.front().found) + toText(findings.front().remedy);
    CHECK_THAT(words, Contains(row.words));
    CHECK_THAT(words, !Contains("hunter22"));
    CHECK((findings.front().outcome == Outcome::Problem) <= !findings.front().remedy.isEmpty());
}

TEST_CASE("checks a certificate file named by an environment variable")
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("ca.pem")));
    REQUIRE(file.open(QIODevice::WriteOnly));
    const auto findings = checkEnvironment({{"NODE_EXTRA_CA_CERTS", file.fileName().toStdString()}}, kOwn);
    CHECK(findings.front().outcome == Outcome::Problem); // empty file
    file.write(QByteArray::fromStdString(tests::CertificateAuthority().certificate()));
    file.close();
    CHECK_THAT(toText(checkEnvironment({{"NODE_EXTRA_CA_CERTS", file.fileName().toStdString()}}, kOwn).front().found), Contains("Signalbox reads SSL_CERT_FILE instead"));
    const auto followed = checkEnvironment({{"SSL_CERT_FILE", file.fileName().toStdString()}}, kOwn);
    CHECK(followed.front().outcome == Outcome::Ok);
    CHECK_THAT(toText(followed.front().found), Contains("Signalbox trusts"));
}

TEST_CASE("distinguishes usable certificate folders from missing ones")
{
    const QTemporaryDir folder;
    const auto at = [&folder](const char* name) { return folder.filePath(QString::fromLatin1(name)).toStdString(); };
    const auto write = [&](const char* name, const std::string& text) {
        QFile file(QString::fromStdString(at(name)));
        REQUIRE(QDir().mkpath(QFileInfo(file).path()));
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(text));
    };
    const std::string certificate = tests::CertificateAuthority().certificate();
    write("plain/ca.crt", certificate);
    write("hashed/0a1b2c3d.0", certificate);
    write("empty/README", "no certificate");
    REQUIRE(QFile::link(folder.filePath(QStringLiteral("gone.pem")), folder.filePath(QStringLiteral("hashed/4e5f6a7b.0"))));
    write("whole/0a1b2c3d.0", certificate);
    struct Row { const char* name; Environment environment; Outcome outcome; std::string says; };
    for (const Row& row : {
        Row{"one of them is missing", {{"SSL_CERT_DIR", at("missing") + ':' + at("whole")}}, Outcome::Notice, '"' + at("missing") + "\" does not exist; create it, or correct the path. The other certificate authorities in it are used: " + at("whole")},
        Row{"one of them is empty", {{"SSL_CERT_DIR", at("whole") + ": " + at("empty")}}, Outcome::Notice, '"' + at("empty") + "\" contains no PEM certificate; use a "
        "file or folder with the certificate of the certificate authority. The other"},
        Row{"no name is a hash", {{"SSL_CERT_DIR", at("plain")}}, Outcome::Notice, "openssl rehash " + at("plain")},
        Row{"a link in it leads nowhere", {{"SSL_CERT_DIR", at("hashed")}}, Outcome::Notice, '"' + at("hashed/4e5f6a7b.0") + "\" does not exist; create it, or correct the path. The other"},
        Row{"all are of use", {{"SSL_CERT_DIR", at("whole") + ':'}}, Outcome::Ok, "that Signalbox trusts: " + at("whole")},
        Row{"none is usable", {{"SSL_CERT_DIR", at("missing") + ':' + at("empty")}}, Outcome::Problem, "cannot be used: \"" + at("missing") + "\" does not exist; create it, or correct the path; \"" + at("empty") + "\" contains no PEM certificate"},
        Row{"a file that is a folder", {{"SSL_CERT_FILE", at("whole")}}, Outcome::Problem, '"' + at("whole") + "\" is a folder, not a file: set it in SSL_CERT_DIR"},
        Row{"a folder that is a file", {{"SSL_CERT_DIR", at("plain/ca.crt")}}, Outcome::Problem, "is a file, not a folder: set it in SSL_CERT_FILE"},
        Row{"folders in quotes", {{"SSL_CERT_DIR", '"' + at("whole") + ':' + at("plain") + '"'}}, Outcome::Problem, "is in quotes, which are part of its value"},
        Row{"a file in quotes", {{"SSL_CERT_FILE", "'" + at("plain/ca.crt") + "'"}}, Outcome::Problem, "is in quotes, which are part of its value"}}) {
        CAPTURE(row.name);
        const auto findings = checkEnvironment(row.environment, kOwn);
        REQUIRE(findings.size() == 1);
        const std::string words = toText(findings.front().found) + ' ' + toText(findings.front().remedy);
        CAPTURE(words);
        CHECK(findings.front().outcome == row.outcome);
        CHECK_THAT(words, Contains(row.says));
        CHECK((words.find("cannot be used") != std::string::npos) == (row.outcome == Outcome::Problem));
    }
}

TEST_CASE("reports a variable that another one overrides")
{
    const auto findings = checkEnvironment({{"HTTPS_PROXY", "a.example:1"}, {"https_proxy", "b.example:2"}, {"no_proxy", "localhost"}, {"NO_PROXY", "*"}}, kOwn);
    REQUIRE(findings.size() == 3);
    CHECK_THAT(toText(findings[0].found), Contains("https_proxy sets proxy http://b.example:2, which Signalbox uses for https://"));
    CHECK_THAT(toText(findings[1].found), Contains("HTTPS_PROXY sets proxy http://a.example:1, which Signalbox does not use because https_proxy takes precedence"));
    CHECK_THAT(toText(findings[2].found), Contains("NO_PROXY is not used: no_proxy takes precedence"));
}

TEST_CASE("keeps only the environment variables it examines")
{
    QProcessEnvironment all;
    all.insert(QStringLiteral("HTTP_PROXY"), QStringLiteral("p:1"));
    all.insert(QStringLiteral("SOME_PASSWORD"), QStringLiteral("x"));
    all.insert(QStringLiteral("ALL_PROXY"), QString());
    CHECK(environmentFrom(all) == Environment{{"HTTP_PROXY", "p:1"}});
}

TEST_CASE("substitutes placeholders of a sentence in one pass")
{
    CHECK(filled("%1 and %2 of %1", {"%2", "b"}) == "%2 and b of %2");
    CHECK(filled("100% of %3", {"a"}) == "100% of %3");
    CHECK(filled("%", {}) == "%");
}

TEST_CASE("warns once that all local users can call the gateway only where it matters")
{
    gateway::config::ListenSettings listen;
    CHECK_FALSE(localUsersFinding(listen, true));
    const auto found = localUsersFinding(listen, false);
    REQUIRE(found);
    CHECK(found->check == Check::Ports);
    CHECK(found->outcome == Outcome::Notice);
    CHECK(found->subject == "listen.local_users");
    CHECK_FALSE(found->remedy.isEmpty());
    auto everybody = listen;
    everybody.localUsers.mode = "all";
    CHECK_FALSE(localUsersFinding(everybody, false));
    listen.requireKey = gateway::config::RequireKey::Always;
    CHECK_FALSE(localUsersFinding(listen, false));
}
