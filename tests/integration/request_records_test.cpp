#include "catch.h"

#include "certificates.h"
#include "ledger_reader.h"
#include "scenario.h"

#include <QFile>
#include <QTemporaryDir>

// What the ledger records of each exchange and attempt.

using namespace tests;

namespace {

constexpr const char* kTrace = "4bf92f3577b34da6a3ce929d0e0e4736";
constexpr const char* kTraceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

} // namespace

TEST_CASE("records the context of a request and the times, ids and protocols of its attempts")
{
    FakeUpstream first;
    FakeUpstream second;
    first.setDefault("status=429");
    second.setDefault("words=6,gap=20,first-delay=30");
    GatewayProcess gateway(withoutHealth(fallbackConfiguration(first.baseUrl(), second.baseUrl())));
    const auto ledger = gateway.dataDir() + "/ledger.sqlite";
    CHECK(chat(gateway.port(), askStream("alias"), {{"traceparent", kTraceparent}, {"tracestate", "a=1"}, {"x-session-id", "ses_42"}, {"x-parent-session-id", "ses_1"}})
              .status == 200);
    CHECK(chat(gateway.port(), ask("alias", R"(,"prompt_cache_key":"conv 7")"), {{"traceparent", "00-nonsense-01"}, {"tracestate", "a=1"}})
              .status == 200);
    CHECK(chat(gateway.port(), ask("unknown-one"), {{"x-session-id", "ses_42"}}).status == 404);

    const auto rows = exchanges(ledger, 3);
    REQUIRE(rows.size() == 3);
    const auto& streamed = rows[0];
    CHECK(text(streamed, "trace_id") == kTrace);
    CHECK(text(streamed, "parent_span_id") == "00f067aa0ba902b7");
    CHECK(number(streamed, "trace_flags") == 1);
    CHECK(text(streamed, "session") == "ses_42");
    CHECK(text(streamed, "agent") == "ses_42");
    CHECK(number(streamed, "queue_us") >= 0);
    CHECK(number(streamed, "queue_us") < 5'000'000);
    CHECK(text(streamed, "last_protocol") == "openai-chat");
    CHECK(text(streamed, "last_request_id") == "req_fake");
    CHECK(number(streamed, "last_connect_ms") >= 0);
    CHECK(text(streamed, "last_tls_ms") == "NULL");
    CHECK(number(streamed, "last_first_byte_ms") >= 0);
    CHECK(number(streamed, "last_first_token_ms") >= 30);
    CHECK(number(streamed, "last_last_byte_ms") >= number(streamed, "last_first_token_ms") + 5 * 20);
    CHECK(number(streamed, "last_byte_ms") == number(streamed, "last_started_after_ms") + number(streamed, "last_last_byte_ms"));
    CHECK(number(streamed, "last_byte_ms") <= number(streamed, "duration_ms") + 1);
    CHECK(text(streamed, "usage_origins") == "NULL");

    const auto before = query(ledger, "SELECT * FROM attempts WHERE exchange = 1");
    REQUIRE(before.size() == 1);
    CHECK(text(before[0], "protocol") == "openai-chat");
    CHECK(text(before[0], "request_id") == "req_fake");
    CHECK(number(before[0], "last_byte_ms") >= number(before[0], "first_byte_ms"));
    CHECK(text(before[0], "first_token_ms") == "NULL");

    CHECK(text(rows[1], "trace_id") == "NULL"); // a malformed one is ignored and not forwarded
    CHECK(text(rows[1], "session") == "conv 7");
    CHECK(text(rows[1], "agent") == "NULL");
    CHECK(number(rows[1], "last_first_token_ms") == number(rows[1], "last_first_byte_ms"));
    CHECK(number(rows[1], "last_byte_ms") >= 0);
    CHECK(text(rows[2], "session") == "ses_42"); // also when no target was asked
    CHECK(text(rows[2], "queue_us") == "NULL");
    CHECK(text(rows[2], "last_byte_ms") == "NULL");

    const auto asked = second.requests();
    REQUIRE(asked.size() == 2);
    CHECK(asked[0].header("traceparent") == kTraceparent); // no span is exported, so the client's stays the parent
    CHECK(asked[0].header("tracestate") == "a=1");
    CHECK_FALSE(asked[1].header("traceparent"));
    CHECK_FALSE(asked[1].header("tracestate"));
}

TEST_CASE("pipelined requests are recorded with their own headers")
{
    FakeUpstream upstream;
    upstream.setDefault("words=3");
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    HttpClient client(gateway.port());
    std::string all;
    for (const char* name : {"first", "second", "third"})
        all += toText({.headers = {{"x-session-id", name}, {"user-agent", std::string(name) + "/1"}}, .body = askStream("alias")}, gateway.port());
    client.send(all);
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 3);
    REQUIRE(rows.size() == 3);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::string name = std::vector{"first", "second", "third"}[i];
        CHECK(text(rows[i], "session") == name);
        CHECK(text(rows[i], "client").substr(0, name.size()) == name);
        CHECK(text(rows[i], "outcome") == "answered");
    }
}

TEST_CASE("an interrupted answer has no last byte time but estimated usage")
{
    FakeUpstream upstream;
    upstream.setDefault("truncate=4");
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    {
        HttpClient client(gateway.port());
        client.send(toText({.body = askStream("alias")}, gateway.port()));
        REQUIRE(client.readHead());
        client.readToEnd();
    }
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 1);
    REQUIRE(rows.size() == 1);
    CHECK(text(rows[0], "outcome") == "interrupted");
    CHECK(text(rows[0], "last_byte_ms") == "NULL");
    CHECK(text(rows[0], "last_last_byte_ms") == "NULL");
    CHECK(number(rows[0], "last_first_token_ms") >= 0);
    CHECK(text(rows[0], "usage_origin") == "estimated");
    CHECK(number(rows[0], "input_tokens") > 0); // not reported: estimated from its text
}

TEST_CASE("records audio and image tokens")
{
    FakeUpstream upstream;
    upstream.setDefault(told(R"({"id":"x","choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}],)"
                             R"("usage":{"prompt_tokens":100,"completion_tokens":20,"total_tokens":120,)"
                             R"("prompt_tokens_details":{"audio_tokens":60,"image_tokens":30},"completion_tokens_details":{"audio_tokens":15}}})"));
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    CHECK(chat(gateway.port(), ask("alias")).status == 200);
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 1);
    REQUIRE(rows.size() == 1);
    CHECK(number(rows[0], "input_tokens") == 100);
    CHECK(number(rows[0], "output_tokens") == 20);
    CHECK(number(rows[0], "audio_input_tokens") == 60);
    CHECK(number(rows[0], "image_input_tokens") == 30);
    CHECK(number(rows[0], "audio_output_tokens") == 15);
    CHECK(text(rows[0], "image_output_tokens") == "NULL");
}

TEST_CASE("records a TLS time for a new connection and none for a reused one")
{
    const CertificateAuthority authority;
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("ca.pem")));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(QByteArray::fromStdString(authority.certificate()));
    file.close();
    FakeUpstream upstream(FakeUpstream::Options{.identity = authority.issue({})});
    auto up = provider("up", "https://localhost:" + std::to_string(upstream.port()) + "/v1", {kKeyReference});
    up["ca_file"] = file.fileName().toStdString();
    GatewayProcess gateway(configuration({up}, {route("alias", {target("up", "m", 0)})}), withKey());
    for (int i = 0; i < 2; ++i)
        CHECK(chat(gateway.port(), ask("alias")).status == 200);
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 2);
    REQUIRE(rows.size() == 2);
    CHECK(number(rows[0], "last_connect_ms") >= 0);
    CHECK(number(rows[0], "last_tls_ms") >= 0);
    CHECK(number(rows[0], "last_tls_ms") <= number(rows[0], "last_first_byte_ms"));
    CHECK(number(rows[1], "last_connect_ms") == 0);
    CHECK(text(rows[1], "last_tls_ms") == "NULL");
}

TEST_CASE("captures content only for the consumer configured for it and only until its end", "[sanitized]")
{
    constexpr const char* kPrompt = "pineapple-prompt-8842";
    const auto request = [](const std::string& extra) {
        return R"({"model":"alias","messages":[{"role":"user","content":")" + std::string(kPrompt) + extra + "\"}]}";
    };
    FakeUpstream upstream;
    upstream.setDefault("words=600");
    auto config = aliasConfiguration(upstream);
    const auto consumer = [](const char* name, const char* key, Json capture) {
        return Json{{"name", name}, {"keys", {{{"secret", std::string("env:") + key}}}}, {"capture", std::move(capture)}};
    };
    config["consumers"] = {consumer("on", "E2E_ON", {{"until", "2099-01-01T00:00:00Z"}, {"max_bytes", 1024}}),
        consumer("over", "E2E_OVER", {{"until", "2020-01-01T00:00:00Z"}}), consumer("off", "E2E_OFF", nullptr)};
    GatewayProcess gateway(config,
        {.environment = {{kKeyName, kKey}, {"E2E_ON", "sb-on-key-1"}, {"E2E_OVER", "sb-over-key-1"}, {"E2E_OFF", "sb-off-key-1"}}});
    const auto idOf = [&](const char* key, const std::string& body) {
        return chat(gateway.port(), body, {{"Authorization", std::string("Bearer ") + key}}).headerOr("x-signalbox-request-id");
    };
    const auto explain = [&](const std::string& id, const std::vector<std::string>& more) {
        std::vector<std::string> arguments{"explain", "--data-dir", gateway.dataDir(), "--id", id};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return runGateway(arguments).out;
    };
    for (const char* key : {"sb-over-key-1", "sb-off-key-1", "sb-nobody-1"})
        CHECK_FALSE(idOf(key, request("")).empty());
    const std::string last = idOf("sb-off-key-1", request(""));
    REQUIRE(exchanges(gateway.dataDir() + "/ledger.sqlite", 4).size() == 4);
    CHECK(gateway.filesWith(kPrompt).empty());
    CHECK(explain(last, {"--content"}).find("Content\n  not stored\n") != std::string::npos);

    const std::string id = idOf("sb-on-key-1", request(std::string(" ") + kKey));
    REQUIRE(exchanges(gateway.dataDir() + "/ledger.sqlite", 5).size() == 5);
    const auto kept = parsed(explain(id, {"--content", "--json"}))["content"];
    REQUIRE(kept.is_object());
    CHECK(kept["request"] == request(" ***"));
    CHECK(kept["answer"].get<std::string>().find("word1 word2") != std::string::npos);
    CHECK(kept["cut"] == true);
    CHECK(kept["answer"].get<std::string>().size() == 1024);
    CHECK(kept["expires_at"] == "2099-01-01T00:00:00.000Z");
    CHECK(explain(id, {"--content"}).find(kPrompt) != std::string::npos);
    CHECK(explain(id, {}).find(kPrompt) == std::string::npos); // only on request
    CHECK(explain(id, {"--json"}).find(kPrompt) == std::string::npos);
    for (const auto& file : gateway.filesWith(kPrompt))
        CHECK(file.find("ledger.sqlite") != std::string::npos);
    config["consumers"][0].erase("capture"); // which also deletes what was captured
    gateway.writeConfig(config);
    CHECK(eventually([&] { return explain(id, {"--content"}).find("not stored") != std::string::npos; }));
    CHECK(eventually([&] { return gateway.filesWith(kPrompt).empty(); })); // also not in the journal, which is cleared afterwards
    gateway.terminate();
    CHECK(gateway.waitForExit() == 0);
    CHECK(gateway.filesWith(kKey).empty());
}
