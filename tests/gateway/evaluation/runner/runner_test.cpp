#include "runner_fixture.h"

#include "gateway/core/error.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::evaluation;
using namespace gateway::evaluation::tests;

namespace {

constexpr Milliseconds kHalfMinute{30'000};

std::string judgedRows(int count)
{
    std::string rows;
    for (int i = 0; i < count; ++i)
        rows += R"({"id":"j)" + std::to_string(i) + R"(","prompt":"q","assert":[{"type":"judge","rubric":"right?"}]})" + "\n";
    return rows;
}

/// A provider that refuses a model, and the gateway's cooldowns after that, each twice as long as the one before.
class RefusedModel {
public:
    explicit RefusedModel(const World& world)
        : m_world(world)
    {
    }
    std::size_t asked = 0;
    CallResult result()
    {
        const TimePoint now = m_world.clock.now();
        if (now < m_until)
            return FakeCalls::failed(429, "upstream_rate_limited", 0, std::chrono::ceil<Milliseconds>(m_until - now));
        ++asked;
        m_until = now + m_next;
        m_next = std::min(m_next * 2, kLongest);
        return FakeCalls::failed(429, "upstream_rate_limited");
    }

private:
    static constexpr Milliseconds kLongest{300'000};
    const World& m_world;
    TimePoint m_until{};
    Milliseconds m_next{1000};
};

} // namespace

TEST_CASE("a run asks every target every row and records the scores")
{
    World world(plainRows(5));
    world.store.thePlan.samples = 2;
    world.store.thePlan.temperature = 0.5;
    world.calls.onChat = [](const ChatCall& call) { return FakeCalls::answered(call.model == "a/one" ? "ok" : "no"); };
    world.run();
    CHECK(world.runner->state() == RunState::Finished);
    CHECK(world.store.state == RunState::Finished);
    CHECK(world.store.answers.size() == 20);
    for (const auto& [key, answer] : world.store.answers) {
        CHECK(answer.score == (key.target == 0 ? 1.0 : 0.0));
        CHECK(answer.checks.size() == 1);
        CHECK_FALSE(answer.exchange.empty());
    }
    CHECK(world.calls.chats.size() == 20);
    CHECK(world.calls.chats.front().temperature == 0.5);
    CHECK_FALSE(world.calls.chats.front().maxTokens);
    CHECK(world.runner->progressNow().done == 20);
    CHECK(world.runner->progressNow().total == 20);
}

TEST_CASE("no target gets more requests at once than allowed")
{
    World world(plainRows(40));
    world.store.thePlan.concurrency = 3;
    world.begin();
    world.fill(6);
    world.finish();
    CHECK(world.calls.mostActive["a/one"] == 3);
    CHECK(world.calls.mostActive["b/two"] == 3);
}

TEST_CASE("results do not depend on the order of the answers")
{
    const auto scoresWith = [](unsigned seed) {
        World world(plainRows(20) + judgedRows(5));
        world.store.thePlan.judge = "j/judge";
        world.store.thePlan.concurrency = 7;
        std::mt19937 random(seed);
        if (seed > 0)
            world.chooses = [&random](std::size_t count) { return random() % count; };
        world.calls.onChat = [](const ChatCall& call) {
            if (call.model == "j/judge")
                return FakeCalls::answered(R"({"score": 0.25, "reason": "so"})");
            const bool isFailing = lastText(call) == "question 7";
            return isFailing ? FakeCalls::failed(400, "invalid_request") : FakeCalls::answered(call.model + (lastText(call) == "question 3" ? "?" : " ok"));
        };
        world.run();
        return world.store.scores();
    };
    const auto inOrder = scoresWith(0);
    CHECK(inOrder.size() == 50);
    for (unsigned seed = 1; seed <= 10; ++seed)
        CHECK(scoresWith(seed) == inOrder);
}

TEST_CASE("a run that is resumed asks nothing twice")
{
    World world(plainRows(30));
    world.begin();
    world.until([&] { return world.store.answers.size() == 11; });
    world.runner->stop(RunStopReason::Interrupted);
    world.finish();
    CHECK(world.store.state == RunState::Stopped);
    CHECK(world.store.reason == RunStopReason::Interrupted);
    const std::size_t before = world.calls.chats.size();
    CHECK(world.store.answers.size() == before); // what was under way has been recorded
    world.run();
    CHECK(world.store.state == RunState::Finished);
    CHECK(world.store.answers.size() == 60);
    CHECK(world.calls.chats.size() == 60);
}

TEST_CASE("a run that was killed asks again only what had no answer")
{
    World world(plainRows(30));
    world.begin();
    world.until([&] { return world.store.answers.size() == 11; });
    world.fill(8);
    const std::size_t lost = world.calls.pending.size();
    world.run(); // destroys the first runner
    CHECK(world.store.answers.size() == 60);
    CHECK(world.calls.chats.size() == 60 + lost);
}

TEST_CASE("asked twice to stop an evaluation gives up what is under way")
{
    World world(plainRows(30));
    world.begin();
    world.fill(8);
    world.runner->stop(RunStopReason::Interrupted);
    CHECK_FALSE(world.isFinished);
    world.runner->stop(RunStopReason::Interrupted);
    CHECK(world.isFinished);
    CHECK(world.calls.pending.empty());
    CHECK(world.store.state == RunState::Stopped);
}

TEST_CASE("answers that were not judged before a stop are judged later without asking again")
{
    World world(judgedRows(6));
    world.store.thePlan.judge = "j/judge";
    world.store.thePlan.targets = {"a/one"};
    world.calls.onChat = [](const ChatCall& call) { return FakeCalls::answered(call.model == "j/judge" ? R"({"score": 1})" : "ok"); };
    world.chooses = [&](std::size_t count) { return count - 1; };
    world.begin();
    world.fill(4);
    world.until([&] { return !world.store.answers.empty(); });
    world.runner->stop(RunStopReason::Interrupted);
    world.chooses = nullptr;
    world.finish();
    const auto answered = world.store.answers.size();
    CHECK(answered < 6);
    const auto isUnscored = [](const auto& each) { return !each.second.score; };
    CHECK(std::ranges::any_of(world.store.answers, isUnscored));
    world.run();
    CHECK(world.store.answers.size() == 6);
    CHECK(std::ranges::none_of(world.store.answers, isUnscored));
    CHECK(std::ranges::count(world.calls.chats, std::string("a/one"), &ChatCall::model) == 6);
    CHECK(std::ranges::count(world.calls.chats, std::string("j/judge"), &ChatCall::model) == 6);
}

TEST_CASE("a paused run sends nothing until it goes on")
{
    World world(plainRows(30));
    world.begin();
    world.until([&] { return world.store.answers.size() == 5; });
    world.runner->pause();
    CHECK(world.store.state == RunState::Paused);
    CHECK(world.runner->progressNow().isPaused);
    world.until([&] { return world.calls.pending.empty(); });
    const std::size_t sent = world.calls.chats.size();
    for (int i = 0; i < 100; ++i)
        world.step();
    CHECK(world.calls.chats.size() == sent);
    world.runner->resume();
    CHECK(world.store.state == RunState::Running);
    world.finish();
    CHECK(world.store.answers.size() == 60);
    CHECK(world.store.state == RunState::Finished);
}

TEST_CASE("failures are asked again where the request was not to blame")
{
    struct Case {
        const char* name;
        CallResult result;
        std::size_t requests;
    };
    const auto row = GENERATE(values<Case>({
        {"a bad request", FakeCalls::failed(400, "invalid_request"), 1},
        {"an error of the provider", FakeCalls::failed(502, "upstream_error"), 3},
        {"a rate limit of the provider", FakeCalls::failed(429, "upstream_rate_limited", 1, kHalfMinute), 3},
        {"an interrupted stream", FakeCalls::failed(200, "stream_interrupted"), 3},
        {"a model that cannot take the row", FakeCalls::failed(503, "no_usable_target", 0), 3},
    }));
    CAPTURE(row.name);
    World world(plainRows(1));
    world.store.thePlan.targets = {"a/one"};
    world.calls.onChat = [&](const ChatCall&) { return row.result; };
    const TimePoint start = world.clock.now();
    world.run();
    CHECK(world.store.state == RunState::Finished);
    CHECK(world.calls.chats.size() == row.requests);
    REQUIRE(world.store.answers.size() == 1);
    CHECK(world.store.answers.begin()->second.errorCode == row.result.errorCode);
    CHECK_FALSE(world.store.answers.begin()->second.score);
    CHECK(world.runner->progressNow().failed == 1);
    if (row.result.retryAfter)
        CHECK(world.clock.now() - start >= 2 * kHalfMinute);
}

TEST_CASE("the second try counts if it succeeds")
{
    World world(plainRows(1));
    world.store.thePlan.targets = {"a/one"};
    world.calls.onChat = [&](const ChatCall&) { return world.calls.chats.size() == 1 ? FakeCalls::failed(502, "upstream_error") : FakeCalls::answered("ok"); };
    world.run();
    CHECK(world.store.answers.begin()->second.score == 1.0);
    CHECK(world.calls.chats.size() == 2);
}

TEST_CASE("cooldowns of the gateway are waited for and never count as failures")
{
    const auto code = GENERATE(values<std::string>({"no_usable_target", "upstream_rate_limited", "rate_limited", "gateway_paused", "overloaded_here"}));
    CAPTURE(code);
    World world(plainRows(4));
    world.store.thePlan.targets = {"a/one"};
    world.store.thePlan.concurrency = 1;
    constexpr std::size_t kCooldowns = 9;
    world.calls.onChat = [&](const ChatCall&) { return world.calls.chats.size() <= kCooldowns ? FakeCalls::failed(503, code, 0, kHalfMinute) : FakeCalls::answered("ok"); };
    const TimePoint start = world.clock.now();
    world.run();
    CHECK(world.store.state == RunState::Finished);
    CHECK(world.runner->progressNow().failed == 0);
    CHECK(world.calls.chats.size() == kCooldowns + 4); // the others of the target wait too
    CHECK(world.clock.now() - start >= kCooldowns * kHalfMinute);
}

TEST_CASE("a model that nobody can ask is given up while the others go on")
{
    struct Case {
        const char* name;
        CallResult result;
    };
    const auto row = GENERATE(values<Case>({
        {"rejected key", FakeCalls::failed(503, "no_usable_key")},
        {"rejected key in cooldown", FakeCalls::failed(503, "no_usable_key", 0, kHalfMinute)},
        {"account without balance", FakeCalls::failed(503, "no_usable_target", 1)},
        {"gateway's budget", FakeCalls::failed(402, "budget_exceeded", 0)},
        {"no gateway", FakeCalls::failed(0, kGatewayUnreachable, 0)},
    }));
    CAPTURE(row.name);
    World world(plainRows(10));
    world.calls.onChat = [&](const ChatCall& call) { return call.model == "a/one" ? row.result : FakeCalls::answered("ok"); };
    world.run();
    CHECK(world.store.state == RunState::Stopped);
    CHECK(world.store.reason == RunStopReason::Interrupted);
    REQUIRE(world.runner->problems().size() == 1);
    CHECK_THAT(world.runner->problems().front().text(), Catch::Contains("a/one"));
    CHECK(world.store.answers.size() == 10); // of the other model
    CHECK(world.runner->progressNow().failed == 0);
    world.calls.onChat = [](const ChatCall&) { return FakeCalls::answered("ok"); };
    world.run();
    CHECK(world.store.state == RunState::Finished);
    CHECK(world.store.answers.size() == 20);
}

TEST_CASE("why a model is given up ends in one period")
{
    World world(plainRows(1));
    const bool isSentence = GENERATE(true, false);
    world.calls.onChat = [&](const ChatCall&) {
        CallResult result = FakeCalls::failed(503, "no_usable_key");
        result.error = isSentence ? Sentence("No key of %1 works.", {std::string("a")}) : asIs("No key of a works.");
        return result;
    };
    world.run();
    REQUIRE_FALSE(world.runner->problems().empty());
    const Error& problem = world.runner->problems().front();
    CHECK(problem.text() == "Model \"a/one\" cannot be evaluated at the moment: No key of a works. Resume the run when this is fixed.");
    REQUIRE(problem.message.values.size() == 2);
    CHECK(problem.message.values[1].pattern.empty() == !isSentence);
}

TEST_CASE("a judge that does not answer as asked is asked once more")
{
    World world(judgedRows(1));
    world.store.thePlan.judge = "j/judge";
    world.store.thePlan.targets = {"a/one"};
    const bool isHopeless = GENERATE(false, true);
    world.calls.onChat = [&](const ChatCall& call) {
        if (call.model != "j/judge")
            return FakeCalls::answered("the answer");
        const bool isAgain = call.messages.size() > 2;
        return FakeCalls::answered(isAgain && !isHopeless ? R"({"score": 0.5, "reason": "half"})" : "8 of 10 points");
    };
    world.run();
    CHECK(world.store.state == RunState::Finished);
    CHECK(world.calls.chats.size() == 3);
    CHECK(world.store.sideCalls.size() == 2);
    const RunAnswer& answer = world.store.answers.begin()->second;
    CHECK(answer.isAnswered());
    CHECK(answer.score == (isHopeless ? std::nullopt : std::optional(0.5)));
    CHECK(answer.checks.size() == 1);
    if (isHopeless) { // asking again later would not help
        world.run();
        CHECK(world.calls.chats.size() == 3);
    }
}

TEST_CASE("pairs are judged in both orders")
{
    World world(plainRows(3));
    world.store.thePlan.judge = "j/judge";
    world.store.thePlan.isPairs = true;
    world.store.thePlan.targets = {"a/one", "b/two", "c/three"};
    const bool isFair = GENERATE(true, false);
    world.calls.onChat = [&](const ChatCall& call) {
        if (call.model != "j/judge")
            return FakeCalls::answered(call.model);
        const auto data = parseJson(lastText(call));
        const bool isFirst = json::textOf(*data, "answer_a") < json::textOf(*data, "answer_b");
        return FakeCalls::answered(isFair && !isFirst ? R"({"winner": "B"})" : R"({"winner": "A"})");
    };
    world.run();
    REQUIRE(world.store.pairs.size() == 9);
    CHECK(world.store.sideCalls.size() == 18);
    for (const PairVerdict& pair : world.store.pairs) {
        CHECK(pair.a < pair.b);
        CHECK(pair.isAgreed == isFair);
        CHECK(pair.winner == (isFair ? PairVerdict::Winner::A : PairVerdict::Winner::Tie));
    }
    const std::size_t asked = world.calls.chats.size();
    world.run();
    CHECK(world.calls.chats.size() == asked);
}

TEST_CASE("similarity compares embeddings and asks for that of a reference once")
{
    std::string rows;
    for (int i = 0; i < 3; ++i)
        rows += R"({"id":"r)" + std::to_string(i) + R"(","prompt":"q","assert":[{"type":"similarity","value":"reference","embedding":"e/model"}]})" + "\n";
    World world(rows);
    world.calls.onChat = [](const ChatCall& call) { return FakeCalls::answered(call.model); };
    world.calls.onEmbedding = [](const EmbeddingCall& call) {
        CallResult result = FakeCalls::answered({});
        result.vector = call.text == "reference" ? std::vector<float>{1, 0} : call.text == "a/one" ? std::vector<float>{2, 0} : std::vector<float>{0, 3};
        return result;
    };
    world.run();
    REQUIRE(world.store.answers.size() == 6);
    for (const auto& [key, answer] : world.store.answers)
        CHECK(answer.score == (key.target == 0 ? 1.0 : 0.0));
    CHECK(world.calls.embeddings.size() == 7);
    CHECK(world.store.sideCalls.size() == 7);
    CHECK(cosine({1, 0}, {1, 0, 0}) == std::nullopt);
    CHECK(cosine({0, 0}, {1, 0}) == std::nullopt);
    CHECK(cosine({1, 1}, {-1, -1}) == Approx(-1));
}

TEST_CASE("an assertion about the cost waits for the ledger")
{
    World world(R"({"prompt":"q","assert":[{"type":"cost","value":0.01}]})");
    world.store.thePlan.targets = {"a/one"};
    world.costs.lateness = 2;
    const bool isCheap = GENERATE(true, false);
    world.costs.costs["exchange-1"] = {Currency::Cny, isCheap ? kPicoOfUnit / 100 : kPicoOfUnit};
    world.run();
    const RunAnswer& answer = world.store.answers.begin()->second;
    CHECK(answer.score == (isCheap ? 1.0 : 0.0));
    CHECK(answer.cost == world.costs.costs["exchange-1"]);
    CHECK(world.store.costs["exchange-1"] == answer.cost);
}

TEST_CASE("a ledger that knows nothing does not keep a run from ending")
{
    World world(plainRows(2));
    world.costs.hasLedger = false;
    world.run();
    CHECK(world.store.state == RunState::Finished);
    CHECK(world.store.costs.empty());
    world.costs.hasLedger = true; // later it does
    world.run();
    CHECK(world.store.costs.size() == 4);
}

TEST_CASE("progress comes at most four times a second")
{
    World world(plainRows(50));
    int shown = 0;
    world.begin();
    QObject::connect(world.runner.get(), &Runner::progress, world.runner.get(), [&shown] { ++shown; });
    const TimePoint start = world.clock.now();
    world.calls.onChat = [&](const ChatCall&) {
        world.clock.advance(Milliseconds{20});
        return FakeCalls::answered("ok");
    };
    world.finish();
    const auto passed = std::chrono::duration_cast<Milliseconds>(world.clock.now() - start);
    CHECK(shown > 0);
    CHECK(shown <= passed / Runner::kProgressEvery + 1);
    CHECK(world.runner->progressNow().left == Milliseconds{0});
}

TEST_CASE("a dataset that changes during a run stops it")
{
    World world(plainRows(2));
    world.write(plainRows(3));
    world.run();
    CHECK(world.store.state == RunState::Stopped);
    REQUIRE(world.runner->problems().size() == 1);
    CHECK_THAT(world.runner->problems().front().text(), Catch::Contains("changed"));
}

TEST_CASE("a long dataset is not read ahead as a whole")
{
    World world(plainRows(2000));
    world.begin();
    world.calls.onChat = [](const ChatCall&) { return FakeCalls::answered("ok"); };
    world.fill(8);
    world.finish();
    CHECK(world.store.answers.size() == 4000);
}

TEST_CASE("a run in a file goes on in the next program")
{
    World world(plainRows(10) + judgedRows(2));
    const QTemporaryDir folder;
    RunPlan plan = world.store.thePlan;
    plan.id = "01RUN";
    plan.judge = "j/judge";
    world.costs.costs["exchange-1"] = {Currency::Usd, kPicoOfUnit};
    world.calls.onChat = [](const ChatCall& call) { return FakeCalls::answered(call.model == "j/judge" ? R"({"score": 1})" : "ok"); };
    const auto sent = [&world] {
        return static_cast<std::size_t>(std::ranges::count_if(world.calls.chats, [](const ChatCall& call) { return call.model != "j/judge"; }));
    };
    std::size_t lost = 0;
    {
        auto created = RunFile::create(folder.path(), plan);
        REQUIRE(created);
        world.file = std::make_unique<RunFileStore>(*created);
        world.begin();
        world.until([&] { return created->answerCount() == 7; });
        lost = sent() - 7;
        world.runner.reset(); // as if it was killed
        world.calls.cancelAll();
    }
    auto opened = RunFile::open(RunFile::fileIn(folder.path(), plan.id), RunFile::Access::Write);
    REQUIRE(opened);
    CHECK(opened->answerCount() == 7);
    world.file = std::make_unique<RunFileStore>(*opened);
    world.run();
    CHECK(opened->state() == RunState::Finished);
    CHECK(opened->answerCount() == 24);
    CHECK(sent() == 24 + lost);
    const auto spent = opened->spent();
    REQUIRE(spent);
    REQUIRE(spent->targets.size() == 1);
    CHECK(spent->targets.front().pico == kPicoOfUnit);
    CHECK(opened->uncosted(100)->empty());
    std::size_t scored = 0;
    REQUIRE(opened->eachAnswer(
        [&scored](const RunAnswer& answer) {
            scored += answer.score == 1.0 ? 1U : 0U;
            return true;
        },
        false));
    CHECK(scored == 24);
    world.runner.reset();
}

TEST_CASE("the judge reads the rubric of the run where a row has none")
{
    World world(judgedRows(1) + R"({"id":"1","prompt":"q","assert":[{"type":"judge"}],"reference":"ok"})" "\n");
    world.store.thePlan.judge = "j/judge";
    world.store.thePlan.rubric = "Is it polite?";
    world.store.thePlan.isPairs = true;
    std::map<std::string, int> rubrics;
    world.calls.onChat = [&](const ChatCall& call) {
        if (call.model != "j/judge")
            return FakeCalls::answered("ok");
        const auto data = parseJson(lastText(call));
        ++rubrics[json::textOf(*data, "rubric")];
        return FakeCalls::answered(data->contains("answer_a") ? R"({"winner": "tie"})" : R"({"score": 1})");
    };
    world.run();
    CHECK(world.store.state == RunState::Finished);
    CHECK(rubrics == std::map<std::string, int>{{"right?", 4}, {"Is it polite?", 4}}); // two answers, and a pair in both orders
}

TEST_CASE("rows of a target that stays down fail in the end without being asked")
{
    constexpr int kRows = World::kRowsAtOnce; // they are read before any time passes
    World world(plainRows(kRows));
    RefusedModel refused(world);
    world.calls.onChat = [&](const ChatCall& call) { return call.model == "a/one" ? refused.result() : FakeCalls::answered("ok"); };
    const TimePoint start = world.clock.now();
    world.run();
    CHECK(world.store.state == RunState::Finished);
    CHECK(world.runner->problems().empty());
    REQUIRE(world.runner->warnings().size() == 1);
    CHECK_THAT(world.runner->warnings().front().text(), Catch::Contains("a/one") && Catch::Contains("failures in a row"));
    CHECK(refused.asked >= CallScheduler::kMostFailuresInRow);
    CHECK(refused.asked <= CallScheduler::kMostFailuresInRow + 4);
    CHECK(world.clock.now() - start >= CallScheduler::kDownAfter);
    CHECK(world.clock.now() - start < 8 * CallScheduler::kDownAfter);
    int unasked = 0;
    REQUIRE(world.store.answers.size() == 2 * kRows);
    for (const auto& [key, answer] : world.store.answers) {
        CHECK(answer.isAnswered() == (key.target == 1));
        CHECK(answer.errorCode == (key.target == 1 ? "" : "upstream_rate_limited"));
        const bool isUnasked = toText(answer.error).starts_with("given up after 8 failures in a row; the last one: ");
        CHECK((!isUnasked || answer.error.pattern == "given up after %1 failures in a row; the last one: %2"));
        unasked += isUnasked ? 1 : 0;
    }
    CHECK(unasked > kRows - 10);
    const auto progress = world.runner->progressNow();
    CHECK(progress.failed == kRows);
    CHECK(progress.done == 2 * kRows);
}

TEST_CASE("a target that never answers is down after eight time limits")
{
    constexpr int kRows = 50;
    World world(plainRows(kRows));
    world.store.thePlan.targets = {"a/one"};
    world.store.thePlan.concurrency = 1;
    world.calls.onChat = [&](const ChatCall&) {
        world.clock.advance(Milliseconds{60'000});
        return FakeCalls::failed(200, "upstream_timeout", 0); // the stream began before the attempt ended
    };
    world.run();
    CHECK(world.store.state == RunState::Finished);
    CHECK(world.runner->progressNow().failed == kRows);
    CHECK(world.calls.chats.size() == CallScheduler::kMostFailuresInRow);
    CHECK(world.store.answers.at({kRows - 1, 0, 0}).errorCode == "upstream_timeout");
}

TEST_CASE("an outage shorter than two minutes fails no row that was not asked three times")
{
    World world(plainRows(40));
    world.store.thePlan.targets = {"a/one"};
    const TimePoint end = world.clock.now() + CallScheduler::kDownAfter - Milliseconds{10'000};
    constexpr Milliseconds kCooldown{5000};
    TimePoint next{};
    world.calls.onChat = [&](const ChatCall&) {
        const TimePoint now = world.clock.now();
        if (now >= end)
            return FakeCalls::answered("ok");
        if (now < next)
            return FakeCalls::failed(503, "no_usable_target", 0, std::chrono::ceil<Milliseconds>(next - now));
        next = now + kCooldown;
        return FakeCalls::failed(502, "upstream_error");
    };
    world.run();
    CHECK(world.store.state == RunState::Finished);
    CHECK(world.runner->warnings().empty());
    CHECK(world.clock.now() >= end);
    for (const auto& [key, answer] : world.store.answers)
        CHECK(toText(answer.error).find("given up") == std::string::npos);
    CHECK(world.runner->progressNow().failed < 20);
}

TEST_CASE("a target that refuses some rows is asked for all others")
{
    World world(plainRows(200));
    world.store.thePlan.targets = {"a/one"};
    // Two of three rows fail, slowly.
    world.calls.onChat = [&](const ChatCall& call) {
        world.clock.advance(Milliseconds{2000});
        const std::string text = lastText(call);
        return std::stoi(text.substr(text.find(' '))) % 3 == 0 ? FakeCalls::answered("ok") : FakeCalls::failed(502, "upstream_error");
    };
    world.run();
    CHECK(world.runner->warnings().empty());
    CHECK(world.runner->progressNow().failed == 133);
    CHECK(world.calls.chats.size() == 67 + 3 * 133);
}

TEST_CASE("the time left includes what is waited for")
{
    World world(plainRows(40));
    world.store.thePlan.targets = {"a/one"};
    world.store.thePlan.concurrency = 1;
    world.calls.onChat = [&](const ChatCall&) {
        world.clock.advance(Milliseconds{500});
        return world.calls.chats.size() % 2 == 1 ? FakeCalls::failed(503, "no_usable_target", 0, Milliseconds{1500}) : FakeCalls::answered("ok");
    };
    world.begin();
    CHECK_FALSE(world.runner->progressNow().left);
    world.until([&] { return world.runner->progressNow().done == 20; });
    const auto left = world.runner->progressNow().left;
    REQUIRE(left);
    CHECK(*left >= Milliseconds{45'000}); // each row takes about 2.5 s
    CHECK(*left <= Milliseconds{60'000});
    world.runner->pause();
    world.clock.advance(Milliseconds{3'600'000});
    CHECK(world.runner->progressNow().left == left);
    world.runner->resume();
    CHECK(world.runner->progressNow().left == left);
    world.finish();
    CHECK(world.runner->progressNow().left == Milliseconds{0});
}
