#include "catch.h"

#include "dead_port.h"
#include "ledger_reader.h"
#include "process_figures.h"
#include "scenario.h"

// Every upstream fault, at the first and at the last attempt, streamed and
// not. All rows run in parallel against one gateway.

using namespace tests;

namespace {

constexpr std::size_t kCommittedSize = 1500000; // more than is held back. Source: DESIGN.md 3.6

/// What a fault leads to when no target follows.
struct Ending {
    int status;
    const char* code;
    const char* failure; ///< failure class of the attempt, if it broke before it was committed
};
constexpr Ending kUnreachable{502, "upstream_unreachable", "unreachable"};
constexpr Ending kTimeout{504, "upstream_timeout", "timeout"};
constexpr Ending kBroken{502, "upstream_protocol_error", "server_error"};
constexpr Ending kInterrupted{200, "stream_interrupted", nullptr};
constexpr Ending kFine{200, "answered", nullptr};

struct Fault {
    const char* name;
    const char* provider;
    bool isStream;
    std::string behaviour;
    Ending ending;
};

const std::vector<Fault> kFaults = [] {
    std::vector<Fault> faults;
    const auto both = [&](const char* name, const char* provider, const std::string& behaviour, Ending ending) {
        for (const bool isStream : {true, false})
            faults.push_back({name, provider, isStream, behaviour, ending});
    };
    const auto large = "word-bytes=300000,";
    const auto past = std::to_string(kCommittedSize);
    both("connect refused", "refusing", "", kUnreachable);
    both("connect hang", "hanging", "", kTimeout);
    both("TLS failure", "untrusted", "", kUnreachable);
    both("TLS handshake without an answer", "wordless", "", kTimeout);
    both("reset before header", "faulty", "reset-before-head", kUnreachable);
    both("close before header", "faulty", "close-before-head", kUnreachable);
    both("silence", "faulty", "hang", kTimeout);
    both("reset mid-header", "faulty", "reset-in-head", kBroken);
    both("garbage", "faulty", "garbage", kBroken);
    both("redirection", "faulty", "status=301", kBroken);
    both("oversized header", "faulty", "head-bytes=1000000", kBroken);
    both("trickling header", "faulty", "slices=1,slice-gap=50", kTimeout);
    both("trickling body", "faulty", "words=8,word-bytes=300,slices=100,slice-gap=2000", kTimeout);
    const std::vector<Fault> apart{
        {"reset mid-body", "faulty", false, "reset=100", kBroken},
        {"reset mid-body", "faulty", true, "reset=1", kBroken},
        {"reset mid-body, committed", "faulty", true, "reset=4", kInterrupted},
        // in slices: a reset discards unread data, and nothing would be committed
        {"reset mid-body, committed", "faulty", false, large + ("slices=100000,slice-gap=40,reset=" + past), kInterrupted},
        {"stall mid-body", "faulty", false, "stall=100", kTimeout},
        {"stall mid-body", "faulty", true, "stall=1", kTimeout},
        {"stall mid-body, committed", "faulty", true, "stall=4", kInterrupted},
        {"stall mid-body, committed", "faulty", false, large + ("stall=" + past), kInterrupted},
        {"trickle mid-event, committed", "faulty", true, "word-bytes=300,slice-after=4,slices=1,slice-gap=300", kInterrupted},
        {"truncated chunk", "faulty", false, "framing=chunked,cut=100", kBroken},
        {"truncated chunk", "faulty", true, "cut=1", kBroken},
        {"truncated chunk, committed", "faulty", true, "cut=4", kInterrupted},
        {"truncated chunk, committed", "faulty", false, large + ("framing=chunked,cut=" + past), kInterrupted},
        {"length too large", "faulty", false, "length=7", kBroken},
        {"length too large", "faulty", true, "length=7,truncate=1", kBroken},
        {"length too large, committed", "faulty", true, "length=7,truncate=4", kInterrupted},
        {"length too small", "faulty", false, "length=-20", kBroken},
        {"length too small, committed", "faulty", true, "length=-700", kInterrupted},
        {"slow, but not too slow", "faulty", true, "gap=50", kFine},
        {"slow, but not too slow", "faulty", false, "head-delay=200,first-delay=200", kFine},
    };
    faults.insert(faults.end(), apart.begin(), apart.end());
    return faults;
}();

/// One fault at one position.
struct Trial {
    const Fault* fault;
    bool isLast; ///< otherwise another target follows
    std::string name; ///< of its model and route
    std::unique_ptr<HttpClient> client = {};
    HttpAnswer answer = {};
};

std::vector<Trial> trials()
{
    std::vector<Trial> all;
    for (const auto& fault : kFaults)
        for (const bool isLast : {false, true})
            all.push_back({&fault, isLast, "trial" + std::to_string(all.size())});
    return all;
}

Json impatient(const std::string& id, const std::string& url)
{
    auto settings = provider(id, url);
    settings["timeouts"] = {{"connect_ms", 8000}, {"first_byte_ms", 8000}, {"idle_ms", 8000}, {"total_ms", 9000}};
    settings["keepalive"] = {{"enabled", false}};
    return settings;
}

Json matrixRoute(const Trial& trial)
{
    const auto faulty = target(trial.fault->provider, "m!" + trial.fault->behaviour, trial.isLast ? 0 : 1);
    return route(trial.name, {trial.isLast ? target("good", "m!status=500", 1) : target("good", "m", 0), faulty});
}

void checkAnswer(const Trial& trial)
{
    const auto& ending = trial.fault->ending;
    const auto& answer = trial.answer;
    CAPTURE(answer.raw.substr(0, 2000));
    if (ending.failure && trial.isLast) {
        checkError(answer, ending.status, ending.code);
        CHECK(attempts(answer) == 2);
        return;
    }
    CHECK(answer.status == 200);
    CHECK(attempts(answer) == (ending.failure || trial.isLast ? 2 : 1));
    auto events = eventData(answer.body);
    if (events.empty())
        events.emplace_back();
    if (ending.failure || ending.code == kFine.code) {
        CHECK(answer.isComplete);
        CHECK(answer.headerOr("x-signalbox-provider") == (ending.failure ? "good" : trial.fault->provider));
        CHECK(answer.body.find("word8") != std::string::npos);
        CHECK((!trial.fault->isStream || events.back() == "[DONE]"));
    } else if (trial.fault->isStream) {
        CHECK(answer.isComplete);
        CHECK(parsed(events.back())["error"]["code"] == ending.code);
        CHECK(answer.headerOr("Connection") != "close"); // the fault shows only after the head
    } else {
        CHECK_FALSE(answer.isComplete); // the client sees that it is incomplete
        CHECK(answer.isClosed);
    }
}

void checkRecord(const Trial& trial, const std::string& ledger)
{
    const auto& ending = trial.fault->ending;
    const auto rows = query(ledger, "SELECT * FROM exchanges WHERE asked_model = '" + trial.name + "'");
    REQUIRE(rows.size() == 1);
    const auto& row = rows[0];
    const bool isSaved = ending.failure && !trial.isLast;
    CHECK(settled(row) == (isSaved ? "200 answered" : std::to_string(ending.status) + ' ' + ending.code));
    const int expected = ending.failure || trial.isLast ? 2 : 1;
    CHECK(number(row, "attempts") == expected);
    CHECK(text(row, "last_provider") == (isSaved ? "good" : trial.fault->provider));
    const auto before = query(ledger, "SELECT * FROM attempts WHERE exchange = " + text(row, "seq"));
    REQUIRE(before.size() == static_cast<std::size_t>(expected - 1));
    if (isSaved) {
        CHECK(text(before[0], "provider") == trial.fault->provider);
        CHECK(text(before[0], "failure") == ending.failure);
        CHECK_FALSE(text(before[0], "reason").empty());
    } else {
        const std::string_view name = trial.fault->name;
        const bool isSilent = name.starts_with("stall") || name.starts_with("trickle");
        const std::string committed = ending.code != std::string("stream_interrupted") ? "NULL" : isSilent ? "timeout" : "server_error";
        CHECK(text(row, "last_failure") == (ending.failure ? ending.failure : committed));
    }
}

} // namespace

TEST_CASE("every fault at every position ends in a fallback or in a documented error", "[sanitized]")
{
    const CertificateAuthority stranger;
    const DeadPort refusing(DeadPort::Kind::Refuses);
    const DeadPort hanging(DeadPort::Kind::Hangs);
    FakeUpstream faulty;
    FakeUpstream good;
    FakeUpstream untrusted(FakeUpstream::Options{.identity = stranger.issue()});
    const auto at = [](const std::string& scheme, int port) {
        return scheme + "://127.0.0.1:" + std::to_string(port) + "/v1";
    };
    auto all = trials();
    std::vector<Json> routes;
    for (const auto& trial : all)
        routes.push_back(matrixRoute(trial));
    GatewayProcess gateway(withoutHealth(configuration(
        {impatient("refusing", at("http", refusing.port())), impatient("hanging", at("http", hanging.port())),
            impatient("untrusted", untrusted.baseUrl()), impatient("wordless", at("https", faulty.port())),
            impatient("faulty", faulty.baseUrl()), impatient("good", good.baseUrl())},
        routes)));
    const auto socketsBefore = openSockets(gateway.pid());

    for (auto& trial : all) {
        trial.client = std::make_unique<HttpClient>(gateway.port());
        trial.client->send(
            toText({.body = trial.fault->isStream ? askStream(trial.name) : ask(trial.name)}, gateway.port()));
    }
    for (auto& trial : all) {
        trial.answer = trial.client->readAnswer();
        if (trial.answer.isComplete && trial.answer.headerOr("Connection") != "close") {
            trial.client->send(toText({.method = "GET", .target = "/health"}, gateway.port()));
            CAPTURE(trial.fault->name, trial.fault->isStream, trial.isLast);
            CHECK(trial.client->readAnswer().status == 200); // the connection is still usable
        }
        trial.client.reset();
    }
    CHECK(get(gateway.port(), "/health").status == 200);
    for (auto* upstream : {&faulty, &good, &untrusted})
        CHECK(upstream->waitForConnections(0));
    CHECK(eventually([&] { return openSockets(gateway.pid()) <= socketsBefore; }));
    gateway.terminate();
    CHECK(gateway.waitForExit() == 0);
    const auto ledger = gateway.dataDir() + "/ledger.sqlite";
    CHECK(exchanges(ledger, all.size()).size() == all.size());
    for (const auto& trial : all) {
        CAPTURE(trial.fault->name, trial.fault->behaviour, trial.fault->isStream, trial.isLast);
        checkAnswer(trial);
        checkRecord(trial, ledger);
    }
}
