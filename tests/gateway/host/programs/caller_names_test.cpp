#include "gateway/host/programs/caller_names.h"

#include "catch.h"

#include <QTest>
#include <QThread>

#include <atomic>

using namespace gateway;
using namespace gateway::usage;
using gateway::host::CallerNames;

namespace {

constexpr int kNamesPatience_ms = 20'000;

/// Names in a thread of their own, which runs once it is told to.
class Names {
public:
    Names() { m_worker.moveToThread(&m_thread); }
    ~Names()
    {
        m_thread.quit();
        m_thread.wait();
    }
    void run() { m_thread.start(); }

    std::atomic<int> written{0};

private:
    QThread m_thread;
    QObject m_worker;

public:
    CallerNames names{m_worker, [this](RecordBatch records) { written += static_cast<int>(records.size()); }};
};

RecordBatch batchOf(const std::shared_ptr<const ProcessName>& process, std::size_t count = 1)
{
    auto record = std::make_shared<ExchangeRecord>();
    record->process = process;
    return RecordBatch(count, record);
}

} // namespace

TEST_CASE("records wait for a name that is looked up, others do not")
{
    Names all;
    all.names.pass(batchOf(nullptr));
    CHECK(all.written == 1);
    const auto name = all.names.find({});
    all.names.pass(batchOf(name));
    all.names.pass(batchOf(std::make_shared<const ProcessName>("known")));
    CHECK(all.written == 2);
    CHECK_FALSE(name->isTold());
    all.run();
    CHECK(QTest::qWaitFor([&] { return all.written == 3; }, kNamesPatience_ms));
    CHECK(name->isTold());
    const auto other = all.names.find({});
    all.names.pass(batchOf(other));
    CHECK(QTest::qWaitFor([&] { return all.written == 4; }, kNamesPatience_ms));
}

TEST_CASE("what is late does not overtake its exchange, which waits for a name")
{
    Names all;
    auto late = std::make_shared<ExchangeRecord>();
    late->isLate = true;
    all.names.pass({late});
    CHECK(all.written == 1);
    all.names.pass(batchOf(all.names.find({})));
    all.names.pass({late});
    CHECK(all.written == 1);
    all.run();
    CHECK(QTest::qWaitFor([&] { return all.written == 3; }, kNamesPatience_ms));
}

TEST_CASE("what waits is bounded, and written at the end with or without a name")
{
    Names all; // whose thread never runs
    std::vector<std::shared_ptr<const ProcessName>> waiting;
    for (std::size_t i = 0; i < CallerNames::kMaxWaiting; ++i)
        waiting.push_back(all.names.find({}));
    CHECK_FALSE(waiting.back()->isTold());
    CHECK(all.names.find({})->isTold()); // one too many: without a name
    all.names.pass(batchOf(waiting.front(), CallerNames::kMaxHeld));
    CHECK(all.written == 0);
    all.names.pass(batchOf(waiting.front()));
    CHECK(all.written == static_cast<int>(CallerNames::kMaxHeld));
    all.names.flush();
    CHECK(all.written == static_cast<int>(CallerNames::kMaxHeld) + 1);
    all.names.pass(batchOf(waiting.front())); // after the end nothing is held back
    CHECK(all.written == static_cast<int>(CallerNames::kMaxHeld) + 2);
}

TEST_CASE("many ask at once while others end")
{
    Names all;
    all.run();
    constexpr int kRounds = 2000;
    std::vector<std::shared_ptr<const ProcessName>> names;
    for (int i = 0; i < kRounds; ++i) {
        names.push_back(all.names.find({}));
        all.names.pass(batchOf(names.back()));
        if (i % 3 == 0)
            (void)all.names.find({}); // nobody wants to know
    }
    CHECK(QTest::qWaitFor([&] { return all.written == kRounds; }, kNamesPatience_ms));
    for (const auto& name : names)
        CHECK(name->isTold());
}
