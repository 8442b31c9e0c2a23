#include "gateway/host/health/plan_store.h"

#include "catch.h"

#include <QCoreApplication>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <chrono>
#include <optional>

using namespace gateway;
using namespace gateway::host;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPlanWait_ms = 20000;

providers::KeyMeter planOf(const char* key, double used, std::optional<WallTime> reset)
{
    providers::KeyMeter meter;
    meter.provider = "up";
    meter.key = key;
    meter.windowsAsOf = std::chrono::floor<Milliseconds>(std::chrono::system_clock::now());
    meter.windows = {{"5h", used, reset}};
    return meter;
}

} // namespace

TEST_CASE("plan windows that were not reset meanwhile are restored at the next start")
{
    const QTemporaryDir folder;
    QThread thread;
    QObject work;
    work.moveToThread(&thread);
    const WallTime now = std::chrono::floor<Milliseconds>(std::chrono::system_clock::now());
    const auto current = planOf("main", 42.5, now + std::chrono::hours(2));
    const auto passStorage = [&work] {
        QMetaObject::invokeMethod(&work, [] {}, Qt::BlockingQueuedConnection);
        QCoreApplication::processEvents();
    };
    thread.start();
    {
        PlanStore store(folder.path(), work);
        store.take({planOf("early", 1, now + std::chrono::hours(2))});
        store.load();
        std::optional<std::vector<providers::KeyMeter>> restored;
        QObject::connect(&store, &PlanStore::restored, &store, [&](const auto& meters) { restored = meters; });
        store.take({current, planOf("over", 90, now - std::chrono::seconds(1))});
        passStorage();
        CHECK_FALSE(restored); // there was nothing
        store.finish();
    }
    CHECK(QFile(folder.filePath(u"plans.json"_s)).permissions().testFlag(QFileDevice::ReadOther) == false);
    PlanStore next(folder.path(), work);
    std::vector<providers::KeyMeter> restored;
    QObject::connect(&next, &PlanStore::restored, &next, [&](const auto& meters) { restored = meters; });
    next.load();
    REQUIRE(QTest::qWaitFor([&] { return !restored.empty(); }, kPlanWait_ms));
    CHECK(restored == std::vector<providers::KeyMeter>{current});
    thread.quit();
    thread.wait();
}

TEST_CASE("no file is written where no provider reports a plan")
{
    const QTemporaryDir folder;
    QThread thread;
    QObject work;
    work.moveToThread(&thread);
    thread.start();
    PlanStore store(folder.path(), work);
    store.load();
    providers::KeyMeter limits;
    limits.provider = "up";
    limits.limits = {{"requests", 10, 5, {}}};
    store.take({limits});
    QMetaObject::invokeMethod(&work, [] {}, Qt::BlockingQueuedConnection);
    QCoreApplication::processEvents();
    thread.quit();
    thread.wait();
    store.finish();
    CHECK_FALSE(QFile::exists(folder.filePath(u"plans.json"_s)));
}
