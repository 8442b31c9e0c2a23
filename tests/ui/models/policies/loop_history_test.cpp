#include "ui/models/policies/loop_history.h"

#include "catch.h"
#include "fake_gateway.h"
#include "manual_clock.h"
#include "records.h"
#include "sample_ledger.h"
#include "test_language.h"

#include <QTemporaryDir>
#include <QTest>

using namespace ui::models;
using namespace gateway;
using namespace std::chrono_literals;

TEST_CASE("counts the loops of the last 7 days")
{
    constexpr int kLoopWait_ms = 20'000;
    const Language language{"en"};
    QTemporaryDir folder;
    ManualClock clock;
    usage::RecordBatch batch;
    for (const auto ago : {1h, 48h, 24h * 8}) {
        auto record = directRecord(clock.wallNow() - ago);
        record.id = "loop" + std::to_string(ago.count());
        record.decisions.repeatedCalls = 5;
        batch.push_back(std::make_shared<const usage::ExchangeRecord>(record));
    }
    auto other = directRecord(clock.wallNow() - 2h);
    other.id = "other";
    other.decisions.isContinued = true;
    batch.push_back(std::make_shared<const usage::ExchangeRecord>(other));
    FakeFor<LoopHistory::Access> gateway;
    LoopHistory history(gateway, clock);
    history.read();
    CHECK(history.text().isEmpty()); // there is no ledger
    gateway.ledgerFile = folder.filePath(QStringLiteral("ledger.sqlite"));
    SampleLedger::write(gateway.ledgerFile, batch);
    history.read();
    REQUIRE(QTest::qWaitFor([&] { return history.loops().has_value(); }, kLoopWait_ms));
    CHECK(history.loops() == 2);
    CHECK(history.text().toStdString() == "In the last 7 days: 2 loops.");
    history.add();
    CHECK(history.loops() == 3);
    clock.advance(24h * 30);
    history.read();
    REQUIRE(QTest::qWaitFor([&] { return history.loops() == 0; }, kLoopWait_ms));
    CHECK(history.text().toStdString() == "None in the last 7 days.");
}
