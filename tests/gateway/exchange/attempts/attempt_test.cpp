#include "exchange_fixture.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::exchange;

namespace {

/// One attempt at the demo provider, which needs no connection.
struct DemoAttempt {
    DemoAttempt(const std::string& model, const char* body)
    {
        fixture.ask(protocol::Format::OpenAiChat, body);
        context.emplace(fixture.context());
        attempt.emplace(*context, fixture.target(model), news);
    }
    void run()
    {
        attempt->start();
        REQUIRE(QTest::qWaitFor([this] { return attempt->isOver(); }, 60000));
    }

    ExchangeFixture fixture;
    std::optional<AttemptContext> context;
    WaitPoint news;
    std::optional<Attempt> attempt;
};

constexpr const char* kDemoChat = R"({"model":"demo","messages":[{"role":"user","content":"Hi"}]})";
constexpr const char* kDemoStream = R"({"model":"demo","stream":true,"messages":[{"role":"user","content":"Hi"}]})";

} // namespace

TEST_CASE("an attempt ends with an answer and a complete record")
{
    const bool isStream = GENERATE(false, true);
    DemoAttempt demo("demo", isStream ? kDemoStream : kDemoChat);
    demo.run();
    CHECK(demo.attempt->outcome().result == AttemptResult::Answer);
    CHECK(demo.attempt->reading().shape().isStream == isStream);
    CHECK(demo.attempt->reading().held().size() > 0);
    const usage::AttemptRecord& record = demo.fixture.record->attempts.front();
    CHECK(record.status == 200);
    CHECK(record.firstToken >= Milliseconds(0));
    demo.fixture.deferred.run();
    CHECK(record.provider == "demo");
    CHECK(record.model == "demo");
}

TEST_CASE("a failed attempt updates health at its end and bills nothing that was not sent")
{
    struct Row { const char* model; config::FailureClass failure; int status; };
    const auto row = GENERATE(values<Row>({{"demo-rate-limited", config::FailureClass::RateLimited, 429}, {"demo-down", config::FailureClass::Unreachable, 0}}));
    CAPTURE(row.model);
    DemoAttempt demo(row.model, kDemoChat);
    demo.run();
    CHECK(demo.attempt->outcome().result == AttemptResult::Failure);
    CHECK(demo.attempt->outcome().failure == row.failure);
    const usage::AttemptRecord& record = demo.fixture.record->attempts.front();
    CHECK(record.status == row.status);
    CHECK(record.failure == row.failure);
    CHECK_FALSE(record.reason.isEmpty());
    demo.attempt->end();
    CHECK(demo.fixture.bill.charges(demo.fixture.record->attempts, *demo.fixture.snapshot->prices, demo.fixture.clock.wallNow()).size() <= 1);
}

TEST_CASE("an abandoned attempt stays in the record")
{
    DemoAttempt demo("demo", kDemoStream);
    demo.attempt->start();
    CHECK_FALSE(demo.attempt->isOver());
    demo.attempt->end();
    demo.attempt.reset();
    const usage::AttemptRecord& record = demo.fixture.record->attempts.front();
    CHECK(record.provider == "demo");
    CHECK(record.status == 0);
    CHECK_FALSE(record.failure);
}

TEST_CASE("records an interrupted answer as a failure")
{
    DemoAttempt demo("demo", kDemoStream);
    demo.run();
    demo.attempt->tell();
    demo.attempt->brokeOff({{}, config::FailureClass::Timeout, "timeout: the rest of the answer"});
    const usage::AttemptRecord& record = demo.fixture.record->attempts.front();
    CHECK(record.failure == config::FailureClass::Timeout);
    CHECK(record.reason == "timeout: the rest of the answer");
}
