#include "catch.h"

#include "chat_wire.h"
#include "ledger_reader.h"
#include "process_figures.h"
#include "reply_plan.h"
#include "scenario.h"

#include <iostream>
#include <numeric>

// When a client does not read, the gateway stops reading from upstream, and what it
// buffers is bounded.

using namespace tests;
using End = RecordedRequest::End;

namespace {

/// The bound that the gateway promises: what it buffers of an answer that is
/// not streamed, the buffers at both ends, and what malloc() wastes.
constexpr long long kBoundPerStream_kb = 4 * 1024;
constexpr int kGigabyte = 16 * 1024; // in pieces of 64 KiB
constexpr int kReadable = 1024; // 64 MiB
/// What may be in flight: the bound, and the kernel's buffers of four sockets.
constexpr std::uint64_t kMostSent = 32ULL * 1024 * 1024;

struct Way {
    const char* name;
    bool isStream;
    const char* behaviour;
};
const auto kWays = {Way{"a stream", true, "words=2"}, Way{"chunks", false, "words=2,framing=chunked"},
    Way{"a length", false, "words=2"}, Way{"until close", false, "words=2,framing=close"}};

std::string request(const Way& way, int port)
{
    const std::string usage = R"(,"stream_options":{"include_usage":true})"; // with it every byte passes unchanged
    return toText({.body = way.isStream ? askStream("alias", usage) : ask("alias")}, port);
}

std::string behaviour(const Way& way, int pieces)
{
    return std::string(way.behaviour) + ",filler=" + std::to_string(pieces);
}

/// Everything that the client is to get.
std::string whole(const Way& way, const std::string& sent, int pieces)
{
    const auto asked = readChatRequest(sent);
    Behaviour words;
    words.words = 2;
    std::string text;
    if (way.isStream)
        for (const auto& event : completionEvents(asked, words, 1))
            text += event;
    else
        text = completionBody(asked, words, 1);
    auto at = text.find("word1");
    if (way.isStream)
        at = text.find("\n\n", at) + 2;
    std::string filler;
    for (int i = 0; i < pieces; ++i)
        filler += fillerPiece(way.isStream);
    return text.insert(at, filler);
}

/// How much was sent in total once nothing moves: two equal counts in a row.
std::uint64_t sentUntilStopped(const FakeUpstream& upstream)
{
    const auto sum = [&] {
        const auto requests = upstream.requests();
        return std::accumulate(requests.begin(), requests.end(), std::uint64_t{0},
            [](std::uint64_t total, const RecordedRequest& each) { return total + each.sent; });
    };
    std::uint64_t before = 0;
    CHECK(eventually([&] {
        const auto now = sum();
        pause(200);
        return std::exchange(before, now) == now;
    }));
    return before;
}

} // namespace

TEST_CASE("keeps memory bounded when clients do not read a gigabyte of answer", "[slow]")
{
    constexpr int kClients = 8;
    const auto way = GENERATE(values(kWays));
    CAPTURE(way.name);
    FakeUpstream upstream;
    upstream.setDefault("words=1");
    GatewayProcess gateway(aliasConfiguration(upstream), measured());
    REQUIRE(chat(gateway.port(), askStream("alias")).status == 200);
    exchanges(gateway.dataDir() + "/ledger.sqlite", 1); // all is warm
    const auto before = residentKb(gateway.pid());
    upstream.setDefault(behaviour(way, kGigabyte));
    std::vector<HttpClient> clients;
    for (int i = 0; i < kClients; ++i) {
        auto& client = clients.emplace_back(gateway.port());
        client.keepBuffersSmall(32 * 1024);
        client.send(request(way, gateway.port()));
        REQUIRE(client.readHead());
    }
    const auto sent = sentUntilStopped(upstream);
    const auto grown = residentKb(gateway.pid()) - before;
    std::cout << kClients << " stopped clients, " << way.name << " of 1 GB each: " << sent / kClients / 1024
              << " KB taken and " << grown / kClients << " KB resident for each\n";
    CHECK(grown < kClients * kBoundPerStream_kb);
    CHECK(sent < kClients * kMostSent);
    for (const auto& each : upstream.requests())
        CHECK((each.end == End::Open || each.connection == 1));
    clients.clear();
    CHECK(upstream.waitFor([](const auto& requests) {
        return std::count_if(requests.begin(), requests.end(), [](const auto& r) { return r.end == End::Cancelled; })
            == kClients;
    }));
    CHECK(chat(gateway.port(), ask("nobody")).status == 404); // and it still serves
}

TEST_CASE("keeps memory bounded when clients do not read a large non-chat answer", "[slow]")
{
    struct Passed {
        const char* name;
        const char* call;
        HttpRequest request;
        const char* type; ///< of the answer
        const char* provider;
    };
    const auto row = GENERATE(values<Passed>({
        {"speech", "POST /v1/audio/speech", {.target = "/v1/audio/speech", .body = R"({"model":"alias","input":"Hi","voice":"a"})"}, "audio/mpeg", "openai-compatible"},
        {"a file", "GET /v1/files/f/content", {.method = "GET", .target = "/v1/files/f/content"}, "application/octet-stream", "openai-compatible"},
        {"pictures", "POST /v1/images/generations", {.target = "/v1/images/generations", .body = R"({"model":"alias","prompt":"x"})"}, "application/json", "openai-compatible"},
        {"Anthropic's own", "POST /v1/messages",
            {.target = "/v1/messages", .body = R"({"model":"alias","max_tokens":5,"messages":[{"role":"user","content":"hi"}]})"}, "application/json", "anthropic-compatible"},
    }));
    CAPTURE(row.name);
    constexpr int kClients = 8;
    FakeUpstream upstream;
    Behaviour filled = told(R"({"content":[{"type":"text","text":"word1"}]})");
    filled.framing = Behaviour::Framing::Chunked;
    filled.filler = kGigabyte;
    filled.headers = {{"Content-Type", row.type}};
    upstream.onCall(row.call, filled);
    GatewayProcess gateway(configuration({ofType(upstream, row.provider)}, {route("alias", {target("up", "m", 0)})}), measured());
    CHECK(chat(gateway.port(), ask("nobody")).status == 404);
    const auto before = residentKb(gateway.pid());
    std::vector<HttpClient> clients;
    for (int i = 0; i < kClients; ++i) {
        auto& client = clients.emplace_back(gateway.port());
        client.keepBuffersSmall(32 * 1024);
        client.send(toText(row.request, gateway.port()));
        REQUIRE(client.readHead());
    }
    constexpr int kWatched_ms = 2000;
    const auto grown = [&] { return residentKb(gateway.pid()) - before; };
    CHECK_FALSE(eventually([&] { return grown() > kClients * kBoundPerStream_kb; }, kWatched_ms));
    std::cout << kClients << " stopped clients, " << row.name << ": " << grown() / kClients << " KB resident for each\n";
}

TEST_CASE("forwards the first bytes of speech before the answer is complete")
{
    FakeUpstream upstream;
    Behaviour speech;
    speech.events = std::vector<std::string>{std::string(5000, 'a'), std::string(5000, 'b')};
    speech.headers = {{"Content-Type", "audio/mpeg"}};
    speech.stepped = true;
    upstream.onCall("POST /v1/audio/speech", speech);
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    HttpClient client(gateway.port());
    client.send(toText({.target = "/v1/audio/speech", .body = R"({"model":"alias","input":"Hi","voice":"a"})"}, gateway.port()));
    upstream.step();
    CHECK(client.readHead());
    CHECK(client.readBodySize(5000));
    upstream.step();
    REQUIRE(client.readToEnd());
    CHECK(client.answer().body == std::string(5000, 'a') + std::string(5000, 'b'));
}

TEST_CASE("a client that pauses reading still gets the whole answer", "[slow]")
{
    const auto way = GENERATE(values(kWays));
    CAPTURE(way.name);
    FakeUpstream upstream;
    upstream.setDefault(behaviour(way, kReadable));
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    HttpClient client(gateway.port());
    client.keepBuffersSmall(32 * 1024);
    client.send(request(way, gateway.port()));
    REQUIRE(client.readHead());
    CHECK(sentUntilStopped(upstream) < kMostSent);
    REQUIRE(client.readToEnd(60000));
    const auto expected = whole(way, upstream.requests()[0].body, kReadable);
    CHECK(client.answer().body.size() == expected.size());
    CHECK((client.answer().body == expected));
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 1);
    REQUIRE(rows.size() == 1);
    CHECK(settled(rows[0]) == "200 answered");
    CHECK(number(rows[0], "answer_bytes") == static_cast<long long>(expected.size()));
}

TEST_CASE("stops answering pipelined requests while the client does not read", "[slow]")
{
    constexpr int kRequests = 1000;
    constexpr int kModels = 500; // 40 MB of answers in all
    FakeUpstream upstream;
    auto config = aliasConfiguration(upstream);
    for (int i = 0; i < kModels; ++i)
        config["providers"][0]["models"].push_back("model-" + std::to_string(i));
    GatewayProcess gateway(config, measured());
    REQUIRE(get(gateway.port(), "/v1/models").body.size() > 50U * kModels);
    const auto before = residentKb(gateway.pid());
    HttpClient client(gateway.port());
    client.keepBuffersSmall(32 * 1024);
    std::string requests;
    for (int i = 0; i < kRequests; ++i)
        requests += "GET /v1/models HTTP/1.1\r\nHost: localhost\r\n\r\n";
    client.send(requests);
    constexpr int kWatched_ms = 3000;
    const auto grown = [&] { return residentKb(gateway.pid()) - before; };
    CHECK_FALSE(eventually([&] { return grown() > kBoundPerStream_kb; }, kWatched_ms));
    std::cout << "pipelined answers that nobody reads: " << grown() << " KB\n";
    int whole = 0;
    for (int i = 0; i < kRequests; ++i)
        whole += client.readAnswer().isComplete ? 1 : 0;
    CHECK(whole == kRequests);
}
