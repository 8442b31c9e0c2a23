#include "ui/models/policies/limit_preview.h"

#include "catch.h"
#include "fake_gateway.h"
#include "manual_clock.h"
#include "policies_world.h"
#include "records.h"
#include "sample_ledger.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace ui::models;
using namespace gateway;
using namespace std::chrono_literals;

namespace {

constexpr int kPreviewWait_ms = 20'000;

struct Past {
    Past()
    {
        usage::RecordBatch batch;
        for (int i = 0; i < 5; ++i) { // within ten minutes, two days ago
            auto record = directRecord(clock.wallNow() - 48h + i * 2min);
            record.id = "r" + std::to_string(i);
            record.consumer = i < 3 ? "ci" : "ide";
            batch.push_back(std::make_shared<const usage::ExchangeRecord>(record));
        }
        gateway.ledgerFile = folder.filePath(QStringLiteral("ledger.sqlite"));
        SampleLedger::write(gateway.ledgerFile, batch);
    }
    bool waitFor(LimitPreview::State state)
    {
        return QTest::qWaitFor([&] { return preview.state() == state; }, kPreviewWait_ms);
    }

    QTemporaryDir folder;
    ManualClock clock;
    FakeFor<LimitPreview::Access> gateway;
    LimitPreview preview{gateway, clock, nullptr, 1ms};
};

} // namespace

TEST_CASE("counts the requests of the last 7 days that a limit would have refused")
{
    Past past;
    CHECK(past.preview.text().isEmpty());
    past.preview.setLimit(PlacedLimit{{}, requestLimit("new", 3)});
    CHECK(past.preview.state() == LimitPreview::State::Reading);
    REQUIRE(past.waitFor(LimitPreview::State::Known));
    CHECK(past.preview.check().requests == 5);
    CHECK(past.preview.check().refused == 2);
    CHECK(past.preview.isInTheWay());

    past.preview.setLimit(PlacedLimit{{LimitPlace::Kind::Consumer, "ci"}, requestLimit("new", 3)});
    REQUIRE(past.waitFor(LimitPreview::State::Known));
    CHECK(past.preview.check().requests == 3);
    CHECK(past.preview.check().refused == 0);
    CHECK_FALSE(past.preview.isInTheWay());

    past.preview.setLimit({});
    CHECK(past.preview.text().isEmpty());
}

TEST_CASE("answers only the last question about a limit")
{
    Past past;
    past.preview.setLimit(PlacedLimit{{}, requestLimit("new", 1)});
    past.preview.setLimit(PlacedLimit{{}, requestLimit("new", 4)});
    REQUIRE(past.waitFor(LimitPreview::State::Known));
    CHECK(past.preview.check().refused == 1);
}

TEST_CASE("says that there is no ledger or that it cannot be read")
{
    Past past;
    const QString file = std::exchange(past.gateway.ledgerFile, QString());
    past.preview.setLimit(PlacedLimit{{}, requestLimit("new", 1)});
    REQUIRE(past.waitFor(LimitPreview::State::NoLedger));
    CHECK_FALSE(past.preview.text().isEmpty());
    QFile broken(past.folder.filePath(QStringLiteral("broken.sqlite")));
    REQUIRE(broken.open(QIODevice::WriteOnly));
    broken.write(QByteArray(4096, 'x'));
    broken.close();
    past.gateway.ledgerFile = broken.fileName();
    past.preview.setLimit(PlacedLimit{{}, requestLimit("new", 2)});
    REQUIRE(past.waitFor(LimitPreview::State::Unreadable));
    past.gateway.ledgerFile = past.folder.filePath(QStringLiteral("new.sqlite")); // not written yet
    past.preview.setLimit(PlacedLimit{{}, requestLimit("new", 2)});
    REQUIRE(past.waitFor(LimitPreview::State::Known));
    CHECK(past.preview.check().requests == 0);
}
