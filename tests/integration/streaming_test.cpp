#include "catch.h"

#include "chat_wire.h"
#include "ledger_reader.h"
#include "scenario.h"

#include <numeric>

using namespace tests;

namespace {

std::string whole(const std::string& sent, const std::string& behaviour = {})
{
    std::string problem;
    const auto events = completionEvents(readChatRequest(sent), *parseBehaviour(behaviour, problem), 1);
    return std::accumulate(events.begin(), events.end(), std::string());
}

} // namespace

TEST_CASE("forwards each event of a stream as it arrives")
{
    FakeUpstream upstream;
    upstream.setDefault("stepped,words=5");
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    HttpClient client(gateway.port());
    client.send(toText({.body = askStream("alias", R"(,"stream_options":{"include_usage":true})")}, gateway.port()));
    REQUIRE(upstream.waitForRequests(1));

    // The role chunk is not a token and commits nothing.
    const auto hasSentMoreThan = [&](std::uint64_t before) { return upstream.waitFor([before](const auto& requests) { return requests[0].sent > before; }); };
    REQUIRE(hasSentMoreThan(0));
    const auto head = upstream.requests()[0].sent;
    upstream.step();
    REQUIRE(hasSentMoreThan(head));
    CHECK(get(gateway.port(), "/health").status == 200); // the same thread has read the chunk
    CHECK_FALSE(client.readHead(0));

    upstream.step();
    REQUIRE(client.readHead());
    CHECK(client.answer().status == 200);
    CHECK(client.answer().headerOr("Content-Type").starts_with("text/event-stream"));
    REQUIRE(client.readBodyUntil("\"word1\""));
    for (const auto* word : {"word2", "word3", "word4", "word5"}) {
        CAPTURE(word);
        CHECK(client.answer().body.find(word) == std::string::npos);
        upstream.step();
        REQUIRE(client.readBodyUntil(word));
        CHECK(client.answer().body.ends_with("\n\n")); // nothing beyond this event
    }
    upstream.step(3); // finish, usage, [DONE]
    REQUIRE(client.readToEnd());
    CHECK(eventData(client.answer().body).back() == "[DONE]");
    CHECK(client.answer().body == whole(upstream.requests()[0].body, "words=5"));
}

TEST_CASE("an answer is complete after its last event even if its body does not end")
{
    enum class Client { Stays, Leaves, SeesTheGatewayStop };
    const auto does = GENERATE(Client::Stays, Client::Leaves, Client::SeesTheGatewayStop);
    FakeUpstream upstream;
    upstream.setDefault("words=5,stall=9"); // role, words, finish, usage, [DONE]
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    HttpClient client(gateway.port());
    client.send(toText({.body = askStream("alias", R"(,"stream_options":{"include_usage":true})")}, gateway.port()));
    REQUIRE(client.readHead());
    REQUIRE(client.readBodyUntil("[DONE]\n\n"));
    if (does == Client::Leaves)
        client.close();
    else if (does == Client::SeesTheGatewayStop)
        gateway.terminate();
    if (does != Client::Leaves) {
        REQUIRE(client.readToEnd());
        CHECK(eventData(client.answer().body).back() == "[DONE]");
    }
    const auto records = exchanges(gateway.dataDir() + "/ledger.sqlite", 1);
    REQUIRE(records.size() == 1);
    CHECK(settled(records[0]) == "200 answered");
    CHECK(text(records[0], "last_failure") == "NULL");
    CHECK(text(records[0], "output_tokens") == "5");
    CHECK(upstream.waitForConnections(0)); // its state is unknown
}

TEST_CASE("forwards a stream byte for byte however it is split")
{
    const auto* words = GENERATE("words=4", "odd-chunks", "slices=1", "slices=7,odd-chunks", "framing=close",
        "gathered", "crlf", "comments", "words=3,word-bytes=300000", "usage-always", "usage-in-finish");
    CAPTURE(words);
    FakeUpstream upstream;
    upstream.setDefault(words);
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    const auto answer = chat(gateway.port(), askStream("alias", R"(,"stream_options":{"include_usage":true})"));
    CHECK(answer.isComplete);
    REQUIRE(upstream.requests().size() == 1);
    CHECK((answer.body == whole(upstream.requests()[0].body, words)));
}

TEST_CASE("requests usage upstream and hides it from clients that did not ask")
{
    struct Row {
        const char* name;
        std::string extra; // of the client
        bool isShown; // the usage chunk
    };
    const auto row = GENERATE(values<Row>({
        {"not asked", "", false},
        {"disabled", R"(,"stream_options":{"include_usage":false})", false},
        {"options without it", R"(,"stream_options":{"include_obfuscation":false})", false},
        {"no options", R"(,"stream_options":null)", false},
        {"asked", R"(,"stream_options":{"include_usage":true})", true},
    }));
    CAPTURE(row.name);
    FakeUpstream upstream;
    upstream.setDefault("words=3,cached=2,reasoning=1");
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    const auto answer = chat(gateway.port(), askStream("alias", row.extra + R"(,"seed":12345678901234567890)"));
    CHECK(answer.isComplete);
    REQUIRE(upstream.requests().size() == 1);
    const auto sent = upstream.requests()[0].body;
    CAPTURE(sent);
    auto tree = parsed(sent);
    REQUIRE(tree.is_object());
    CHECK(tree["stream_options"]["include_usage"] == true);
    CHECK(sent.find(R"("seed":12345678901234567890)") != std::string::npos);
    if (row.extra.find("obfuscation") != std::string::npos)
        CHECK(tree["stream_options"]["include_obfuscation"] == false);

    const auto events = eventData(answer.body);
    CAPTURE(answer.body);
    REQUIRE(events.size() >= 6);
    CHECK(events.back() == "[DONE]");
    bool hasUsage = false;
    for (const auto& event : events)
        if (const auto chunk = parsed(event);
            chunk.is_object() && chunk.contains("usage") && chunk["usage"].is_object())
            hasUsage = true;
    CHECK(hasUsage == row.isShown);
    CHECK(events.size() == (row.isShown ? 7U : 6U));
    CHECK(parsed(events[4])["choices"][0]["finish_reason"] == "stop");
}

TEST_CASE("keeps usage that arrives with the finish reason")
{
    FakeUpstream upstream;
    upstream.setDefault("usage-in-finish,words=2");
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    const auto answer = chat(gateway.port(), askStream("alias"));
    const auto events = eventData(answer.body);
    REQUIRE(events.size() == 5);
    CHECK(parsed(events[3])["choices"][0]["finish_reason"] == "stop");
    CHECK(events.back() == "[DONE]");
}

TEST_CASE("does not request usage for a whole answer")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    CHECK(chat(gateway.port(), ask("alias")).status == 200);
    REQUIRE(upstream.requests().size() == 1);
    CHECK(upstream.requests()[0].body.find("stream_options") == std::string::npos);
}

TEST_CASE("keeps a waiting client with comments and can still fall back afterwards")
{
    FakeUpstream first;
    FakeUpstream second;
    first.setDefault("hang");
    auto config = fallbackConfiguration(first.baseUrl(), second.baseUrl());
    config["listen"]["stream_comment_ms"] = 300;
    config["providers"][0]["timeouts"]["first_byte_ms"] = 1200;
    GatewayProcess gateway(config);
    HttpClient client(gateway.port());
    client.send(toText({.body = askStream("alias")}, gateway.port()));
    REQUIRE(client.readHead());
    CHECK(client.answer().status == 200);
    CHECK(client.answer().headerOr("Content-Type").starts_with("text/event-stream"));
    for (const auto* name : {"x-signalbox-provider", "x-signalbox-model", "x-signalbox-attempts"})
        CHECK_FALSE(client.answer().header(name));
    REQUIRE(client.readBodySize(1));
    CHECK(client.answer().body.starts_with(":"));
    REQUIRE(client.readToEnd());
    CHECK(client.answer().body.find("word8") != std::string::npos);
    CHECK(eventData(client.answer().body).back() == "[DONE]");
}
