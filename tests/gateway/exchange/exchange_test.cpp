#include "whole_exchange.h"

#include "gateway/secrets/consumer_key.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::exchange;
using Catch::Contains;
using usage::Outcome;

TEST_CASE("runs an exchange from request to answer with a fallback")
{
    const bool isStream = GENERATE(false, true);
    CAPTURE(isStream);
    WholeExchange exchange(routedTo({providerOf("first"), providerOf("second")}));
    exchange.upstreams.script("first", errorReply(503));
    exchange.upstreams.script("second", isStream ? wholeStream("Hello") : wholeReply("Hello"));
    exchange.start(isStream ? askStream() : askWhole());
    exchange.waitForEnd();
    CHECK(exchange.client.status() == 200);
    CHECK_THAT(exchange.client.received(), Contains("Hello"));
    CHECK(exchange.client.header("x-signalbox-route") == "alias");
    CHECK(exchange.client.header("x-signalbox-provider") == "second");
    CHECK(exchange.client.header("x-signalbox-attempts") == "2");
    CHECK(exchange.client.isWhole());
    CHECK(exchange.record().isFallback);
}

TEST_CASE("a client that disconnects ends its exchange at once in every phase")
{
    struct Row {
        const char* name;
        Reply reply;
        bool holdsBody;
        std::size_t requests;
    };
    const auto row = GENERATE(values<Row>({
        {"while sending its body", silent(), true, 0},
        {"before the response head", silent(), false, 1},
        {"before the first token", streamReply({roleChunk()}, Reply::End::Stalls), false, 1},
        {"in the middle of a stream", streamReply({roleChunk(), textChunk("One")}, Reply::End::Stalls), false, 1},
    }));
    CAPTURE(row.name);
    WholeExchange exchange(routedTo({providerOf("first"), providerOf("second")}));
    exchange.upstreams.script("first", row.reply);
    if (row.holdsBody)
        exchange.client.holdBody();
    exchange.start(askStream());
    CHECK_FALSE(exchange.hasEnded());
    exchange.exchange->clientGone();
    CHECK(exchange.client.timesEnded() == 1);
    CHECK(exchange.upstreams.count() == row.requests);
    CHECK(exchange.upstreams.areAllReleased());
    CHECK(exchange.wheel.isEmpty());
    CHECK(exchange.record().outcome == Outcome::Cancelled);
    CHECK(exchange.record().errorCode.empty());
}

TEST_CASE("a request that its client gave up before any work leaves no record if it is a question or the program's own")
{
    struct Row {
        const char* name;
        const char* method;
        const char* path;
        bool isOwn;
        bool isAsked; ///< a provider
        std::size_t records;
    };
    const auto row = GENERATE(values<Row>({
        {"list of models", "GET", "/v1/models", false, false, 0},
        {"own list of models", "GET", "/v1/models", true, false, 0},
        {"chat", "POST", "/v1/chat/completions", false, false, 1},
        {"own chat", "POST", "/v1/chat/completions", true, false, 0},
        {"own chat that a provider got", "POST", "/v1/chat/completions", true, true, 1}, // it may cost something
        {"token count", "POST", "/v1/messages/count_tokens", false, false, 1}, // recorded when answered
    }));
    CAPTURE(row.name);
    const config::Settings settings = routedTo({providerOf("first", 1)});
    const Secret own = secrets::makeConsumerKey().key;
    SnapshotInputs inputs = inputsFor(settings);
    inputs.ownKey = ConsumerKeys::digestOf(own.reveal());
    inputs.awaitsKeys = !row.isAsked;
    WholeExchange exchange(settings, inputs);
    exchange.upstreams.script("first", silent());
    exchange.client.ask(row.path, row.method == std::string("GET") ? std::string() : askWhole(), row.method);
    if (row.isOwn)
        exchange.client.head().headers.set("authorization", "Bearer " + own.reveal());
    exchange.start();
    CHECK_FALSE(exchange.hasEnded());
    CHECK(exchange.upstreams.count() == (row.isAsked ? 1 : 0));
    exchange.exchange->clientGone();
    CHECK(exchange.hasEnded());
    CHECK(exchange.settled().size() == row.records);
}

TEST_CASE("records the evaluation run that the program itself names and never sends it upstream")
{
    constexpr const char* kRun = "01M8Z3V6ZC3WQG1D5PNBX7S4TM";
    struct Row {
        const char* name;
        bool isOwn;
        std::vector<const char*> runs; ///< values of the header
        bool isTaken;
    };
    const auto row = GENERATE(values<Row>({
        {"an evaluation", true, {kRun}, true},
        {"another caller", false, {kRun}, false},
        {"no id", true, {"november"}, false},
        {"two headers", true, {kRun, kRun}, false},
        {"the program itself without a run", true, {}, false},
    }));
    CAPTURE(row.name);
    config::Settings settings = routedTo({providerOf("first", 1)});
    settings.providers[0].forwardHeaders = {"x-signalbox-eval-run"};
    const Secret own = secrets::makeConsumerKey().key;
    SnapshotInputs inputs = inputsFor(settings);
    inputs.ownKey = ConsumerKeys::digestOf(own.reveal());
    WholeExchange exchange(settings, inputs);
    exchange.upstreams.script("first", wholeReply("Hello"));
    exchange.client.ask(kChatPath, askWhole());
    if (row.isOwn)
        exchange.client.head().headers.set("authorization", "Bearer " + own.reveal());
    for (const char* run : row.runs)
        exchange.client.head().headers.add("x-signalbox-eval-run", run);
    exchange.start();
    exchange.waitForEnd();
    CHECK(exchange.record().outcome == Outcome::Answered);
    CHECK(exchange.record().evalRun == (row.isTaken ? kRun : ""));
    CHECK(exchange.record().processName() == (row.isTaken ? "eval" : ""));
    CHECK_THAT(exchange.upstreams[0].sent(), !Catch::Contains("eval-run"));
}

TEST_CASE("a client that disconnects after comments got status 200 but no answer")
{
    config::Settings settings = routedTo({providerOf("first")});
    settings.listen.streamComment_ms = 1;
    WholeExchange exchange(std::move(settings));
    exchange.upstreams.script("first", silent());
    exchange.start(askStream());
    REQUIRE(QTest::qWaitFor([&] { return exchange.client.writes() > 0; }, 20000));
    exchange.exchange->clientGone();
    CHECK(exchange.upstreams[0].isCancelled());
    const usage::ExchangeRecord& record = exchange.record();
    CHECK(record.outcome == Outcome::Cancelled);
    CHECK(record.status == 200);
    CHECK(record.firstByte < Milliseconds(0));
    CHECK(record.answerBytes == 0); // comments do not count
}

TEST_CASE("a gateway that stops notifies every client")
{
    struct Row {
        const char* name;
        Reply reply;
        int status;
        const char* words;
        Outcome outcome;
    };
    const auto row = GENERATE(values<Row>({
        {"before the response head", silent(), 503, "gateway_stopping", Outcome::Failed},
        {"in the middle of a stream", streamReply({roleChunk(), textChunk("One")}, Reply::End::Stalls), 200, "stream_interrupted", Outcome::Interrupted},
        {"after the last event", streamReply({roleChunk(), textChunk("One"), finishChunk(), kDone}, Reply::End::Stalls), 200, "[DONE]", Outcome::Answered},
    }));
    CAPTURE(row.name);
    WholeExchange exchange(routedTo({providerOf("first")}));
    exchange.upstreams.script("first", row.reply);
    exchange.start(askStream());
    exchange.exchange->stopNow();
    CHECK(exchange.client.timesEnded() == 1);
    CHECK(exchange.client.status() == row.status);
    CHECK_THAT(exchange.client.received(), Contains(row.words));
    CHECK(exchange.client.isWhole());
    CHECK((exchange.client.header("retry-after") == "2") == (row.status == 503));
    CHECK(exchange.record().outcome == row.outcome);
}

TEST_CASE("comments are sent only to a stream that waits")
{
    struct Row {
        const char* name;
        std::string body;
        const char* path;
        bool hasComments;
    };
    const auto row = GENERATE(values<Row>({
        {"a stream", askStream(), "/v1/chat/completions", true},
        {"Anthropic stream", R"({"model":"alias","max_tokens":9,"stream":true,"messages":[{"role":"user","content":"Hi"}]})", "/v1/messages", true},
        {"complete answer", askWhole(), "/v1/chat/completions", false},
        {"lines of JSON", R"({"model":"alias","messages":[{"role":"user","content":"Hi"}]})", "/api/chat", false},
    }));
    CAPTURE(row.name);
    config::Settings settings = routedTo({providerOf("first")});
    settings.listen.streamComment_ms = 1;
    WholeExchange exchange(std::move(settings));
    exchange.upstreams.script("first", silent());
    exchange.start(row.body, row.path);
    if (row.hasComments) {
        REQUIRE(QTest::qWaitFor([&] { return exchange.client.writes() > 0; }, 20000));
        exchange.upstreams[0].answer(errorReply(500));
        exchange.waitForEnd();
        CHECK(exchange.client.status() == 200);
        CHECK_THAT(exchange.client.received(), Catch::StartsWith(": ") && Contains("It failed."));
    } else {
        CHECK(exchange.wheel.isEmpty() == false);
        exchange.upstreams[0].answer(errorReply(500));
        exchange.waitForEnd();
        CHECK(exchange.client.status() == 500);
    }
    CHECK(exchange.record().outcome == Outcome::Failed);
}

TEST_CASE("an exchange waits for the keychain and then uses the keys")
{
    const config::Settings settings = routedTo({providerOf("first", 1)});
    SnapshotInputs waiting = inputsFor(settings);
    const SnapshotInputs all = waiting;
    waiting.secrets.clear();
    waiting.awaitsKeys = true;
    WholeExchange exchange(settings, waiting);
    exchange.upstreams.script("first", wholeReply("Hello"));
    exchange.start(askWhole());
    CHECK_FALSE(exchange.hasEnded());
    CHECK(exchange.upstreams.count() == 0);
    exchange.services.snapshot = makeSnapshot(settings, ServicesFixture::catalog(), all);
    for (const auto& each : std::exchange(exchange.services.awaitingKeys, {}))
        if (const auto point = each.lock())
            point->wake();
    exchange.waitForEnd();
    CHECK(exchange.client.status() == 200);
    CHECK_THAT(exchange.upstreams[0].sent(), Contains("sk-first1"));
}

TEST_CASE("the loop guard refuses a request once with its own code and lets the next one through")
{
    config::Settings settings = routedTo({providerOf("first", 1)});
    settings.policies.loop.emplace(config::LoopSettings{2, config::LoopAction::Refuse});
    const std::string call = R"({"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c","content":"no"})";
    const std::string body = R"({"model":"alias","messages":[{"role":"user","content":"Go"},)" + call + ',' + call + "]}";
    WholeExchange exchange(settings);
    exchange.upstreams.script("first", wholeReply("Hello"));
    exchange.start(body);
    exchange.waitForEnd();
    CHECK(exchange.client.status() == 429);
    CHECK(exchange.client.header("x-should-retry") == "false");
    CHECK(exchange.client.received().find("loop_suspected") != std::string::npos);
    CHECK(exchange.upstreams.count() == 0);
    CHECK(exchange.record().errorCode == "loop_suspected");
    CHECK(exchange.record().route == "alias");
    CHECK(exchange.record().decisions.repeatedCalls == 2);
}
