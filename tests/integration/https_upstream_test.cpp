#include "catch.h"

#include "certificates.h"
#include "scenario.h"

#include <QFile>
#include <QTemporaryDir>

#include <cstdio>

using namespace tests;

namespace {

struct CaFile {
    QTemporaryDir folder;
    std::string path;
    explicit CaFile(const std::string& pem)
    {
        QFile file(folder.filePath(QStringLiteral("ca.pem")));
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(pem));
        path = file.fileName().toStdString();
    }
};

Json tlsConfiguration(const FakeUpstream& upstream, const std::string& host, Json caFile, bool verify)
{
    auto up = provider("up", "https://" + host + ":" + std::to_string(upstream.port()) + "/v1", {kKeyReference});
    up["ca_file"] = std::move(caFile);
    up["ssl_verify"] = verify;
    return configuration({up}, {route("alias", {target("up", "m", 0)})});
}

} // namespace

TEST_CASE("verifies an HTTPS upstream")
{
    const CertificateAuthority authority;
    const CertificateAuthority stranger("Somebody else");
    const CaFile ours(authority.certificate());
    const CaFile theirs(stranger.certificate());
    struct Row {
        const char* name;
        CertificateAuthority::Leaf leaf;
        std::string host;
        Json caFile;
        bool verify;
        bool isRight;
    };
    const std::vector<Row> rows{
        {"trusted by name", {}, "localhost", ours.path, true, true},
        {"trusted by address", {}, "127.0.0.1", ours.path, true, true},
        {"not in the system's store", {}, "localhost", nullptr, true, false},
        {"another authority", {}, "localhost", theirs.path, true, false},
        {"another name", {.names = "DNS:other.example"}, "localhost", ours.path, true, false},
        {"expired", {.validFrom_s = -7200, .validTo_s = -3600}, "localhost", ours.path, true, false},
        {"verification disabled", {}, "localhost", nullptr, false, true},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        FakeUpstream upstream(FakeUpstream::Options{.identity = authority.issue(row.leaf)});
        GatewayProcess gateway(tlsConfiguration(upstream, row.host, row.caFile, row.verify), withKey());
        const auto answer = chat(gateway.port(), askStream("alias"));
        if (row.isRight) {
            CHECK(answer.status == 200);
            CHECK(eventData(answer.body).back() == "[DONE]");
            continue;
        }
        const auto message = checkError(answer, 502, "upstream_unreachable");
        CHECK((message.find("certificate") != std::string::npos || message.find("TLS") != std::string::npos));
        CHECK(upstream.requests().empty()); // the key was never sent
    }
}

TEST_CASE("reuses TLS connections and replaces stale ones")
{
    const CertificateAuthority authority;
    const CaFile ca(authority.certificate());
    FakeUpstream upstream(FakeUpstream::Options{.identity = authority.issue()});
    GatewayProcess gateway(tlsConfiguration(upstream, "localhost", ca.path, true), withKey());
    for (int i = 0; i < 4; ++i)
        CHECK(chat(gateway.port(), i % 2 ? askStream("alias") : ask("alias")).status == 200);
    CHECK(upstream.connections() == 1);
    upstream.closeIdle();
    CHECK(chat(gateway.port(), ask("alias")).status == 200);
    upstream.setDefault("words=3000,word-bytes=1000");
    const auto large = chat(gateway.port(), askStream("alias"));
    CHECK(large.isComplete);
    CHECK(eventData(large.body).back() == "[DONE]");
}

TEST_CASE("falls back when TLS fails")
{
    FakeUpstream plain; // does not speak TLS
    FakeUpstream second;
    auto config = fallbackConfiguration("https://127.0.0.1:" + std::to_string(plain.port()) + "/v1", second.baseUrl());
    config["providers"][0]["timeouts"] = {{"connect_ms", 1500}};
    GatewayProcess gateway(config);
    const auto answer = chat(gateway.port(), ask("alias"));
    CHECK(answer.status == 200);
    CHECK(answer.headerOr("x-signalbox-provider") == "second");
}

TEST_CASE("reports a missing CA file and does not trust the upstream")
{
    const CertificateAuthority authority;
    FakeUpstream upstream(FakeUpstream::Options{.identity = authority.issue()});
    GatewayProcess gateway(tlsConfiguration(upstream, "localhost", "/nonexistent/ca.pem", true), withKey());
    REQUIRE(gateway.isListening());
    const auto answer = chat(gateway.port(), ask("alias"));
    CHECK(answer.status >= 500);
    CHECK(upstream.requests().empty());
    const std::string message = parsed(answer.body)["error"]["message"];
    CHECK(message.ends_with("cannot be reached: ca_file \"/nonexistent/ca.pem\" does not exist; create it, or correct the path."));
}

TEST_CASE("trusts replaced authorities at once and keeps the old ones while their file is unusable")
{
    const CertificateAuthority authority;
    const CertificateAuthority stranger("Somebody else");
    const CaFile ours(authority.certificate());
    const CaFile theirs(stranger.certificate());
    const CaFile none("no certificate");
    const QTemporaryDir folder;
    const std::string link = folder.filePath(QStringLiteral("ca.pem")).toStdString();
    const auto point = [&](const CaFile& to) {
        REQUIRE(QFile::link(QString::fromStdString(to.path), folder.filePath(QStringLiteral("new"))));
        REQUIRE(std::rename(folder.filePath(QStringLiteral("new")).toLocal8Bit().constData(), link.c_str()) == 0);
    };
    point(theirs);
    FakeUpstream upstream(FakeUpstream::Options{.identity = authority.issue()});
    auto config = tlsConfiguration(upstream, "localhost", link, true);
    config["providers"][0]["keep_alive"] = {{"enabled", false}};
    config["providers"][0]["key_failover"] = {{"enabled", false}};
    GatewayProcess gateway(config, withKey());
    const auto status = [&] { return chat(gateway.port(), ask("alias")).status; };
    CHECK(status() == 502);
    point(ours);
    CHECK(eventually([&] { return status() == 200; }));
    point(none);
    CHECK(gateway.waitForLog("providers[0].ca_file: \"" + link + "\" contains no PEM certificate; use a file or folder with the certificate of the certificate "
        "authority. The previous certificates stay in use"));
    CHECK(status() == 200);
    point(theirs);
    CHECK(eventually([&] { return status() == 502; }));
}
