#include "catch.h"

#include "chat_wire.h"
#include "encoder.h"
#include "ledger_reader.h"
#include "scenario.h"

#include <numeric>

// Upstream answers with a Content-Encoding that was not requested.
// Source: RFC 9110 §8.4, §12.5.3.

using namespace tests;

namespace {

std::string plain(const std::string& sent, int serial)
{
    const auto request = readChatRequest(sent);
    if (!request.isStream)
        return completionBody(request, {}, serial);
    const auto events = completionEvents(request, {}, serial);
    return std::accumulate(events.begin(), events.end(), std::string());
}

} // namespace

TEST_CASE("decodes a compressed answer and counts its tokens", "[sanitized]")
{
    const std::string coding = GENERATE("gzip", "deflate", "br", "zstd");
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    int serial = 0;
    for (const auto* way : {"ok", "slices=1", "odd-chunks", "framing=chunked", "framing=close", "gathered"})
        for (const bool isStream : {false, true}) {
            CAPTURE(coding, way, isStream);
            upstream.setDefault("coding=" + coding + "," + way);
            const std::string usage = R"(,"stream_options":{"include_usage":true})";
            const auto answer = chat(gateway.port(), isStream ? askStream("alias", usage) : ask("alias"));
            CHECK(answer.status == 200);
            CHECK(answer.isComplete);
            CHECK_FALSE(answer.header("Content-Encoding"));
            CHECK(answer.body == plain(upstream.requests().back().body, ++serial));
        }
    for (const auto& row : exchanges(gateway.dataDir() + "/ledger.sqlite", static_cast<std::size_t>(serial))) {
        CHECK(settled(row) == "200 answered");
        CHECK(text(row, "usage_origin") == "reported");
        CHECK(number(row, "input_tokens") == 11);
        CHECK(number(row, "output_tokens") == 8);
    }
}

TEST_CASE("forwards each event of a compressed stream as it arrives")
{
    const std::string coding = GENERATE("gzip", "deflate", "br", "zstd");
    CAPTURE(coding);
    FakeUpstream upstream;
    upstream.setDefault("stepped,words=3,coding=" + coding);
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    HttpClient client(gateway.port());
    client.send(toText({.body = askStream("alias")}, gateway.port()));
    upstream.step(2);
    REQUIRE(client.readHead());
    for (const auto* word : {"word1", "word2", "word3"}) {
        REQUIRE(client.readBodyUntil(word));
        CHECK(client.answer().body.ends_with("\n\n"));
        upstream.step();
    }
    upstream.step(3); // usage, [DONE] and the end of the coding
    REQUIRE(client.readToEnd());
    CHECK(eventData(client.answer().body).back() == "[DONE]");
}

TEST_CASE("treats a corrupt compressed answer as a provider failure")
{
    struct Fault {
        const char* name;
        std::string behaviour; // after the coding
        bool isStream;
        std::string settled;
    };
    const std::string coding = GENERATE("gzip", "deflate", "br", "zstd");
    const auto row = GENERATE(values<Fault>({
        {"nonsense", "coding-fault=0", false, "502 upstream_protocol_error"},
        {"nonsense in the middle", "coding-fault=40", false, "502 upstream_protocol_error"},
        {"nonsense", "coding-fault=0", true, "502 upstream_protocol_error"},
        {"nonsense before the first token", "coding-fault=1", true, "502 upstream_protocol_error"},
        {"nonsense after the first token", "stepped,coding-fault=4", true, "200 stream_interrupted"},
        {"truncated with proper framing", "stepped,end=4", true, "200 stream_interrupted"},
        {"not compressed at all", "empty,coding-fault=0", true, "502 upstream_protocol_error"},
    }));
    CAPTURE(coding, row.name, row.isStream);
    FakeUpstream upstream;
    upstream.setDefault("coding=" + coding + "," + row.behaviour);
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    HttpClient client(gateway.port());
    client.send(toText({.body = row.isStream ? askStream("alias") : ask("alias")}, gateway.port()));
    upstream.step(4); // the valid part reaches the client before the rest fails
    REQUIRE(client.readHead());
    if (client.answer().status == 200) {
        REQUIRE(client.readBodyUntil("word3"));
        upstream.step();
    }
    CHECK(client.readToEnd());
    const auto& answer = client.answer();
    CAPTURE(answer.raw);
    if (answer.status == 502)
        checkError(answer, 502, "upstream_protocol_error");
    else
        CHECK(parsed(eventData(answer.body).back())["error"]["code"] == "stream_interrupted");
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 1);
    REQUIRE(rows.size() == 1);
    CHECK(settled(rows[0]) == row.settled);
}

TEST_CASE("treats an unknown content coding as a provider failure")
{
    const bool isStream = GENERATE(false, true);
    FakeUpstream upstream;
    upstream.setDefault("coding=compress");
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    const auto answer = chat(gateway.port(), isStream ? askStream("alias") : ask("alias"));
    CHECK(checkError(answer, 502, "upstream_protocol_error").find("Content-Encoding") != std::string::npos);
}

TEST_CASE("treats two content codings in two fields as a provider failure")
{
    // Source: RFC 9110 §5.3: together they are one list.
    FakeUpstream upstream;
    Behaviour twice;
    twice.coding = "gzip";
    twice.headers = {{"Content-Encoding", "br"}};
    upstream.setDefault(twice);
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    checkError(chat(gateway.port(), ask("alias")), 502, "upstream_protocol_error");
}

TEST_CASE("understands a compressed error of a provider")
{
    const std::string coding = GENERATE("gzip", "deflate", "br", "zstd");
    FakeUpstream upstream;
    upstream.setDefault("status=429,retry-after=7,coding=" + coding);
    GatewayProcess gateway(withoutHealth(aliasConfiguration(upstream)), withKey());
    const auto answer = chat(gateway.port(), ask("alias"));
    checkError(answer, 429, "upstream_rate_limited");
    CHECK(answer.headerOr("Retry-After") == "7");
    upstream.setDefault("status=400,message=No such voice,coding=" + coding);
    const auto refused = chat(gateway.port(), ask("alias"));
    CHECK(refused.status == 400);
    CHECK_FALSE(refused.header("Content-Encoding"));
    CHECK(refused.body.find("No such voice") != std::string::npos);
}

TEST_CASE("delivers a small compressed answer that decodes to a large one")
{
    const std::string coding = GENERATE("gzip", "deflate", "br", "zstd");
    constexpr std::size_t kSize = 20 * 1000 * 1000;
    FakeUpstream upstream;
    upstream.setDefault("words=2,word-bytes=" + std::to_string(kSize / 2) + ",coding=" + coding);
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    const auto answer = chat(gateway.port(), ask("alias"));
    CHECK(answer.isComplete);
    CHECK(answer.body.size() > kSize);
    CHECK(upstream.requests()[0].sent < kSize / 100);
}
