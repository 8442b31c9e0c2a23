#include "catch.h"

#include "scenario.h"

#include <chrono>

using namespace tests;
using End = RecordedRequest::End;

TEST_CASE("reuses client and upstream connections")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    HttpClient client(gateway.port());
    for (int i = 0; i < 6; ++i) {
        CAPTURE(i);
        client.send(toText({.body = i % 2 ? askStream("alias") : ask("alias")}, gateway.port()));
        const auto answer = client.readAnswer();
        CHECK(answer.status == 200);
        CHECK(answer.isComplete);
    }
    CHECK(client.isConnected());
    REQUIRE(upstream.requests().size() == 6);
    CHECK(upstream.requests().back().onConnection == 6);
}

TEST_CASE("errors leave the connection usable")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    HttpClient client(gateway.port());
    for (const auto& body : {std::string("no JSON"), ask("unknown"), ask("alias"), std::string("{}"), ask("alias")}) {
        client.send(toText({.body = body}, gateway.port()));
        CHECK(client.readAnswer().status != 0);
    }
    CHECK(client.answer().status == 200);
}

TEST_CASE("replaces a stale pooled connection without a visible failure")
{
    const bool onReuse = GENERATE(true, false);
    CAPTURE(onReuse);
    FakeUpstream upstream(FakeUpstream::Options{.closeOnReuse = onReuse});
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    for (int i = 0; i < 5; ++i) {
        CAPTURE(i);
        const auto answer = chat(gateway.port(), i % 2 ? askStream("alias") : ask("alias"));
        CHECK(answer.status == 200);
        CHECK(attempts(answer) == 1);
        if (!onReuse)
            upstream.closeIdle();
    }
    CHECK(upstream.requests().size() == 5);
}

TEST_CASE("does not repeat a request that upstream may have processed")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    CHECK(chat(gateway.port(), ask("alias")).status == 200);
    upstream.setDefault("head-delay=1300,close-before-head");
    const auto answer = chat(gateway.port(), ask("alias"));
    CHECK(answer.status == 502);
    CHECK(answer.headerOr("x-signalbox-error") == "upstream_unreachable");
    CHECK(upstream.connections() == 1); // it was reused
    CHECK(upstream.requests().size() == 2);
}

TEST_CASE("does not reuse a connection that upstream closes after its answer")
{
    FakeUpstream upstream;
    const auto* words = GENERATE("announce-close", "drop-after", "framing=close");
    CAPTURE(words);
    upstream.setDefault(words);
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    for (int i = 0; i < 4; ++i) {
        const auto answer = chat(gateway.port(), ask("alias"));
        CHECK(answer.status == 200);
        CHECK(answer.isComplete);
    }
    CHECK(upstream.connections() == 4);
    CHECK(upstream.waitForConnections(0));
}

TEST_CASE("upstream keep-alive can be disabled and has an idle limit")
{
    FakeUpstream upstream;
    auto config = aliasConfiguration(upstream);
    SECTION("off")
    {
        config["providers"][0]["keepalive"] = {{"enabled", false}};
        GatewayProcess gateway(config, withKey());
        for (int i = 0; i < 3; ++i)
            CHECK(chat(gateway.port(), ask("alias")).status == 200);
        CHECK(upstream.connections() == 3);
        CHECK(upstream.waitForConnections(0));
    }
    SECTION("idle")
    {
        config["providers"][0]["keepalive"] = {{"idle_ms", 300}};
        GatewayProcess gateway(config, withKey());
        CHECK(chat(gateway.port(), ask("alias")).status == 200);
        CHECK(upstream.waitForConnections(0));
        CHECK(chat(gateway.port(), ask("alias")).status == 200);
    }
}

TEST_CASE("answers pipelined requests in order")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    upstream.script({"head-delay=200,words=1", "words=2", "words=3"});
    HttpClient client(gateway.port());
    const auto one = toText({.body = ask("alias")}, gateway.port());
    client.send(one + one + one + toText({.method = "GET", .target = "/health"}, gateway.port()));
    for (int words = 1; words <= 3; ++words) {
        const auto answer = client.readAnswer();
        CHECK(answer.status == 200);
        CHECK(parsed(answer.body)["usage"]["completion_tokens"] == words);
    }
    CHECK(client.readAnswer().status == 200);
}

TEST_CASE("reads split, chunked and announced request bodies completely")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    const auto body = ask("alias");
    SECTION("byte by byte")
    {
        HttpClient client(gateway.port());
        for (const char c : toText({.body = body}, gateway.port()))
            client.send(std::string_view(&c, 1));
        CHECK(client.readAnswer().status == 200);
    }
    SECTION("chunked, with an extension and a trailer")
    {
        const auto chunked = "5;x=y\r\n" + body.substr(0, 5) + "\r\n" +
            [&] {
                char size[32];
                std::snprintf(size, sizeof size, "%zx", body.size() - 5);
                return std::string(size);
            }()
            + "\r\n" + body.substr(5) + "\r\n0\r\nx-after: 1\r\n\r\n";
        const auto answer = chat(gateway.port(), chunked, {{"Transfer-Encoding", "chunked"}});
        CHECK(answer.status == 200);
    }
    SECTION("Expect: 100-continue")
    {
        HttpClient client(gateway.port());
        const auto text = toText({.headers = {{"Expect", "100-continue"}}, .body = body}, gateway.port());
        const auto head = text.find("\r\n\r\n") + 4;
        client.send(text.substr(0, head));
        REQUIRE(client.readHead());
        CHECK(client.answer().status == 100);
        client.send(text.substr(head));
        CHECK(client.readAnswer().status == 200);
    }
    REQUIRE(upstream.requests().size() == 1);
    CHECK(parsed(upstream.requests()[0].body)["model"] == "up-model");
    CHECK(upstream.requests()[0].header("Content-Length"));
    CHECK_FALSE(upstream.requests()[0].header("Expect"));
}

TEST_CASE("serves old and unusual clients")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    SECTION("HTTP/1.0 without chunks and with a close")
    {
        HttpClient client(gateway.port());
        const auto body = askStream("alias");
        client.send("POST /v1/chat/completions HTTP/1.0\r\nContent-Type: application/json\r\nHost: localhost\r\n"
                    "Content-Length: "
            + std::to_string(body.size()) + "\r\n\r\n" + body);
        const auto answer = client.readAnswer();
        CHECK(answer.status == 200);
        CHECK_FALSE(answer.isChunked);
        CHECK(answer.isClosed);
        CHECK(eventData(answer.body).back() == "[DONE]");
    }
    SECTION("Connection: close")
    {
        HttpClient client(gateway.port());
        client.send(toText({.headers = {{"Connection", "close"}}, .body = ask("alias")}, gateway.port()));
        CHECK(client.readAnswer().status == 200);
        CHECK(client.waitForClose());
    }
    SECTION("ignores an h2c upgrade")
    {
        const auto answer = chat(gateway.port(), ask("alias"),
            {{"Connection", "Upgrade, HTTP2-Settings"}, {"Upgrade", "h2c"},
                {"HTTP2-Settings", "AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA"}});
        CHECK(answer.status == 200);
        REQUIRE(upstream.requests().size() == 1);
        CHECK_FALSE(upstream.requests()[0].header("Upgrade"));
        CHECK_FALSE(upstream.requests()[0].header("HTTP2-Settings"));
    }
    SECTION("IPv6")
    {
        HttpClient client(gateway.port(), "::1");
        REQUIRE(client.isConnected());
        client.send(toText(
            {.headers = {{"Host", "[::1]:" + std::to_string(gateway.port())}}, .body = ask("alias")}, gateway.port()));
        CHECK(client.readAnswer().status == 200);
    }
}

TEST_CASE("a client that disconnects during its request leaves nothing behind")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    const auto text = toText({.body = ask("alias")}, gateway.port());
    for (std::size_t at : {std::size_t{1}, std::size_t{20}, text.find("\r\n\r\n") + 4, text.size() - 1}) {
        HttpClient client(gateway.port());
        client.send(text.substr(0, at));
        client.reset();
    }
    CHECK(chat(gateway.port(), ask("alias")).status == 200);
    CHECK(upstream.requests().size() == 1);
}

TEST_CASE("serves 100 streams at once")
{
    constexpr int kClients = 100;
    FakeUpstream upstream;
    upstream.setDefault("gap=5,words=5");
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    std::vector<std::unique_ptr<HttpClient>> clients;
    for (int i = 0; i < kClients; ++i) {
        clients.push_back(std::make_unique<HttpClient>(gateway.port()));
        clients.back()->send(toText({.body = askStream("alias")}, gateway.port()));
    }
    int whole = 0;
    for (auto& client : clients) {
        const auto answer = client->readAnswer();
        whole += answer.isComplete && eventData(answer.body).back() == "[DONE]" ? 1 : 0;
    }
    CHECK(whole == kClients);
    // The pool keeps at most 30 of them.
    CHECK(eventually([&] { return upstream.openConnections() <= 30; }));
}
