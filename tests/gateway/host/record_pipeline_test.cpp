#include "record_pipeline.h"

#include "gateway/host/programs/caller_names.h"
#include "gateway/usage/process_name.h"

#include "catch.h"

#include <QTest>
#include <QThread>

#include <atomic>
#include <string>

using namespace gateway;
using namespace gateway::usage;
using gateway::host::CallerNames;
using gateway::host::RecordPipeline;

namespace {

constexpr int kPipelinePatience_ms = 20'000;

/// A pipeline whose storage thread runs on demand.
class Line {
public:
    Line() { m_storage.moveToThread(&m_thread); }
    ~Line()
    {
        m_thread.quit();
        m_thread.wait();
    }
    void run() { m_thread.start(); }
    void pass(RecordBatch records)
    {
        pipeline.take(std::move(records));
        pipeline.pass();
    }

    std::string steps; // appended by each step
    std::atomic<int> written{0};

private:
    RecordPipeline::Reads note(char step)
    {
        return [this, step](const RecordBatch& records) { steps += step + std::to_string(records.size()); };
    }

    QThread m_thread;
    QObject m_storage;

public:
    RecordPipeline pipeline{m_storage,
        {.state = note('s'), .clients = note('c'), .log = note('l'), .telemetry = note('t'), .experiments = note('e'),
            .ledger = [this](RecordBatch records) { written += static_cast<int>(records.size()); }}};
    CallerNames names{m_storage, [this] { pipeline.namesResolved(); }};
};

RecordBatch recordsOf(const std::shared_ptr<const ProcessName>& process, std::size_t count = 1)
{
    auto record = std::make_shared<ExchangeRecord>();
    record->process = process;
    return RecordBatch(count, record);
}

RecordBatch lateOne()
{
    auto late = std::make_shared<ExchangeRecord>();
    late->isLate = true;
    return {late};
}

} // namespace

TEST_CASE("passes each batch to each step once and in order")
{
    Line line; // its storage thread is blocked
    line.pipeline.take(recordsOf(nullptr, 1));
    line.pipeline.take(recordsOf(nullptr, 2));
    CHECK(line.steps.empty());
    CHECK(line.written == 0);
    line.pipeline.pass();
    CHECK(line.steps == "s1c1l1t1e1s2c2l2t2e2");
    CHECK(line.written == 3);
    line.pipeline.pass();
    CHECK(line.written == 3);
}

TEST_CASE("bounds the batches that wait for a blocked storage thread")
{
    Line line;
    for (std::size_t i = 1; i < RecordPipeline::kMostWaiting; ++i)
        line.pipeline.take(recordsOf(nullptr));
    CHECK(line.written == 0);
    line.pipeline.take(recordsOf(nullptr));
    CHECK(line.written == static_cast<int>(RecordPipeline::kMostWaiting));
}

TEST_CASE("the storage thread passes on queued batches")
{
    Line line;
    line.run();
    line.pipeline.take(recordsOf(nullptr, 3));
    CHECK(QTest::qWaitFor([&] { return line.written == 3; }, kPipelinePatience_ms));
}

TEST_CASE("holds back only records whose caller name is being looked up")
{
    Line line;
    line.pass(recordsOf(nullptr));
    CHECK(line.written == 1);
    const auto name = line.names.find({});
    line.pass(recordsOf(name));
    line.pass(recordsOf(std::make_shared<const ProcessName>("known")));
    CHECK(line.written == 2);
    CHECK_FALSE(name->isTold());
    line.run();
    CHECK(QTest::qWaitFor([&] { return line.written == 3; }, kPipelinePatience_ms));
    CHECK(name->isTold());
    const auto other = line.names.find({});
    line.pass(recordsOf(other));
    CHECK(QTest::qWaitFor([&] { return line.written == 4; }, kPipelinePatience_ms));
}

TEST_CASE("a late addition does not overtake its exchange")
{
    Line line;
    line.pass(lateOne());
    CHECK(line.written == 1);
    line.pass(recordsOf(line.names.find({})));
    line.pass(lateOne());
    CHECK(line.written == 1);
    line.run();
    CHECK(QTest::qWaitFor([&] { return line.written == 3; }, kPipelinePatience_ms));
}

TEST_CASE("bounds the records that await a name and writes them all at the end")
{
    Line line; // its storage thread never runs
    const auto name = line.names.find({});
    line.pass(recordsOf(name, RecordPipeline::kMaxHeld));
    CHECK(line.written == 0);
    line.pass(recordsOf(name));
    CHECK(line.written == static_cast<int>(RecordPipeline::kMaxHeld));
    line.pipeline.take(recordsOf(name));
    line.pipeline.finish();
    CHECK(line.written == static_cast<int>(RecordPipeline::kMaxHeld) + 2);
    line.pass(recordsOf(name)); // nothing is held back after the end
    CHECK(line.written == static_cast<int>(RecordPipeline::kMaxHeld) + 3);
}

TEST_CASE("looks up many caller names at once while their requests end")
{
    Line line;
    line.run();
    constexpr int kRounds = 2000;
    std::vector<std::shared_ptr<const ProcessName>> names;
    for (int i = 0; i < kRounds; ++i) {
        names.push_back(line.names.find({}));
        line.pipeline.take(recordsOf(names.back()));
        if (i % 3 == 0)
            (void)line.names.find({}); // name discarded
    }
    CHECK(QTest::qWaitFor([&] { return line.written == kRounds; }, kPipelinePatience_ms));
    for (const auto& name : names)
        CHECK(name->isTold());
}
