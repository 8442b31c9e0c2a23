#include "runner_fixture.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::evaluation;
using namespace gateway::evaluation::tests;

namespace {

constexpr double kInputPrice = 2000; // for a million tokens
constexpr double kOutputPrice = 10000;
constexpr int kMostSteps = 3'000'000; // of which most wait for the rows
constexpr std::int64_t kPicoOfToken = kPicoOfUnit / 1'000'000;

/// Bills what models really take, and adds it up when they begin.
class Bill {
public:
    Bill(World& world, unsigned seed)
        : m_world(world)
        , m_random(seed)
    {
        m_world.calls.onChat = [this](const ChatCall& call) { return answer(call); };
        m_world.chooses = [this](std::size_t count) { return m_random() % count; };
    }
    std::int64_t total() const { return m_total; }
    std::mt19937& random() { return m_random; }

private:
    CallResult answer(const ChatCall& call)
    {
        const auto dice = m_random() % 20;
        if (dice == 0)
            return FakeCalls::failed(502, "upstream_error");
        if (dice == 1)
            return FakeCalls::failed(503, "no_usable_target", 0, Milliseconds{5000});
        const bool isJudge = call.model == "j/judge";
        CallResult result = FakeCalls::answered(isJudge ? (dice == 2 ? "no" : R"({"score": 1})") : "ok");
        std::int64_t output = 1 + static_cast<std::int64_t>(m_random() % 1500);
        if (call.maxTokens && output > call.maxTokens->count) {
            output = call.maxTokens->count;
            result.isCutOff = true;
        }
        const std::int64_t input = m_counter.chat(call.model, call.messages).counted.count;
        const auto cost = static_cast<std::int64_t>(static_cast<double>(input * kPicoOfToken) * kInputPrice + static_cast<double>(output * kPicoOfToken) * kOutputPrice);
        m_total += cost;
        result.outputTokens = Tokens{output};
        result.exchange = "billed-" + std::to_string(++m_count);
        m_world.costs.costs[result.exchange] = {Currency::Usd, cost};
        return result;
    }

    World& m_world;
    std::mt19937 m_random;
    InputCounter m_counter{std::vector<std::string>()};
    std::int64_t m_total = 0;
    int m_count = 0;
};

} // namespace

TEST_CASE("no schedule of answers passes the limit for the costs")
{
    unsigned stopped = 0;
    constexpr unsigned kSeeds = 60;
    for (unsigned seed = 1; seed <= kSeeds; ++seed) {
        CAPTURE(seed);
        std::string rows = plainRows(12);
        for (int i = 0; i < 6; ++i)
            rows += R"({"id":"j)" + std::to_string(i) + R"(","prompt":"judged","assert":[{"type":"judge","rubric":"good?"},{"type":"max_tokens","value":50}]})" + "\n";
        World world(rows);
        Bill bill(world, seed);
        world.store.thePlan.judge = "j/judge";
        world.store.thePlan.concurrency = 1 + static_cast<int>(seed % 5);
        for (const char* const model : {"a/one", "b/two", "j/judge"}) {
            world.price(model, kInputPrice, kOutputPrice);
            world.estimates[model].medianOutput = Tokens{100 + static_cast<std::int64_t>(seed) * 5};
        }
        const std::int64_t limit = kPicoOfUnit * (20 + static_cast<std::int64_t>(bill.random()() % 300));
        world.store.thePlan.maxCost = Money{Currency::Usd, limit};
        world.costs.lateness = static_cast<int>(seed % 3);
        world.begin();
        int steps = 0;
        while (!world.isFinished) {
            REQUIRE(++steps < kMostSteps);
            world.step();
            REQUIRE(bill.total() <= limit);
            const RunProgress progress = world.runner->progressNow();
            REQUIRE(progress.spent.pico + progress.reserved.pico <= limit);
        }
        CHECK(world.runner->progressNow().spent.pico == bill.total());
        CHECK(world.runner->progressNow().reserved.pico == 0);
        if (world.store.state == RunState::Finished)
            continue;
        ++stopped;
        CHECK(world.store.reason == RunStopReason::Cost);
        // With more money it goes on, and the first session counts.
        const std::int64_t more = 2 * limit;
        world.store.thePlan.maxCost = Money{Currency::Usd, more};
        for (const auto& [exchange, cost] : world.costs.costs)
            world.store.costs.try_emplace(exchange, cost); // the ledger also has answers that were cut off
        world.begin();
        while (!world.isFinished) {
            REQUIRE(++steps < kMostSteps);
            world.step();
            REQUIRE(bill.total() <= more);
        }
    }
    CHECK(stopped > kSeeds / 4);
}

TEST_CASE("a row's own limit of tokens is what it may cost")
{
    World world(R"({"prompt":"q","assert":[{"type":"max_tokens","value":20}]})");
    world.store.thePlan.targets = {"a/one"};
    world.price("a/one", 1, 1);
    world.store.thePlan.maxCost = Money{Currency::Usd, kPicoOfUnit};
    world.calls.onChat = [](const ChatCall& call) {
        CallResult result = FakeCalls::answered("words");
        result.outputTokens = call.maxTokens;
        result.isCutOff = true;
        return result;
    };
    world.run();
    CHECK(world.calls.chats.front().maxTokens == Tokens{21});
    CHECK(world.store.answers.begin()->second.score == 0.0); // it was too long, and is no failure
}

TEST_CASE("an answer that our limit of its length cut off is asked for again with more room")
{
    World world(plainRows(1));
    world.store.thePlan.targets = {"a/one"};
    world.price("a/one", 1, 1);
    world.estimates["a/one"].medianOutput = Tokens{5000};
    world.store.thePlan.maxCost = Money{Currency::Usd, kPicoOfUnit};
    struct Row {
        std::int64_t length; ///< of the whole answer, in tokens
        std::size_t calls;
        const char* errorCode;
    };
    const auto row = GENERATE(values<Row>({{9'000, 1, ""}, {30'000, 2, ""}, {600'000, 4, ""}, {10'000'000, 4, kCutAtCostLimit}}));
    CAPTURE(row.length);
    world.calls.onChat = [&row](const ChatCall& call) {
        CallResult result = FakeCalls::answered("ok, and");
        result.isCutOff = call.maxTokens->count < row.length;
        result.outputTokens = Tokens{std::min(call.maxTokens->count, row.length)};
        return result;
    };
    world.run();
    CHECK(world.calls.chats.size() == row.calls);
    CHECK(world.store.answers.begin()->second.errorCode == row.errorCode);
    CHECK(world.store.state == RunState::Finished);
}

TEST_CASE("an answer that a model itself cuts off is an answer")
{
    World world(plainRows(1));
    world.store.thePlan.targets = {"a/one"};
    world.price("a/one", 1, 1);
    world.store.thePlan.maxCost = Money{Currency::Usd, kPicoOfUnit};
    world.calls.onChat = [](const ChatCall& call) {
        CallResult result = FakeCalls::answered("ok, and");
        result.outputTokens = Tokens{call.maxTokens->count / 2};
        result.isCutOff = true;
        return result;
    };
    world.run();
    CHECK(world.calls.chats.size() == 1);
    CHECK(world.store.answers.begin()->second.errorCode.empty());
}

TEST_CASE("a usual answer that was short so far does not cut off longer ones while there is money")
{
    World world(plainRows(30));
    world.store.thePlan.targets = {"a/one"};
    world.price("a/one", 1, 10);
    world.estimates["a/one"].medianOutput = Tokens{1};
    world.store.thePlan.maxCost = Money{Currency::Usd, kPicoOfUnit / 20}; // 5,000 tokens of output
    world.calls.onChat = [](const ChatCall& call) {
        CallResult result = FakeCalls::answered("ok");
        constexpr std::int64_t kLength = 120;
        result.inputTokens = Tokens{10};
        result.isCutOff = call.maxTokens->count < kLength;
        result.outputTokens = Tokens{std::min(call.maxTokens->count, kLength)};
        return result;
    };
    world.run();
    CHECK(world.store.state == RunState::Finished);
    CHECK(world.calls.chats.size() == 30);
    for (const auto& [key, answer] : world.store.answers)
        CHECK(answer.errorCode.empty());
}

TEST_CASE("a row whose answer needs more money than is left stays open")
{
    World world(plainRows(1));
    world.store.thePlan.targets = {"a/one"};
    world.price("a/one", 1, 10);
    world.estimates["a/one"].medianOutput = Tokens{10};
    world.store.thePlan.maxCost = Money{Currency::Usd, kPicoOfUnit / 500}; // 200 tokens of output
    world.calls.onChat = [](const ChatCall& call) {
        CallResult result = FakeCalls::answered("ok, and");
        result.isCutOff = true;
        result.outputTokens = call.maxTokens;
        return result;
    };
    world.run();
    CHECK(world.calls.chats.size() == 1);
    CHECK(world.store.answers.empty());
    CHECK(world.store.state == RunState::Stopped);
    CHECK(world.store.reason == RunStopReason::Cost);
}

TEST_CASE("what answers report counts before the ledger has their cost")
{
    World world(plainRows(20));
    world.store.thePlan.targets = {"a/one"};
    world.store.thePlan.concurrency = 1;
    world.price("a/one", 1, 10);
    world.store.thePlan.maxCost = Money{Currency::Usd, kPicoOfUnit / 10}; // 10,000 tokens of output
    world.costs.lateness = 1000;
    world.calls.onChat = [](const ChatCall&) {
        CallResult result = FakeCalls::answered("ok"); // of a model that does not mind its limit
        result.outputTokens = Tokens{6000};
        return result;
    };
    world.run();
    CHECK(world.calls.chats.size() == 2); // the first one left enough for a usual answer
    CHECK(world.store.reason == RunStopReason::Cost);
}

TEST_CASE("a limit below the first request sends nothing")
{
    World world(plainRows(3));
    world.price("a/one", 1, 1);
    world.price("b/two", 1, 1);
    world.store.thePlan.maxCost = Money{Currency::Usd, 1};
    world.run();
    CHECK(world.calls.chats.empty());
    CHECK(world.store.state == RunState::Stopped);
    CHECK(world.store.reason == RunStopReason::Cost);
    CHECK(world.runner->problems().empty());
}
