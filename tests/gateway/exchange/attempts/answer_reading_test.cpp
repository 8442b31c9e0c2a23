#include "exchange_fixture.h"

#include "gateway/exchange/attempts/answer_reading.h"

#include "catch.h"

#include <chrono>

using Catch::Contains;
using namespace gateway;
using namespace gateway::exchange;
using protocol::Format;

namespace {

constexpr const char* kReadChat = R"({"model":"demo","messages":[{"role":"user","content":"Hi"}]})";
constexpr const char* kReadStream = R"({"model":"demo","stream":true,"messages":[{"role":"user","content":"Hi"}]})";

/// An OpenAI chat provider that is never contacted; the tests supply its answers.
config::Settings alphaSettings(std::optional<int> minBytesPerSecond = {})
{
    config::ProviderSettings alpha;
    alpha.id = "alpha";
    alpha.type = "openai-compatible";
    alpha.baseUrl = "http://127.0.0.1:1/v1";
    alpha.timeouts.minBytesPerSecond = minBytesPerSecond;
    config::Settings made;
    made.providers.push_back(alpha);
    return made;
}

/// The reading of one attempt's answer.
struct AnswerUnderTest {
    explicit AnswerUnderTest(const char* body, Format client = Format::OpenAiChat)
    {
        fixture.ask(client, body);
        context.emplace(fixture.context());
        const Target target = fixture.target("m1");
        Runner().run(context->translator.requests.prepare(target));
        const Access* const access = context->translator.access.of(target);
        REQUIRE(access);
        REQUIRE(context->translator.requests.problemOf(target) == nullptr);
        aim.emplace(AttemptAim{target, *access, context->translator.requests.requestFor(target)});
        limits = attemptLimits(target.provider->settings->timeouts, aim->begun, {}, fixture.request, aim->upstream.duties);
        reading.emplace(*context, *aim, limits);
    }
    void take(ScriptedAnswer& answer) { Runner().run(reading->read(answer, false, outcome)); }

    ExchangeFixture fixture{alphaSettings()};
    std::optional<AttemptContext> context;
    std::optional<AttemptAim> aim;
    AttemptLimits limits{};
    std::optional<AnswerReading> reading;
    AttemptOutcome outcome;
};

} // namespace

TEST_CASE("holds a complete chat answer unchanged and reads its usage")
{
    AnswerUnderTest read(kReadChat);
    ScriptedAnswer answer(200, "application/json", {R"({"choices":[{"message":{"content":"He)", R"(llo"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2}})"});
    read.take(answer);
    REQUIRE(read.outcome.isDecided);
    CHECK(read.outcome.result == AttemptResult::Answer);
    CHECK(read.reading->held().view().starts_with(R"({"choices")"));
    CHECK(read.reading->content().usage().output == Tokens{2});
    CHECK(read.reading->content().said() == nullptr);
}

TEST_CASE("keeps the text of an answer without usage for counting")
{
    AnswerUnderTest read(kReadChat);
    ScriptedAnswer answer(200, "application/json", {R"({"choices":[{"message":{"content":"Hello"},"finish_reason":"stop"}]})"});
    read.take(answer);
    CHECK(read.outcome.result == AttemptResult::Answer);
    CHECK(read.reading->content().said() != nullptr);
}

TEST_CASE("classifies complete answers as failure or rejection or empty")
{
    struct Row { const char* name; int status; const char* body; AttemptResult result; bool isReadable; FailureCost cost; };
    const auto row = GENERATE(values<Row>({
        {"empty", 200, R"({"choices":[{"message":{"content":""},"finish_reason":"stop"}]})", AttemptResult::Empty, false, FailureCost::IfBegun},
        {"a page", 200, "<html>", AttemptResult::Failure, false, FailureCost::None},
        {"truncated", 200, R"({"choices":[{"mess)", AttemptResult::Failure, false, FailureCost::IfBegun},
        {"a client error inside a 200", 200, R"({"error":{"message":"Unknown parameter: foo","type":"invalid_request_error"}})", AttemptResult::Refusal, false, FailureCost::None},
        {"a client error", 400, R"({"error":{"message":"Unknown parameter: foo","type":"invalid_request_error"}})", AttemptResult::Refusal, true, FailureCost::None},
        {"a client error in the provider's own form", 400, R"({"detail":"Unknown parameter: foo"})", AttemptResult::Refusal, false, FailureCost::None},
        {"an error in words alone", 400, R"({"error":"Unknown parameter: foo"})", AttemptResult::Refusal, false, FailureCost::None},
        {"an empty error", 400, R"({"error":null})", AttemptResult::Refusal, false, FailureCost::None},
        {"too many requests", 429, R"({"error":{"message":"Slow down"}})", AttemptResult::Failure, false, FailureCost::None},
        {"a redirect", 302, "", AttemptResult::Failure, false, FailureCost::IfBegun},
        {"an invalid HTTP status", 102, "", AttemptResult::Failure, false, FailureCost::IfBegun}}));
    CAPTURE(row.name);
    AnswerUnderTest read(kReadChat);
    ScriptedAnswer answer(row.status, "application/json", {row.body});
    read.take(answer);
    REQUIRE(read.outcome.isDecided);
    CHECK(read.outcome.result == row.result);
    CHECK(read.outcome.isReadable == row.isReadable);
    CHECK(read.outcome.cost == row.cost);
}

TEST_CASE("a stream becomes an answer at its first token and reading stops there")
{
    AnswerUnderTest read(kReadStream);
    ScriptedAnswer answer(200, "text/event-stream", {"data: {\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}\n\n",
        "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\n", "data: {\"choices\":[{\"delta\":{\"content\":\"!\"}}]}\n\n"});
    read.take(answer);
    CHECK(read.outcome.result == AttemptResult::Answer);
    CHECK(answer.left() == 1);
    CHECK_THAT(std::string(read.reading->held().view()), Contains("assistant") && Contains("Hi"));
    REQUIRE(read.reading->content().meter());
    CHECK(read.reading->content().meter()->hasToken());
}

TEST_CASE("a stream fails by the way it ends before its first token")
{
    struct Row { const char* name; const char* bytes; ScriptedAnswer::End end; AttemptResult result; ErrorKind kind; };
    const auto row = GENERATE(values<Row>({
        {"its end", "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}\n\n", ScriptedAnswer::End::Complete, AttemptResult::Failure, ErrorKind::UpstreamProtocolError},
        {"a broken connection", "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}\n\n", ScriptedAnswer::End::Failure, AttemptResult::Failure, ErrorKind::UpstreamProtocolError},
        {"its end without text", "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n", ScriptedAnswer::End::Complete, AttemptResult::Empty, ErrorKind::UpstreamProtocolError},
        {"a server's error", "data: {\"error\":{\"message\":\"Oops\",\"code\":500}}\n\n", ScriptedAnswer::End::None, AttemptResult::Failure, ErrorKind::UpstreamError}}));
    CAPTURE(row.name);
    AnswerUnderTest read(kReadStream);
    ScriptedAnswer answer(200, "text/event-stream", {row.bytes}, row.end);
    read.take(answer);
    REQUIRE(read.outcome.isDecided);
    CHECK(read.outcome.result == row.result);
    CHECK(read.outcome.error.kind == row.kind);
}

TEST_CASE("a provider that sends nothing until the timeout has failed")
{
    struct Row { const char* body; int status; const char* type; const char* waitedFor; };
    const auto row = GENERATE(values<Row>({{kReadStream, 200, "text/event-stream", "timeout: the first token"}, {kReadChat, 200, "application/json", "timeout: the answer"}}));
    AnswerUnderTest read(row.body);
    read.limits.first = read.limits.whole = std::chrono::steady_clock::now();
    ScriptedAnswer answer(row.status, row.type, {}, ScriptedAnswer::End::None);
    read.take(answer);
    REQUIRE(read.outcome.isDecided);
    CHECK(read.outcome.failure == config::FailureClass::Timeout);
    CHECK(gateway::toText(read.outcome.reason) == row.waitedFor);
    CHECK(read.outcome.cost == FailureCost::IfSent);
}

TEST_CASE("judges a rejection without end by its status")
{
    AnswerUnderTest read(kReadChat);
    read.limits.whole = std::chrono::steady_clock::now();
    ScriptedAnswer answer(500, "application/json", {}, ScriptedAnswer::End::None);
    read.take(answer);
    CHECK(read.outcome.failure == config::FailureClass::ServerError);
    CHECK(read.outcome.error.status == 500);
}

TEST_CASE("relays a long answer as it arrives once it exceeds the buffer")
{
    AnswerUnderTest read(kReadChat);
    std::deque<std::string> pieces{R"({"choices":[{"message":{"content":")"};
    for (int i = 0; i < 20; ++i)
        pieces.emplace_back(100 * 1024, 'a');
    ScriptedAnswer answer(200, "application/json", pieces, ScriptedAnswer::End::None);
    read.take(answer);
    CHECK(read.outcome.result == AttemptResult::Answer);
    CHECK(answer.left() > 0);
    CHECK(read.reading->held().size() >= kMostHeldWhole);
    CHECK(read.reading->content().passing().has_value());
    CHECK_FALSE(read.reading->knownLength());
}

TEST_CASE("translates an answer into the client's format")
{
    AnswerUnderTest read(R"({"model":"demo","max_tokens":9,"messages":[{"role":"user","content":"Hi"}]})", Format::Anthropic);
    ScriptedAnswer answer(200, "application/json", {R"({"id":"c1","model":"m1","choices":[{"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2}})"});
    read.take(answer);
    REQUIRE(read.outcome.isDecided);
    CHECK(read.outcome.result == AttemptResult::Answer);
    CHECK(read.reading->shape().isTranslated());
    CHECK_THAT(std::string(read.reading->held().view()), Contains(R"("type":"message")") && Contains(R"("text":"Hello")"));
    CHECK(read.reading->content().usage().input == Tokens{3});
}

TEST_CASE("reports JSON of another API as unexpected JSON")
{
    AnswerUnderTest read(R"({"model":"demo","max_tokens":9,"messages":[{"role":"user","content":"Hi"}]})", Format::Anthropic);
    ScriptedAnswer answer(200, "application/json", {R"({"greeting":"Hello"})"});
    read.take(answer);
    CHECK(read.outcome.result == AttemptResult::Failure);
    CHECK(read.outcome.reason == "unexpected JSON");
}

TEST_CASE("gathers an unrequested stream into one answer")
{
    AnswerUnderTest read(kReadChat);
    ScriptedAnswer answer(200, "text/event-stream", {"data: {\"id\":\"c1\",\"model\":\"m1\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Hel\"}}]}\n\n",
        "data: {\"id\":\"c1\",\"model\":\"m1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"lo\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"});
    read.take(answer);
    REQUIRE(read.outcome.result == AttemptResult::Answer);
    CHECK(read.reading->shape().isGathered);
    CHECK_THAT(std::string(read.reading->held().view()), Contains(R"("content":"Hello")"));
}

TEST_CASE("rejects an unrequested stream that does not give a complete answer")
{
    struct Row { const char* name; const char* more; ScriptedAnswer::End end; const char* detail; };
    const auto row = GENERATE(values<Row>({
        {"it ends in the middle", "", ScriptedAnswer::End::Complete, "unusable stream"},
        {"partial event", "data: {\"choices\":[{\"ind", ScriptedAnswer::End::Complete, "unusable stream"},
        {"its connection breaks", "", ScriptedAnswer::End::Failure, "the connection was closed"},
        {"an error after text", "data: {\"error\":{\"message\":\"Overloaded\",\"type\":\"overloaded_error\"}}\n\n", ScriptedAnswer::End::Complete, "200"}}));
    CAPTURE(row.name);
    AnswerUnderTest read(kReadChat);
    ScriptedAnswer answer(200, "text/event-stream", {"data: {\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hel\"}}]}\n\n", row.more}, row.end);
    read.take(answer);
    REQUIRE(read.outcome.isDecided);
    CHECK(read.outcome.result == AttemptResult::Failure);
    CHECK_THAT(gateway::toText(read.outcome.reason), Catch::StartsWith(row.detail));
}

TEST_CASE("an answer beyond the caller's memory share fails without a cooldown")
{
    AnswerUnderTest read(kReadChat);
    read.fixture.budget.setMost(1024 * 1024);
    read.context->charge = [&read] { return read.fixture.budget.shareOf("ide"); };
    AnswerReading reading(*read.context, *read.aim, read.limits);
    ScriptedAnswer answer(200, "application/json", {"{\"a\":\"" + std::string(700 * 1024, 'a')}, ScriptedAnswer::End::None);
    AttemptOutcome outcome;
    Runner().run(reading.read(answer, false, outcome));
    CHECK(outcome.result == AttemptResult::Failure);
    CHECK(outcome.error.kind == ErrorKind::OverloadedHere);
    CHECK(outcome.verdict.rests == routing::Rests::Nothing);
    CHECK(reading.held().size() == 0);
    CHECK(read.fixture.budget.held() == 0);
}
