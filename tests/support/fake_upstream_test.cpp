#include "catch.h"

#include "chat_wire.h"
#include "fake_upstream.h"
#include "http_client.h"

#include <nlohmann/json.hpp>

#include <QSslConfiguration>
#include <QSslSocket>

#include <chrono>

using namespace tests;
using Json = nlohmann::ordered_json;
using End = RecordedRequest::End;

namespace {

constexpr int kShort_ms = 250; // for "nothing arrives"; a passing run waits this long

std::string ask(const std::string& model, bool isStream = false, bool includeUsage = false)
{
    Json body{{"model", model}, {"messages", Json::array({{{"role", "user"}, {"content", "hi"}}})}};
    if (isStream)
        body["stream"] = true;
    if (includeUsage)
        body["stream_options"] = {{"include_usage", true}};
    return body.dump();
}

} // namespace

TEST_CASE("answers a chat request as the API does")
{
    FakeUpstream upstream;
    const auto answer = chat(upstream.port(), ask("m!words=3,cached=4,reasoning=2,input=9"),
        {{"Authorization", "Bearer sk-x"}, {"X-Odd", "1"}});
    CHECK(answer.status == 200);
    CHECK(answer.headerOr("Content-Type") == "application/json");
    const auto body = Json::parse(answer.body);
    CHECK(body["object"] == "chat.completion");
    CHECK(body["model"] == "m!words=3,cached=4,reasoning=2,input=9");
    CHECK(body["choices"][0]["message"]["content"] == "word1 word2 word3");
    CHECK(body["choices"][0]["finish_reason"] == "stop");
    CHECK(body["usage"]["prompt_tokens"] == 9);
    CHECK(body["usage"]["completion_tokens"] == 5);
    CHECK(body["usage"]["prompt_tokens_details"]["cached_tokens"] == 4);
    CHECK(body["usage"]["completion_tokens_details"]["reasoning_tokens"] == 2);

    const auto requests = upstream.requests();
    REQUIRE(requests.size() == 1);
    CHECK(requests[0].bearer() == "sk-x");
    CHECK(requests[0].header("x-odd") == "1");
    CHECK(requests[0].target == "/v1/chat/completions");
    CHECK(requests[0].body == ask("m!words=3,cached=4,reasoning=2,input=9"));
    CHECK(requests[0].head.starts_with("POST /v1/chat/completions HTTP/1.1\r\n"));
}

TEST_CASE("streams events with usage only on request")
{
    const bool includeUsage = GENERATE(false, true);
    FakeUpstream upstream;
    const auto answer = chat(upstream.port(), ask("m!words=2", true, includeUsage));
    CHECK(answer.isComplete);
    CHECK(answer.isChunked);
    CHECK(answer.headerOr("Content-Type").starts_with("text/event-stream"));
    const auto events = eventData(answer.body);
    REQUIRE(events.size() == (includeUsage ? 6U : 5U));
    CHECK(Json::parse(events[0])["choices"][0]["delta"]["role"] == "assistant");
    CHECK(Json::parse(events[1])["choices"][0]["delta"]["content"] == "word1");
    CHECK(Json::parse(events[3])["choices"][0]["finish_reason"] == "stop");
    CHECK(events.back() == "[DONE]");
    CHECK((answer.body.find("\"usage\"") != std::string::npos) == includeUsage);
    if (includeUsage) {
        const auto last = Json::parse(events[4]);
        CHECK(last["choices"].empty());
        CHECK(last["usage"]["total_tokens"] == 13);
    }
}

TEST_CASE("returns errors in the API's format")
{
    const int status = GENERATE(400, 401, 402, 404, 429, 500, 503);
    FakeUpstream upstream;
    const auto answer = chat(upstream.port(), ask("m!status=" + std::to_string(status) + ",retry-after=7"));
    CHECK(answer.status == status);
    CHECK(answer.headerOr("Retry-After") == "7");
    const auto error = Json::parse(answer.body)["error"];
    CHECK(error["message"].is_string());
    CHECK(error["code"].is_string());
}

TEST_CASE("refuses an unknown key")
{
    FakeUpstream upstream(FakeUpstream::Options{.keys = {"right"}});
    CHECK(chat(upstream.port(), ask("m"), {{"Authorization", "Bearer right"}}).status == 200);
    CHECK(chat(upstream.port(), ask("m"), {{"Authorization", "Bearer wrong"}}).status == 401);
}

TEST_CASE("prefers the script, then the header, key, model and default")
{
    FakeUpstream upstream;
    upstream.script({"status=500", "status=503"});
    upstream.onKey("k", "status=402");
    upstream.onModel("m", "status=429");
    upstream.setDefault("status=400");
    CHECK(chat(upstream.port(), ask("m")).status == 500);
    CHECK(chat(upstream.port(), ask("m"), {{"x-fake", "status=404"}}).status == 503);
    CHECK(chat(upstream.port(), ask("m"), {{"x-fake", "status=404"}}).status == 404);
    CHECK(chat(upstream.port(), ask("m"), {{"Authorization", "Bearer k"}}).status == 402);
    CHECK(chat(upstream.port(), ask("m")).status == 429);
    CHECK(chat(upstream.port(), ask("other")).status == 400);
    CHECK(chat(upstream.port(), ask("other!ok")).status == 200);
}

TEST_CASE("faults break the connection at the given place")
{
    struct Row {
        const char* words;
        int status;
        bool isComplete;
        bool isClosed;
    };
    const auto row = GENERATE(values<Row>({{"reset-before-head", 0, false, true}, {"close-before-head", 0, false, true},
        {"hang", 0, false, false}, {"reset=2", 200, false, true}, {"truncate=2", 200, false, true},
        {"stall=2", 200, false, false}, {"reset=0", 200, false, true}, {"end=2", 200, true, false},
        {"error=2", 200, true, false}, {"announce-close", 200, true, true}}));
    CAPTURE(row.words);
    FakeUpstream upstream;
    HttpClient client(upstream.port());
    client.send(toText({.body = ask("m!" + std::string(row.words), true)}, upstream.port()));
    const bool staysOpen = !row.isClosed && !row.isComplete;
    if (client.readHead(staysOpen && row.status == 0 ? kShort_ms : HttpClient::kWait_ms))
        client.readToEnd(staysOpen ? kShort_ms : HttpClient::kWait_ms);
    CHECK(client.answer().status == row.status);
    CHECK(client.answer().isComplete == row.isComplete);
    CHECK(client.waitForClose(row.isClosed ? HttpClient::kWait_ms : kShort_ms) == row.isClosed);
    const auto events = eventData(client.answer().body);
    CHECK((!events.empty() && events.back() == "[DONE]") == (std::string(row.words) == "announce-close"));
}

TEST_CASE("garbage is not HTTP")
{
    FakeUpstream upstream;
    HttpClient client(upstream.port());
    client.send(toText({.body = ask("m!garbage")}, upstream.port()));
    CHECK_FALSE(client.readHead());
    CHECK(client.waitForClose());
}

TEST_CASE("bodies can be malformed, empty, large or given exactly")
{
    FakeUpstream upstream;
    const auto malformed = chat(upstream.port(), ask("m!malformed"));
    CHECK(malformed.isComplete);
    CHECK(Json::parse(malformed.body, nullptr, false).is_discarded());
    const auto empty = chat(upstream.port(), ask("m!empty"));
    CHECK(empty.isComplete);
    CHECK(empty.body.empty());
    const auto large = chat(upstream.port(), ask("m!words=2000,word-bytes=1000"));
    CHECK(large.isComplete);
    CHECK(large.body.size() > 2000U * 1000U);
    Behaviour exact;
    exact.body = "{\"a\" : 1.0e2}";
    upstream.onModel("exact", exact);
    CHECK(chat(upstream.port(), ask("exact")).body == *exact.body);
}

TEST_CASE("every valid framing yields the same body")
{
    const auto* words = GENERATE("odd-chunks", "slices=1", "slices=7,odd-chunks", "framing=close", "gathered");
    CAPTURE(words);
    FakeUpstream upstream;
    upstream.setDefault(words);
    Behaviour plain;
    upstream.onModel("plain", plain);
    auto expected = completionEvents(readChatRequest(ask("m", true)), plain, 1);
    std::string whole;
    for (const auto& event : expected)
        whole += event;
    const auto answer = chat(upstream.port(), ask("m", true));
    CHECK(answer.isComplete);
    CHECK(answer.body == whole);
}

TEST_CASE("sends stepped events one by one")
{
    FakeUpstream upstream;
    HttpClient client(upstream.port());
    client.send(toText({.body = ask("m!stepped,words=2", true)}, upstream.port()));
    REQUIRE(client.readHead());
    CHECK_FALSE(client.readBodySize(1, kShort_ms));
    upstream.step(2);
    REQUIRE(client.readBodyUntil("word1"));
    CHECK_FALSE(client.readBodyUntil("word2", 0, kShort_ms));
    upstream.step(10);
    CHECK(client.readToEnd());
}

TEST_CASE("waits between events with a gap")
{
    FakeUpstream upstream;
    const auto begin = std::chrono::steady_clock::now();
    const auto answer = chat(upstream.port(), ask("m!words=3,gap=40,head-delay=60,first-delay=60", true));
    CHECK(answer.isComplete);
    CHECK(std::chrono::steady_clock::now() - begin >= std::chrono::milliseconds(60 + 60 + 5 * 40));
}

TEST_CASE("notices a client that disconnects")
{
    FakeUpstream upstream;
    {
        HttpClient client(upstream.port());
        client.send(toText({.body = ask("m!stall=2", true)}, upstream.port()));
        REQUIRE(client.readHead());
        REQUIRE(client.readBodyUntil("word1"));
        CHECK(upstream.requests()[0].end == End::Open);
        client.close();
    }
    CHECK(upstream.waitForEnd(0, End::Cancelled));
    CHECK(upstream.waitForConnections(0));
}

TEST_CASE("keeps, counts, drops and refuses connections")
{
    FakeUpstream upstream;
    HttpClient client(upstream.port());
    for (int i = 0; i < 3; ++i) {
        client.send(toText({.body = ask("m")}, upstream.port()));
        CHECK(client.readAnswer().status == 200);
    }
    CHECK(upstream.connections() == 1);
    CHECK(upstream.requests()[2].onConnection == 3);
    upstream.closeIdle();
    CHECK(client.waitForClose());
    upstream.stopListening();
    HttpClient late(upstream.port());
    CHECK_FALSE(late.isConnected());
}

TEST_CASE("closes a stale connection on reuse or when idle")
{
    const bool onReuse = GENERATE(true, false);
    FakeUpstream upstream(FakeUpstream::Options{.idleClose_ms = onReuse ? 0 : 20, .closeOnReuse = onReuse});
    HttpClient client(upstream.port());
    client.send(toText({.body = ask("m")}, upstream.port()));
    CHECK(client.readAnswer().status == 200);
    if (onReuse)
        client.send(toText({.body = ask("m")}, upstream.port()));
    CHECK(client.waitForClose());
    CHECK(upstream.requests().size() == 1);
}

TEST_CASE("lists its models and rejects other paths")
{
    FakeUpstream upstream(FakeUpstream::Options{.models = {"a", "b"}});
    const auto list = Json::parse(get(upstream.port(), "/v1/models").body);
    CHECK(list["data"].size() == 2);
    CHECK(list["data"][1]["id"] == "b");
    CHECK(get(upstream.port(), "/v1/nothing").status == 404);
    CHECK(upstream.requests().empty());
    CHECK(upstream.allRequests().size() == 2);
}

TEST_CASE("serves TLS with a certificate of its own authority")
{
    const CertificateAuthority authority;
    FakeUpstream upstream(FakeUpstream::Options{.identity = authority.issue()});
    const bool trusts = GENERATE(true, false);
    QSslSocket socket;
    auto tls = QSslConfiguration::defaultConfiguration();
    if (trusts)
        tls.setCaCertificates({QSslCertificate(QByteArray::fromStdString(authority.certificate()))});
    socket.setSslConfiguration(tls);
    socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), static_cast<quint16>(upstream.port()));
    CHECK(socket.waitForEncrypted(10000) == trusts);
    if (!trusts)
        return;
    socket.write(QByteArray::fromStdString(toText({.body = ask("m")}, upstream.port())));
    REQUIRE(socket.waitForReadyRead(10000));
    CHECK(socket.readAll().startsWith("HTTP/1.1 200"));
}

TEST_CASE("names an unknown behaviour word")
{
    std::string problem;
    CHECK_FALSE(parseBehaviour("status=429,stauts=1", problem));
    CHECK(problem == "'stauts=1' is no behaviour");
    CHECK_FALSE(parseBehaviour("status=many", problem));
    CHECK(parseBehaviour("", problem));
}
