// A secret is sent only to the origin that it was approved for, however the address came to be changed.

#include "catch.h"

#include "scenario.h"

#include <QFile>
#include <QTemporaryDir>

using namespace tests;

namespace {

/// Whether any request there contained the secret, in any place.
bool hasSeen(const FakeUpstream& upstream, const std::string& secret = kKey)
{
    for (const RecordedRequest& request : upstream.allRequests())
        if (request.head.find(secret) != std::string::npos || request.body.find(secret) != std::string::npos)
            return true;
    return false;
}

Ran beside(const GatewayProcess& gateway, std::vector<std::string> words, const std::string& input = {})
{
    words.insert(words.end(), {"--config", gateway.configFile(), "--data-dir", gateway.dataDir()});
    return runGateway(words, input, {{kKeyName, kKey}});
}

/// A provider whose model list is fetched and whose keys are checked in the background.
Json listing(const std::string& baseUrl)
{
    Json up = listingProvider("up", baseUrl);
    up["keys"] = Json::array({{{"name", "main"}, {"secret", kKeyReference}}});
    up["key_failover"] = {{"mode", "active"}, {"check_interval_ms", 50}, {"failure_threshold", 1}};
    return up;
}

Json listingConfiguration(const std::string& baseUrl) { return configuration({listing(baseUrl)}, {route("alias", {target("up", "up-model", 0)})}); }

std::string hostAndPort(const FakeUpstream& upstream) { return "127.0.0.1:" + std::to_string(upstream.port()); }

/// The number of the stored configuration version that contains `origin`.
std::string versionWith(const GatewayProcess& gateway, const std::string& origin)
{
    constexpr int kMost = 9;
    for (int number = 1; number < kMost; ++number)
        if (beside(gateway, {"config", "show", std::to_string(number)}).out.find(origin) != std::string::npos)
            return std::to_string(number);
    return "0";
}

/// Everything that makes a gateway send the key.
void tryEverything(const GatewayProcess& gateway)
{
    for (const std::string& body : {ask("alias"), askStream("alias"), ask("up/any")}) {
        const auto answer = chat(gateway.port(), body);
        CHECK(answer.status == 503);
        CHECK_THAT(answer.body, Catch::Contains("up") && Catch::Contains("signalboxd key approve up"));
    }
    for (const char* path : {"/v1/embeddings", "/v1/images/generations", "/v1/rerank", "/v1/moderations"})
        CHECK(exchange(gateway.port(), {"POST", path, {}, R"({"model":"up/any","input":"x","query":"x","prompt":"x","documents":["x"]})"}).status >= 400);
    CHECK(get(gateway.port(), "/v1/files").status >= 400);
    CHECK(get(gateway.port(), "/v1/models").status == 200);
}

} // namespace

TEST_CASE("does not send a key to an address changed on disk until it is approved", "[sanitized]")
{
    FakeUpstream known;
    FakeUpstream other;
    GatewayProcess gateway(listingConfiguration(known.baseUrl()), withKey());
    REQUIRE(gateway.isListening());
    CHECK(chat(gateway.port(), ask("alias")).status == 200);
    CHECK(hasSeen(known));
    CHECK(gateway.waitForLog("Approved: secret " + std::string(kKeyReference) + " of provider \"up\" may be sent to http://" + hostAndPort(known)));

    gateway.writeConfig(listingConfiguration(other.baseUrl()));
    REQUIRE(gateway.waitForLog("waits for your approval: secret " + std::string(kKeyReference) + " to be sent to http://" + hostAndPort(other)));
    CHECK_THAT(gateway.log(), Catch::Contains("SIGHUP") && Catch::Contains("signalboxd key approve up"));
    tryEverything(gateway);
    const Ran balance = beside(gateway, {"key", "balance"});
    CHECK(balance.status == 1);
    const Ran list = beside(gateway, {"key", "list"});
    CHECK_THAT(list.out, Catch::Contains("waits for your approval") && Catch::Contains(hostAndPort(other)));
    CHECK(other.allRequests().empty()); // not even without the secret
    const std::string port = std::to_string(gateway.port()); // that of a running gateway, whatever the configuration says
    CHECK_THAT(beside(gateway, {"doctor"}).out,
        Catch::Contains("waits for your approval") && Catch::Contains("key approve up") && Catch::Contains("Signalbox answers at http://127.0.0.1:" + port));
    const Ran explained = beside(gateway, {"explain", "-"}, ask("alias"));
    CHECK_THAT(explained.out + explained.err, Catch::Contains("waits for your approval") && Catch::Contains("signalboxd key approve up"));
    CHECK(parsed(get(gateway.port(), "/health").body).value("usable_providers", -1) == 0);
    const Ran asked = beside(gateway, {"key", "approve"});
    CHECK(asked.status == 1);
    CHECK_THAT(asked.out + asked.err, Catch::Contains(hostAndPort(other)) && Catch::Contains("--all"));
    CHECK_FALSE(hasSeen(other)); // the doctor connects to the address, without a secret

    const Ran approved = beside(gateway, {"key", "approve", "up"});
    CHECK(approved.status == 0);
    CHECK_THAT(approved.out, Catch::Contains("approved: secret " + std::string(kKeyReference)) && Catch::Contains(hostAndPort(other)));
    CHECK(eventually([&] { return chat(gateway.port(), ask("alias")).status == 200; })); // without a restart
    CHECK(hasSeen(other));
}

TEST_CASE("a headless gateway approves its file at start and on SIGHUP")
{
    FakeUpstream known;
    FakeUpstream other;
    GatewayProcess gateway(listingConfiguration(known.baseUrl()), withKey());
    REQUIRE(gateway.isListening());
    gateway.writeConfig(listingConfiguration(other.baseUrl()));
    REQUIRE(gateway.waitForLog("waits for your approval"));
    CHECK(other.allRequests().empty());
    gateway.hangUp();
    REQUIRE(gateway.waitForLog("Approved: secret " + std::string(kKeyReference) + " of provider \"up\" may be sent to http://" + hostAndPort(other)));
    CHECK(eventually([&] { return chat(gateway.port(), ask("alias")).status == 200; }));
    CHECK(hasSeen(other));
    CHECK_THAT(beside(gateway, {"key", "approve"}).out, Catch::Contains("No secret waits"));
    CHECK(gateway.filesWith(kKey).empty());
}

TEST_CASE("header, file, query and proxy secrets do not follow a changed address either")
{
    FakeUpstream known;
    FakeUpstream other;
    const QTemporaryDir folder;
    const std::string secretFile = folder.filePath(QStringLiteral("secret")).toStdString();
    QFile file(QString::fromStdString(secretFile));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(kKey);
    file.close();
    REQUIRE(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
    Json up = provider("up", known.baseUrl());
    GatewayProcess gateway(configuration({up}, {route("alias", {target("up", "m", 0)})}), withKey());
    REQUIRE(gateway.isListening());
    CHECK(chat(gateway.port(), ask("alias")).status == 200);
    struct Row {
        const char* name;
        Json change;
    };
    const std::vector<Row> rows{
        {"a header", {{"base_url", other.baseUrl()}, {"auth", {{"headers", {{"x-more", {{"secret", kKeyReference}}}}}}}}},
        {"a query parameter", {{"base_url", other.baseUrl()}, {"auth", {{"query", {{"token", {{"secret", kKeyReference}}}}}}}}},
        {"a file", {{"base_url", other.baseUrl()}, {"keys", Json::array({{{"name", "main"}, {"secret", "file:" + secretFile}}})}}},
        {"a file at the known host", {{"keys", Json::array({{{"name", "main"}, {"secret", "file:" + secretFile}}})}}},
        {"a proxy", {{"proxy", {{"url", other.origin()}, {"user", "me"}, {"secret", kKeyReference}}}}},
        {"a key in an own place", {{"base_url", other.baseUrl()}, {"keys", Json::array({{{"name", "main"}, {"secret", kKeyReference}}})}, {"auth", {{"headers", {{"x-key", "${key}"}}}}}}},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        Json changed = up;
        changed.update(row.change);
        const std::size_t logged = gateway.log().size();
        gateway.writeConfig(configuration({changed}, {route("alias", {target("up", "m", 0)})}));
        REQUIRE(gateway.waitForLog("waits for your approval", logged));
        const auto answer = chat(gateway.port(), ask("alias"));
        CHECK(answer.status == 503);
        CHECK(answer.headerOr("x-signalbox-error").substr(0, 10) == "no_usable_");
        CHECK_FALSE(hasSeen(other));
        CHECK_FALSE(hasSeen(known));
        gateway.writeConfig(configuration({up}, {route("alias", {target("up", "m", 0)})}));
        REQUIRE(eventually([&] { return chat(gateway.port(), ask("alias")).status == 200; }));
    }
}

TEST_CASE("imports, restored versions and backups send no secret to a host that they bring")
{
    FakeUpstream known;
    FakeUpstream other;
    GatewayProcess gateway(listingConfiguration(other.baseUrl()), withKey()); // version 1, which is approved by the start
    REQUIRE(gateway.isListening());
    const std::string backup = gateway.folder() + "/all.backup";
    REQUIRE(eventually([&] { return beside(gateway, {"config", "show", "1"}).status == 0; }));
    REQUIRE(beside(gateway, {"backup", "export", backup}).status == 0);
    gateway.writeConfig(listingConfiguration(known.baseUrl()));
    gateway.hangUp();
    REQUIRE(gateway.waitForLog("may be sent to http://" + hostAndPort(known)));
    gateway.terminate();
    REQUIRE(gateway.waitForExit() == 0);
    const std::size_t before = other.allRequests().size();

    // Another machine, on which only the known host was ever approved.
    GatewayProcess victim(listingConfiguration(known.baseUrl()), withKey());
    REQUIRE(victim.isListening());
    CHECK(chat(victim.port(), ask("alias")).status == 200);
    const auto isHeldBack = [&](const Ran& ran) {
        CAPTURE(ran.out, ran.err);
        CHECK(ran.status == 0);
        CHECK_THAT(ran.err, Catch::Contains("not approved, so not sent: secret") && Catch::Contains(hostAndPort(other)) && Catch::Contains("key approve"));
        CHECK(eventually([&] { return chat(victim.port(), ask("alias")).status == 503; }));
        CHECK(other.allRequests().size() == before);
    };
    isHeldBack(beside(victim, {"backup", "import", backup, "--yes"}));
    REQUIRE(beside(victim, {"config", "restore", versionWith(victim, known.origin())}).status == 0);
    REQUIRE(eventually([&] { return chat(victim.port(), ask("alias")).status == 200; }));
    isHeldBack(beside(victim, {"config", "restore", versionWith(victim, other.origin())}));

    const std::string document = victim.folder() + "/higress.json";
    QFile file(QString::fromStdString(document));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(QByteArray::fromStdString(R"({"providers": [{"name": "up", "type": "openai", "tokens": ["${E2E_UPSTREAM_KEY}"], "rawConfigs": {"openaiCustomUrl": ")"
        + other.baseUrl() + R"(/chat/completions"}}], "routes": [{"name": "alias", "modelPredicates": [{"matchType": "EQUAL", "matchValue": "alias"}],
        "upstreams": [{"provider": "up", "weight": 100, "modelMapping": {"*": "up-model"}}]}]})"));
    file.close();
    isHeldBack(beside(victim, {"import", "--write", "--replace", document}));
    const Ran trusted = beside(victim, {"import", "--write", "--replace", "--trust", document});
    CAPTURE(trusted.err);
    CHECK(trusted.status == 0);
    CHECK_THAT(trusted.err, Catch::Contains("approved: secret") && Catch::Contains(hostAndPort(other)));
    CHECK(eventually([&] { return chat(victim.port(), ask("alias")).status == 200; }));
    CHECK(other.allRequests().size() > before);
}

TEST_CASE("does not send a secret to the origin of a redirect")
{
    FakeUpstream known;
    FakeUpstream other;
    const int status = GENERATE(301, 307, 308);
    Behaviour redirect;
    redirect.status = status;
    redirect.headers = {{"location", other.baseUrl() + "/chat/completions"}};
    known.setDefault(redirect);
    GatewayProcess gateway(listingConfiguration(known.baseUrl()), withKey());
    REQUIRE(gateway.isListening());
    CHECK(chat(gateway.port(), ask("alias")).status >= 400);
    CHECK(other.allRequests().empty());
}
