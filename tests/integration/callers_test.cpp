#include "catch.h"

#include "ledger_reader.h"
#include "scenario.h"

#include <QCryptographicHash>

#ifdef Q_OS_LINUX
#include <unistd.h>
#endif

using namespace tests;

namespace {

constexpr const char* kConsumerKey = "sb-e2e-consumer";
constexpr const char* kNobody = "65534";

Json consumerNamed(const char* name)
{
    const auto digest = QCryptographicHash::hash(QByteArray(kConsumerKey), QCryptographicHash::Sha256).toHex().toStdString();
    return {{"name", name}, {"keys", Json::array({Json{{"sha256", digest}}})}};
}

/// Route "alias", and a consumer with `kConsumerKey`.
Json configurationWith(const FakeUpstream& upstream, Json listen)
{
    auto config = aliasConfiguration(upstream);
    config["listen"] = std::move(listen);
    config["consumers"] = Json::array({consumerNamed("ide")});
    return config;
}

Fields withKeyOf(Fields headers)
{
    headers.emplace_back("Authorization", std::string("Bearer ") + kConsumerKey);
    return headers;
}

std::size_t countIn(const std::string& text, std::string_view part)
{
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++count;
    return count;
}

/// All endpoints except liveness.
const std::vector<std::pair<const char*, const char*>> kEndpoints{
    {"POST", "/v1/chat/completions"}, {"POST", "/v1/completions"}, {"POST", "/v1/embeddings"}, {"POST", "/v1/responses"},
    {"GET", "/v1/responses/resp_1"}, {"POST", "/v1/messages"}, {"POST", "/v1/messages/count_tokens"}, {"GET", "/v1/models"},
    {"GET", "/v1/models/alias"}, {"POST", "/v1/rerank"}, {"POST", "/v1/images/generations"}, {"POST", "/v1/audio/speech"},
    {"POST", "/v1/moderations"}, {"GET", "/v1/files"}, {"GET", "/v1/files/file-1/content"}, {"DELETE", "/v1/files/file-1"},
    {"GET", "/v1/batches"}, {"GET", "/v1/batches/batch-1"}, {"POST", "/v1beta/models/alias:generateContent"}, {"GET", "/v1beta/models"},
    {"POST", "/api/chat"}, {"POST", "/api/generate"}, {"GET", "/api/tags"}, {"GET", "/api/ps"}, {"POST", "/api/show"},
    {"POST", "/api/embed"}, {"GET", "/api/version"}, {"GET", "/metrics"}};

#ifdef Q_OS_LINUX
/// Runs curl as another user; returns status and body. Needs root.
std::string curlAs(const char* user, const std::vector<std::string>& arguments)
{
    std::vector<std::string> all{std::string("--reuid=") + user, "--clear-groups", "curl", "-s", "-w", " %{http_code}"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    const Ran ran = runProgram("setpriv", all);
    CAPTURE(ran.err);
    CHECK(ran.status == 0);
    return ran.out;
}
#endif

} // namespace

TEST_CASE("requires a key for a forwarded request on every endpoint and does not treat it as local", "[sanitized]")
{
    FakeUpstream upstream;
    GatewayProcess gateway(configurationWith(upstream, {{"trusted_proxies", Json::array({"127.0.0.1"})}}), withKey());
    REQUIRE(gateway.isListening());
    for (const auto& header : Fields{{"X-Forwarded-For", "192.0.2.7"}, {"X-Real-IP", "192.0.2.7"}, {"Forwarded", "for=192.0.2.7"},
             {"X-Forwarded-For", "127.0.0.1"}, {"Forwarded", "for=\"[::1]\""}, {"X-Forwarded-For", "not an address"},
             {"X-Forwarded-Proto", "https"}, {"CF-Connecting-IP", "192.0.2.7"}, {"Via", "1.1 proxy"}}) {
        CAPTURE(header.first, header.second);
        const auto answer = chat(gateway.port(), ask("alias"), {header});
        const std::string said = checkError(answer, 401, "invalid_consumer_key");
        CHECK_THAT(said, Catch::Contains(header.first) && Catch::Contains("listen.trusted_proxies") && Catch::Contains("Bearer"));
        CHECK(chat(gateway.port(), ask("alias"), {header, {"Authorization", "Bearer sk-anything"}}).status == 401);
    }
    for (const auto& [method, path] : kEndpoints) {
        CAPTURE(method, path);
        const HttpRequest request{method, path, {{"X-Real-IP", "192.0.2.7"}}, std::string(method) == "POST" ? ask("alias") : ""};
        const auto answer = exchange(gateway.port(), request);
        CHECK(answer.status == 401);
        CHECK(answer.headerOr("x-signalbox-error") == "invalid_consumer_key");
    }
    CHECK(upstream.allRequests().empty());
    for (const char* const alive : {"/", "/health", "/api/hello"})
        CHECK(get(gateway.port(), alive, {{"X-Forwarded-For", "192.0.2.7"}}).status == 200);
    // Logged once, however many are refused.
    CHECK(gateway.waitForLog("listen.trusted_proxies"));
    CHECK(countIn(gateway.log(), "was refused") == 1);

    CHECK(chat(gateway.port(), ask("alias"), withKeyOf({{"X-Forwarded-For", "192.0.2.7"}})).status == 200);
    HttpClient local(gateway.port()); // stays open so that its process can be looked up
    local.send(toText({.body = ask("alias")}, gateway.port()));
    CHECK(local.readAnswer().status == 200);
    std::vector<Row> rows;
    CHECK(eventually([&] {
        rows = query(gateway.dataDir() + "/ledger.sqlite", "SELECT consumer, process FROM exchanges WHERE status = 200 ORDER BY started_at");
        return rows.size() == 2;
    }));
    REQUIRE(rows.size() == 2);
    CHECK(text(rows[0], "consumer") == "ide");
    CHECK(text(rows[0], "process") == "NULL");
#ifdef Q_OS_LINUX
    CHECK_FALSE(text(rows[1], "process") == "NULL");
#endif
}

TEST_CASE("checks each request of a connection by its own headers")
{
    FakeUpstream upstream;
    GatewayProcess gateway(configurationWith(upstream, Json::object()), withKey());
    HttpClient client(gateway.port());
    for (const bool isForwarded : {false, true, false, true}) {
        client.send(toText({.headers = isForwarded ? Fields{{"X-Forwarded-For", "192.0.2.7"}} : Fields{}, .body = ask("alias")}, gateway.port()));
        CHECK(client.readAnswer().status == (isForwarded ? 401 : 200));
    }
}

TEST_CASE("hashes by the client address that a trusted proxy reports")
{
    FakeUpstream upstream;
    auto config = configurationWith(upstream, {{"trusted_proxies", Json::array({"127.0.0.0/8", "10.0.0.0/8"})}});
    Json targets = Json::array();
    for (const char* const model : {"a", "b", "c", "d", "e", "f", "g", "h"})
        targets.push_back(target("up", model, 0));
    auto spread = route("spread", targets);
    spread["balancer"] = {{"algorithm", "chash"}, {"hash_on", "vars"}, {"key", "remote_addr"}};
    config["routes"].push_back(spread);
    GatewayProcess gateway(config, withKey());
    REQUIRE(gateway.isListening());
    const auto modelOf = [&](const std::string& forwardedFor) {
        return chat(gateway.port(), ask("spread"), withKeyOf({{"X-Forwarded-For", forwardedFor}})).headerOr("x-signalbox-model");
    };
    std::vector<std::string> models;
    for (int i = 1; i <= 12; ++i) {
        const std::string client = "192.0.2." + std::to_string(i);
        models.push_back(modelOf(client));
        CHECK(modelOf("198.51.100.77, " + client + ", 10.0.0.1") == models.back()); // what the client claims is ignored
    }
    std::sort(models.begin(), models.end());
    CHECK(std::unique(models.begin(), models.end()) - models.begin() > 1);
}

#ifdef Q_OS_LINUX
TEST_CASE("requires a key from another local user unless that user is allowed")
{
    if (geteuid() != 0) {
        WARN("not tested: only root can call as another user");
        return;
    }
    FakeUpstream upstream;
    struct Row {
        const char* name;
        Json localUsers;
        bool isLet;
    };
    for (const Row& row : {Row{"by default", nullptr, false}, Row{"own", "own", false}, Row{"all", "all", true},
             Row{"its name", Json::array({"nobody"}), true}, Row{"its id", Json::array({kNobody}), true},
             Row{"another one", Json::array({"daemon", "no-such-user"}), false}}) {
        CAPTURE(row.name);
        Json listen{{"https_port", nullptr}};
        if (!row.localUsers.is_null())
            listen["local_users"] = row.localUsers;
        GatewayProcess gateway(configurationWith(upstream, listen), withKey());
        REQUIRE(gateway.isListening());
        const std::vector<std::string> asked{"-H", "content-type: application/json", "-d", ask("alias"), gateway.url() + "/v1/chat/completions"};
        if (row.isLet) { // names are resolved when it starts to listen
            CHECK(eventually([&] { return curlAs(kNobody, asked).ends_with(" 200"); }));
            continue;
        }
        const std::string refused = curlAs(kNobody, asked);
        CHECK_THAT(refused, Catch::EndsWith(" 401") && Catch::Contains("user 65534") && Catch::Contains("listen.local_users"));
        for (const char* const path : {"/metrics", "/v1/models", "/v1/files", "/v1/responses/resp_1"})
            CHECK_THAT(curlAs(kNobody, {gateway.url() + path}), Catch::EndsWith(" 401"));
        CHECK_THAT(curlAs(kNobody, {gateway.url() + "/health"}), Catch::EndsWith(" 200"));
        auto withConsumer = asked;
        withConsumer.insert(withConsumer.begin(), {"-H", std::string("x-api-key: ") + kConsumerKey});
        CHECK_THAT(curlAs(kNobody, withConsumer), Catch::EndsWith(" 200"));
        CHECK(chat(gateway.port(), ask("alias")).status == 200); // root itself
        CHECK(gateway.waitForLog("listen.local_users"));
        CHECK(countIn(gateway.log(), "was refused") == 1);
    }
}

TEST_CASE("identifies the user of a caller over IPv6, IPv4-mapped IPv6 and HTTPS")
{
    FakeUpstream upstream;
    GatewayProcess::Options options = withKey();
    options.httpsPort = 0;
    GatewayProcess gateway(configurationWith(upstream, Json::object()), options);
    REQUIRE(gateway.isListening());
    const std::string port = std::to_string(gateway.port());
    const std::string secure = std::to_string(gateway.httpsPort());
    const bool isRoot = geteuid() == 0;
    for (const std::string& url : {"http://[::1]:" + port, "http://[::ffff:127.0.0.1]:" + port, "http://127.0.0.1:" + port, "https://localhost:" + secure}) {
        CAPTURE(url);
        const std::vector<std::string> asked{"-k", "-g", "-H", "Host: localhost", url + "/v1/models"};
        std::vector<std::string> own{"-s", "-w", " %{http_code}"};
        own.insert(own.end(), asked.begin(), asked.end());
        const Ran ran = runProgram("curl", own);
        if (ran.status != 0 && url.find('[') != std::string::npos)
            continue; // no IPv6 here
        CHECK_THAT(ran.out, Catch::EndsWith(" 200"));
        if (isRoot)
            CHECK_THAT(curlAs(kNobody, asked), Catch::EndsWith(" 401"));
    }
}
#endif
