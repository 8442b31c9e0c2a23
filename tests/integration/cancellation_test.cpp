#include "catch.h"

#include "ledger_reader.h"
#include "scenario.h"

#include <chrono>

#ifdef Q_OS_LINUX
#include <csignal>
#endif

// What happens when the client disconnects or the gateway stops during an answer.

using namespace tests;
using namespace std::chrono_literals;
using End = RecordedRequest::End;
using Clock = std::chrono::steady_clock;

namespace {

std::string requestFor(const std::string& model, bool isStream, int port)
{
    return toText({.body = isStream ? askStream(model) : ask(model)}, port);
}

} // namespace

TEST_CASE("cancels the upstream request when the client disconnects and records the outcome")
{
    constexpr int kTimes = 9;
    struct Leaving {
        const char* name;
        const char* behaviour;
        bool isStream;
        const char* lastWord; // the last word that the client read; null: nothing had arrived
        bool isReset;
    };
    const auto row = GENERATE(values<Leaving>({
        {"in a stream", "stall=6", true, "word5", false},
        {"in a stream, with a reset", "stall=6", true, "word5", true},
        {"in a stream that continues", "gap=50,words=1000", true, "word5", false},
        {"before the head", "hang", true, nullptr, false},
        {"in the middle of a whole answer", "stall=100", false, nullptr, true},
    }));
    CAPTURE(row.name);
    FakeUpstream upstream;
    upstream.setDefault(row.behaviour);
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    for (std::size_t i = 0; i < kTimes; ++i) {
        HttpClient client(gateway.port());
        client.send(requestFor("alias", row.isStream, gateway.port()));
        REQUIRE(upstream.waitForRequests(i + 1));
        if (row.lastWord) {
            REQUIRE(client.readHead());
            REQUIRE(client.readBodyUntil(row.lastWord));
        }
        CHECK(upstream.requests()[i].end == End::Open);
        row.isReset ? client.reset() : client.close();
        REQUIRE(upstream.waitForEnd(i, End::Cancelled)); // no time limit of the gateway is as short as this waits
    }
    CHECK(upstream.waitForConnections(0)); // a half-read answer must not return to the pool

    const auto records = exchanges(gateway.dataDir() + "/ledger.sqlite", kTimes);
    REQUIRE(records.size() == kTimes);
    for (const auto& record : records) {
        CHECK(text(record, "outcome") == "cancelled");
        CHECK(text(record, "error_code") == "NULL");
        CHECK(number(record, "attempts") == 1);
        CHECK(text(record, "last_failure") == "NULL"); // the provider is not to blame
        CHECK(number(record, "status") == (row.lastWord ? 200 : 0));
        CHECK((number(record, "output_tokens") > 0) == (row.lastWord != nullptr));
    }
}

#ifdef Q_OS_LINUX // only Linux reports the user of a connection
TEST_CASE("a client without a key that closes its connection at once is recorded as cancelled")
{
    struct Leaving {
        const char* name;
        Fields headers;
        bool isReset;
    };
    const std::vector<Leaving> rows{{"closes", {}, false}, {"with a key of another program", {{"Authorization", "Bearer sk-anything"}}, false}, {"with a reset", {}, true}};
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    const auto program = static_cast<pid_t>(gateway.pid());
    REQUIRE(::kill(program, SIGSTOP) == 0); // all have left before the gateway looks
    for (const Leaving& row : rows) {
        HttpClient client(gateway.port());
        client.send(toText({.headers = row.headers, .body = ask("alias")}, gateway.port()));
        row.isReset ? client.reset() : client.close();
    }
    REQUIRE(::kill(program, SIGCONT) == 0);
    const auto records = exchanges(gateway.dataDir() + "/ledger.sqlite", rows.size());
    REQUIRE(records.size() == rows.size());
    for (const auto& record : records) {
        CHECK(text(record, "outcome") == "cancelled");
        CHECK(text(record, "error_code") == "NULL");
        CHECK(number(record, "status") == 0);
    }
    CHECK(gateway.log().find("was refused") == std::string::npos);
    CHECK(chat(gateway.port(), ask("alias")).status == 200);
}
#endif

TEST_CASE("notices a disconnect although the client sent more data after its request")
{
    struct Sent {
        std::size_t bytes;
        const char* behaviour;
    };
    // Unread data hides the end of the connection: the gateway notices it at the next event.
    const auto row = GENERATE(values<Sent>({{200 * 1000, "stall=6"}, {300 * 1000, "stall=6"}, {3 * 1000 * 1000, "stall=6"},
        {6 * 1000 * 1000, "gap=200,words=500"}}));
    CAPTURE(row.bytes);
    FakeUpstream upstream;
    upstream.setDefault(row.behaviour);
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    HttpClient client(gateway.port());
    client.send(requestFor("alias", true, gateway.port()));
    REQUIRE(client.readHead());
    REQUIRE(client.readBodyUntil("word5"));
    client.send(std::string(row.bytes, 'x'));
    CHECK(get(gateway.port(), "/health").status == 200); // the same thread has seen what arrived before this
    CHECK(upstream.requests()[0].end == End::Open);
    client.close();
    REQUIRE(upstream.waitForEnd(0, End::Cancelled));
    const auto records = exchanges(gateway.dataDir() + "/ledger.sqlite", 1);
    REQUIRE(records.size() == 1);
    CHECK(text(records[0], "outcome") == "cancelled");
}

TEST_CASE("SIGTERM ends unfinished requests after the grace period and tells every client", "[slow]")
{
    struct Open {
        const char* name;
        const char* behaviour;
        bool isStream;
        const char* ending; // of the ledger
    };
    const std::vector<Open> rows{
        {"a stream that stalls", "stall=3", true, "200 stream_interrupted"},
        {"a stream without an end", "gap=20,words=5000", true, "200 stream_interrupted"},
        {"no answer yet", "hang", true, "503 gateway_stopping"},
        {"no answer in one piece yet", "hang", false, "503 gateway_stopping"},
    };
    FakeUpstream upstream;
    GatewayProcess gateway(
        configuration({provider("up", upstream.baseUrl(), {kKeyReference})}, {route("m!*", {target("up", {}, 0)})}),
        withKey());
    std::vector<HttpClient> clients;
    for (const auto& row : rows) {
        auto& client = clients.emplace_back(gateway.port());
        client.send(requestFor(std::string("m!") + row.behaviour, row.isStream, gateway.port()));
    }
    HttpClient deaf(gateway.port());
    deaf.keepBuffersSmall(32 * 1024);
    deaf.send(requestFor("m!filler=16384", true, gateway.port()));
    REQUIRE(deaf.readHead());
    HttpClient gemini(gateway.port());
    gemini.send(toText({.target = "/v1beta/models/m!stall=4:streamGenerateContent?alt=sse",
                           .body = R"({"contents":[{"role":"user","parts":[{"text":"hi"}]}]})"},
        gateway.port()));
    REQUIRE(gemini.readHead());
    REQUIRE(upstream.waitForRequests(rows.size() + 2));
    for (std::size_t i : {0U, 1U})
        REQUIRE(clients[i].readHead());

    const auto begin = Clock::now();
    gateway.terminate();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        CAPTURE(rows[i].name);
        auto& client = clients[i];
        if (client.answer().status == 0)
            client.readHead();
        CHECK(client.readToEnd()); // the framing is complete
        const auto& answer = client.answer();
        CAPTURE(answer.raw.substr(0, 1000));
        if (answer.status == 503) {
            checkError(answer, 503, "gateway_stopping");
            CHECK_FALSE(answer.headerOr("Retry-After").empty());
        } else {
            CHECK(answer.status == 200);
            CHECK(answer.isChunked);
            CHECK(parsed(eventData(answer.body).back())["error"]["code"] == "stream_interrupted");
            CHECK(answer.body.find("[DONE]") == std::string::npos);
        }
        CHECK(client.waitForClose());
    }
    CHECK(gemini.readToEnd());
    const auto last = parsed(eventData(gemini.answer().body).back());
    CHECK(last["error"]["code"] == 502);
    CHECK(last["error"]["status"] == "UNAVAILABLE");
    CHECK(gateway.waitForExit() == 0);
    const auto took = Clock::now() - begin;
    CHECK(took >= 8s); // the grace period is granted
    CHECK(took < 15s); // and is limited
    CHECK(upstream.waitForConnections(0));
    const auto ledger = gateway.dataDir() + "/ledger.sqlite";
    CHECK(exchanges(ledger, rows.size() + 2).size() == rows.size() + 2);
    for (const auto& row : rows) {
        CAPTURE(row.name);
        const auto records = query(ledger,
            "SELECT * FROM exchanges WHERE asked_model = 'm!" + std::string(row.behaviour)
                + "' AND is_stream = " + (row.isStream ? "1" : "0"));
        REQUIRE(records.size() == 1);
        CHECK(settled(records[0]) == row.ending);
        const bool isStreaming = settled(records[0]).starts_with("200");
        CHECK(text(records[0], "outcome") == (isStreaming ? "interrupted" : "failed"));
        CHECK((number(records[0], "output_tokens") > 0) == isStreaming);
    }
}
