#include "gateway/usage/live_board.h"

#include "catch.h"
#include "manual_clock.h"
#include "outlast.h"

#include <QCoreApplication>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace gateway;
using namespace gateway::usage;

namespace {

constexpr int kBoardPatience_ms = 20000;

struct Watch {
    ManualClock clock;
    std::vector<LiveSnapshot> snapshots;
    std::vector<RecordBatch> batches;
    LiveBoard board{clock, [this](std::optional<LiveSnapshot> live, RecordBatch records) {
                        if (live)
                            snapshots.push_back(std::move(*live));
                        if (!records.empty())
                            batches.push_back(std::move(records));
                    }};

    bool waitForSnapshot()
    {
        const std::size_t before = snapshots.size();
        return QTest::qWaitFor([&] { return snapshots.size() > before; }, kBoardPatience_ms);
    }
};

LiveBoard::Begin beginning(std::string_view id)
{
    LiveBoard::Begin begin;
    begin.id = id;
    begin.consumer = "ide";
    begin.clientName = "OpenAI/JS";
    begin.askedModel = "deepseek-chat";
    begin.route = "deepseek";
    return begin;
}

LiveBoard::Attempt attemptAt(int number, std::string_view provider)
{
    LiveBoard::Attempt attempt;
    attempt.number = number;
    attempt.provider = provider;
    attempt.model = "a-model";
    if (number > 1) {
        attempt.failedProvider = "deepseek";
        attempt.lastFailure = gateway::asIs("429");
        attempt.isFallback = true;
    }
    return attempt;
}

std::shared_ptr<const ExchangeRecord> ended(const std::string& id, std::int64_t input, std::int64_t output,
    std::int64_t reasoning, Outcome outcome = Outcome::Answered)
{
    auto record = std::make_shared<ExchangeRecord>();
    record->id = id;
    record->outcome = outcome;
    record->tokens = {protocol::UsageOrigin::Reported, Tokens{input}, {}, {}, Tokens{output}, Tokens{reasoning}};
    return record;
}

} // namespace

TEST_CASE("shows a caller's name as soon as it becomes known")
{
    Watch watch;
    const auto name = std::make_shared<ProcessName>();
    LiveBoard::Begin what = beginning("a");
    what.process = name;
    LiveBoard::Entry* entry = watch.board.begin(what);
    REQUIRE(watch.waitForSnapshot());
    CHECK(watch.snapshots.back().inFlight.front().process.empty());
    name->tell("curl (work)");
    watch.board.progress(*entry, 1, 0);
    REQUIRE(watch.waitForSnapshot());
    CHECK(watch.snapshots.back().inFlight.front().process == "curl (work)");
    watch.board.settle(*entry, ended("a", 1, 1, 0));
    watch.board.begin(beginning("b")); // reuses the entry of the previous request
    REQUIRE(watch.waitForSnapshot());
    CHECK(watch.snapshots.back().inFlight.front().process.empty());
}

TEST_CASE("a snapshot shows the requests in progress")
{
    Watch watch;
    LiveBoard::Begin what = beginning("a");
    what.agent = "agent_1";
    LiveBoard::Entry* entry = watch.board.begin(what);
    watch.board.attempt(*entry, attemptAt(1, "deepseek"));
    watch.clock.advance(Milliseconds{250});
    watch.board.attempt(*entry, attemptAt(2, "qwen"));
    watch.clock.advance(Milliseconds{150});
    watch.board.progress(*entry, 0, 3);
    watch.clock.advance(Milliseconds{100});
    watch.board.progress(*entry, 7, 3);
    CHECK(watch.snapshots.empty()); // nothing is published immediately
    REQUIRE(watch.waitForSnapshot());
    REQUIRE(watch.snapshots.front().inFlight.size() == 1);
    const InFlight& shown = watch.snapshots.front().inFlight.front();
    CHECK(shown.id == "a");
    CHECK(shown.consumer == "ide");
    CHECK(shown.clientName == "OpenAI/JS");
    CHECK(shown.agent == "agent_1");
    CHECK(shown.askedModel == "deepseek-chat");
    CHECK(shown.route == "deepseek");
    CHECK(shown.provider == "qwen");
    CHECK(shown.attempt == 2);
    CHECK(shown.failedProvider == "deepseek");
    CHECK(shown.lastFailure == "429");
    CHECK(shown.isFallback);
    CHECK(shown.age == Milliseconds{500});
    CHECK(shown.firstToken == Milliseconds{400});
    CHECK(shown.outputTokens == 7);
    CHECK(shown.reasoningTokens == 3);
    CHECK(watch.snapshots.front().totals.outputTokens == 7);
    CHECK(watch.snapshots.front().totals.reasoningTokens == 3);
    CHECK(watch.snapshots.front().totals.exchanges == 0);
    CHECK(watch.batches.empty());
}

TEST_CASE("shows the speed of each request and the growth since the previous snapshot")
{
    Watch watch;
    LiveBoard::Begin what = beginning("a");
    what.process = std::make_shared<const ProcessName>("claude (x)");
    LiveBoard::Entry* entry = watch.board.begin(what);
    watch.board.attempt(*entry, attemptAt(1, "deepseek"));
    REQUIRE(watch.waitForSnapshot());
    CHECK(watch.snapshots.back().shares.empty());
    CHECK(watch.snapshots.back().inFlight.at(0).tokensPerSecond == 0);
    watch.clock.advance(Milliseconds{500});
    watch.board.progress(*entry, 1, 0);
    watch.clock.advance(Milliseconds{2000});
    watch.board.progress(*entry, 30, 10);
    REQUIRE(watch.waitForSnapshot());
    CHECK(watch.snapshots.back().inFlight.at(0).tokensPerSecond == 20);
    REQUIRE(watch.snapshots.back().shares.size() == 1);
    const LiveShare first = watch.snapshots.back().shares[0];
    CHECK(first.provider == "deepseek");
    CHECK(first.model == "a-model");
    CHECK(first.consumer == "ide");
    CHECK(first.process == "claude (x)");
    CHECK(first.outputTokens == 40);
    CHECK(first.exchanges == 0);
    watch.board.progress(*entry, 35, 10);
    auto record = std::make_shared<ExchangeRecord>(*ended("a", 100, 33, 9));
    record->provider = "deepseek";
    record->model = "a-model";
    record->consumer = "ide";
    record->process = what.process;
    watch.board.settle(*entry, record);
    watch.board.settle(record); // another request of the same caller
    auto failed = std::make_shared<ExchangeRecord>(*ended("b", 0, 0, 0, Outcome::Failed));
    failed->attempts.resize(1);
    failed->attempts[0].provider = "qwen";
    watch.board.settle(failed);
    REQUIRE(watch.waitForSnapshot());
    watch.snapshots.back().sumUp();
    REQUIRE(watch.snapshots.back().shares.size() == 2);
    const LiveShare both = watch.snapshots.back().shares[0];
    CHECK(both.inputTokens == 200);
    CHECK(both.outputTokens == 2 + 42); // tokens already reported for the first one are not counted again
    CHECK(both.exchanges == 2);
    CHECK(both.failed == 0);
    CHECK(watch.snapshots.back().shares[1].provider == "qwen");
    CHECK(watch.snapshots.back().shares[1].failed == 1);
    CHECK(watch.snapshots.back().finished.size() == 3);
}

TEST_CASE("splits an exchange among the providers that were charged")
{
    Watch watch;
    auto record = std::make_shared<ExchangeRecord>(*ended("a", 100, 33, 9));
    record->provider = "deepseek";
    record->model = "a-model";
    const protocol::TokenUsage own = record->tokens;
    record->charge({{0, "deepseek", "a-model", "", own}, {1, "qwen", "m", "", {protocol::UsageOrigin::Estimated, Tokens{5}, {}, {}, {}, {}}}});
    watch.board.settle(record);
    REQUIRE(watch.waitForSnapshot());
    watch.snapshots.back().sumUp();
    const auto& shares = watch.snapshots.back().shares;
    REQUIRE(shares.size() == 2);
    CHECK(shares[0].exchanges == 1);
    CHECK(shares[0].inputTokens == own.totalInput().count);
    CHECK(shares[1].provider == "qwen");
    CHECK(shares[1].inputTokens == 5);
    CHECK(shares[1].exchanges == 0);
}

TEST_CASE("replaces estimated tokens by reported usage")
{
    Watch watch;
    LiveBoard::Entry* entry = watch.board.begin(beginning("a"));
    watch.board.attempt(*entry, attemptAt(1, "deepseek"));
    watch.board.progress(*entry, 5, 2);
    watch.board.attempt(*entry, attemptAt(2, "qwen")); // output of the first attempt no longer counts
    CHECK(watch.board.totals().outputTokens == 0);
    CHECK(watch.board.totals().reasoningTokens == 0);
    watch.board.progress(*entry, 9, 0);
    watch.board.progress(*entry, 12, 0);
    CHECK(watch.board.totals().outputTokens == 12);
    watch.board.settle(*entry, ended("a", 100, 10, 4));
    CHECK(watch.board.inFlight() == 0);
    REQUIRE(watch.waitForSnapshot());
    const LiveSnapshot& live = watch.snapshots.back();
    CHECK(live.inFlight.empty());
    CHECK(live.totals.inputTokens == 100);
    CHECK(live.totals.outputTokens == 10);
    CHECK(live.totals.reasoningTokens == 4);
    CHECK(live.totals.exchanges == 1);
    REQUIRE(live.finished.size() == 1);
    REQUIRE(watch.batches.size() == 1);
    CHECK(watch.batches.front().front() == live.finished.front());
}

TEST_CASE("counts only failed and interrupted outcomes as failures")
{
    struct Row {
        Outcome outcome;
        std::int64_t failed;
    };
    const auto row = GENERATE(values<Row>({{Outcome::Answered, 0}, {Outcome::ClientError, 0}, {Outcome::Failed, 1},
        {Outcome::Cancelled, 0}, {Outcome::Interrupted, 1}}));
    Watch watch;
    watch.board.settle(ended("x", 1, 1, 0, row.outcome));
    CHECK(watch.board.totals().exchanges == 1);
    CHECK(watch.board.totals().failed == row.failed);
}

TEST_CASE("a reused entry keeps nothing of the previous request")
{
    Watch watch;
    LiveBoard::Entry* first = watch.board.begin(beginning("a"));
    LiveBoard::Entry* other = watch.board.begin(beginning("b"));
    watch.board.attempt(*first, attemptAt(2, "qwen"));
    watch.board.progress(*first, 50, 50);
    watch.board.settle(*first, ended("a", 0, 0, 0));
    LiveBoard::Begin bare;
    bare.id = "c";
    watch.board.begin(bare);
    REQUIRE(watch.waitForSnapshot());
    REQUIRE(watch.snapshots.back().inFlight.size() == 2);
    CHECK(watch.snapshots.back().inFlight[0].id == "b"); // oldest first
    const InFlight& shown = watch.snapshots.back().inFlight[1];
    CHECK(shown.id == "c");
    CHECK(shown.provider.empty());
    CHECK(shown.lastFailure.isEmpty());
    CHECK(shown.route.empty());
    CHECK(shown.attempt == 0);
    CHECK_FALSE(shown.isFallback);
    CHECK(shown.firstToken == Milliseconds{-1});
    CHECK(shown.outputTokens == 0);
    CHECK(shown.reasoningTokens == 0);
    watch.board.settle(*other, ended("b", 0, 0, 0));
}

TEST_CASE("batches grow to the number of records of ten milliseconds")
{
    Watch watch;
    const auto settle = [&watch](std::size_t count, Milliseconds pause) {
        for (std::size_t i = 0; i < count; ++i)
            watch.board.settle(ended("a", 1, 1, 0));
        watch.clock.advance(pause);
    };
    for (int i = 0; i < 60; ++i) // 25 per millisecond
        settle(25, Milliseconds{1});
    for (int i = 0; i < 20; ++i) // 100 per millisecond
        settle(100, Milliseconds{1});
    for (int i = 0; i < 60; ++i) // one per millisecond
        settle(10, Milliseconds{10});
    std::vector<std::size_t> sizes;
    for (const RecordBatch& batch : watch.batches)
        sizes.push_back(batch.size());
    REQUIRE(sizes.size() > 10);
    CHECK(sizes.front() == LiveBoard::kBatch);
    CHECK(std::ranges::count(sizes, 250U) >= 3);
    CHECK(std::ranges::count(sizes, LiveBoard::kLargestBatch) >= 3);
    CHECK(std::ranges::max(sizes) == LiveBoard::kLargestBatch);
    CHECK(sizes.back() == LiveBoard::kBatch);
}

TEST_CASE("an unwatched board counts open requests and still passes records on")
{
    Watch watch;
    watch.board.setWatched(false);
    LiveBoard::Entry* const entry = watch.board.begin(beginning("a"));
    watch.board.settle(ended("b", 1, 2, 0));
    REQUIRE(watch.waitForSnapshot());
    const LiveSnapshot& snapshot = watch.snapshots.back();
    CHECK(snapshot.open == 1);
    CHECK(snapshot.totals.exchanges == 1);
    CHECK(snapshot.totals.outputTokens == 2);
    CHECK(snapshot.inFlight.empty());
    CHECK(snapshot.finished.empty());
    REQUIRE(watch.batches.size() == 1);
    CHECK(watch.batches[0][0]->id == "b");

    watch.board.setWatched(true);
    watch.board.settle(*entry, ended("a", 1, 1, 0));
    REQUIRE(watch.waitForSnapshot());
    CHECK(watch.snapshots.back().open == 0);
    REQUIRE(watch.snapshots.back().finished.size() == 1);
    CHECK(watch.snapshots.back().finished[0]->id == "a");
}

TEST_CASE("publishes records in batches of a hundred and snapshots ten times a second")
{
    Watch watch;
    for (int i = 0; i < 250; ++i) {
        watch.board.settle(ended(std::to_string(i), 1, 1, 0));
        watch.clock.advance(Milliseconds{1});
    }
    CHECK(watch.batches.size() == 2);
    CHECK(watch.snapshots.empty());
    REQUIRE(watch.waitForSnapshot());
    REQUIRE(watch.batches.size() == 3);
    CHECK(watch.batches[0].size() == LiveBoard::kBatch);
    CHECK(watch.batches[0][0]->id == "0");
    CHECK(watch.batches[2].size() == 50);
    CHECK(watch.batches[2].back()->id == "249");
    REQUIRE(watch.snapshots[0].finished.size() == 250);
    watch.snapshots[0].sumUp();
    REQUIRE(watch.snapshots[0].finished.size() == LiveSnapshot::kMaxFinished);
    CHECK(watch.snapshots[0].finished.back()->id == "249");
    CHECK(watch.snapshots[0].totals.exchanges == 250);

    LiveBoard::Entry* entry = watch.board.begin(beginning("stream"));
    std::int64_t tokens = 0;
    for (int i = 0; i < 3; ++i) {
        outlast(3 * LiveBoard::kInterval); // its timer rests until the next change
        const std::size_t before = watch.snapshots.size();
        for (int change = 0; change < 100; ++change)
            watch.board.progress(*entry, ++tokens, 0);
        QObject half; // a shorter timer fires first, however late both are
        std::optional<std::size_t> atHalf;
        QTimer::singleShot(LiveBoard::kInterval / 2, Qt::PreciseTimer, &half, [&] { atHalf = watch.snapshots.size(); });
        REQUIRE(watch.waitForSnapshot());
        CHECK(atHalf == before);
        CHECK(watch.snapshots.size() == before + 1);
    }
    CHECK(watch.snapshots.back().inFlight.front().outputTokens == tokens);
}

TEST_CASE("publishes nothing without changes")
{
    Watch watch;
    LiveBoard::Entry* entry = watch.board.begin(beginning("a"));
    watch.board.progress(*entry, 5, 0);
    REQUIRE(watch.waitForSnapshot());
    watch.board.progress(*entry, 5, 0); // unchanged
    watch.board.firstToken(*entry);
    outlast(3 * LiveBoard::kInterval);
    CHECK(watch.snapshots.size() == 1);
    watch.board.flush(); // nothing to publish
    CHECK(watch.snapshots.size() == 1);
}

TEST_CASE("publishes pending records when the gateway stops")
{
    Watch watch;
    watch.board.settle(ended("a", 1, 1, 0));
    watch.board.flush();
    CHECK(watch.snapshots.size() == 1);
    CHECK(watch.batches.size() == 1);
}

TEST_CASE("late usage adds tokens but no exchange")
{
    Watch watch;
    LiveBoard::Entry* const entry = watch.board.begin(beginning("x"));
    CHECK(watch.board.isOpen("x"));
    CHECK_FALSE(watch.board.isOpen("y"));
    auto record = std::make_shared<ExchangeRecord>();
    watch.board.settle(*entry, record);
    CHECK_FALSE(watch.board.isOpen("x"));
    auto late = std::make_shared<ExchangeRecord>();
    late->isLate = true;
    late->provider = "up";
    late->tokens = {protocol::UsageOrigin::Reported, Tokens{20}, {}, {}, Tokens{3}, {}};
    watch.board.settleLate(late);
    REQUIRE(watch.waitForSnapshot());
    CHECK(watch.board.totals().exchanges == 1);
    CHECK(watch.board.totals().inputTokens == 20);
    LiveSnapshot& live = watch.snapshots.back();
    CHECK(live.finished.size() == 1);
    REQUIRE(live.late.size() == 1);
    REQUIRE(watch.batches.size() == 1);
    CHECK(watch.batches[0].size() == 2); // in order, for the ledger
    CHECK(watch.batches[0][1] == late);
    live.sumUp();
    const auto share = std::ranges::find(live.shares, std::string("up"), &LiveShare::provider);
    REQUIRE(share != live.shares.end());
    CHECK(share->outputTokens == 3);
    CHECK(share->exchanges == 0);
}
