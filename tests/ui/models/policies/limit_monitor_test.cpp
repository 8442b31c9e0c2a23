#include "ui/models/policies/limit_monitor.h"

#include "ui/models/policies/limit_list_model.h"
#include "ui/models/roles.h"

#include "catch.h"
#include "fake_gateway.h"
#include "manual_clock.h"
#include "policies_world.h"

#include <QSignalSpy>
#include <QTest>

using namespace ui::models;
using namespace gateway;
using namespace std::chrono_literals;

namespace {

constexpr int kMonitorWait_ms = 20'000;

struct Watched {
    Watched()
    {
        auto spend = costLimit("spend", 10);
        spend.warnAt = {50, 100};
        auto agents = tokenLimit("agents", 1000);
        agents.by = {config::LimitBy::Session};
        auto off = requestLimit("off", 5);
        off.enabled = false;
        setLimits(gateway.m_settings, {spend, agents, off});
        gateway.limitTime = clock.wallNow();
        gateway.enforceLimits();
        Q_EMIT gateway.settingsChanged();
    }
    void watch()
    {
        monitor.setWatched(true);
        REQUIRE(QTest::qWaitFor([&] { return monitor.states().front().isKnown; }, kMonitorWait_ms));
    }

    ManualClock clock;
    FakeFor<LimitMonitor::Access> gateway;
    LimitMonitor monitor{gateway, clock};
};

} // namespace

TEST_CASE("asks what limits use only while it is watched")
{
    Watched w;
    CHECK(w.gateway.limitQuestions == 0);
    REQUIRE(w.monitor.states().size() == 3); // of the configuration
    CHECK(w.monitor.states()[0].level() == LimitLevel::Unknown);
    CHECK(w.monitor.states()[2].level() == LimitLevel::Disabled);
    w.watch();
    CHECK(w.gateway.limitQuestions == 1);
    CHECK_FALSE(w.monitor.isWaiting()); // nothing is used

    w.gateway.setUsed("agents", "s1", 100, 0, w.clock.wallNow() + 1h);
    w.gateway.setUsed("agents", "s2", 400, 500, w.clock.wallNow() + 2h);
    Q_EMIT w.gateway.limitsChanged();
    REQUIRE(QTest::qWaitFor([&] { return w.monitor.state("agents")->counters == 2; }, kMonitorWait_ms));
    const LimitState& agents = *w.monitor.state("agents");
    CHECK(agents.who == "s2"); // is nearest
    CHECK(agents.used == 400);
    CHECK(agents.reserved == 500);
    CHECK(agents.share() == 0.9);
    CHECK(agents.reservedShare() == 0.5);
    CHECK(agents.level() == LimitLevel::Near);
    CHECK(w.monitor.isWaiting());

    w.monitor.setWatched(false);
    CHECK_FALSE(w.monitor.isWaiting());
    const int questions = w.gateway.limitQuestions;
    Q_EMIT w.gateway.limitsChanged();
    Q_EMIT w.gateway.settingsChanged();
    CHECK(w.gateway.limitQuestions == questions);
}

TEST_CASE("asks nothing while no limit is enabled")
{
    Watched w;
    setLimits(w.gateway.m_settings, {});
    Q_EMIT w.gateway.settingsChanged();
    w.monitor.setWatched(true);
    CHECK(w.monitor.states().empty());
    CHECK(w.gateway.limitQuestions == 0);
}

TEST_CASE("asks again when something of a limit is free")
{
    Watched w;
    w.gateway.setUsed("agents", "s1", 100, 0, w.clock.wallNow() + 10ms);
    w.watch();
    REQUIRE(w.monitor.isWaiting());
    w.gateway.limitReport("agents").counters.clear();
    REQUIRE(QTest::qWaitFor([&] { return w.monitor.state("agents")->counters == 0; }, kMonitorWait_ms));
    CHECK(w.gateway.limitQuestions == 2);
}

TEST_CASE("a limit is near at its lowest notification and reached when nothing is left")
{
    struct Row {
        std::int64_t used; // yuan of 10
        LimitLevel level;
    };
    const auto row = GENERATE(values<Row>({{0, LimitLevel::Free}, {4, LimitLevel::Free}, {5, LimitLevel::Near}, {9, LimitLevel::Near}, {10, LimitLevel::Reached}, {12, LimitLevel::Reached}}));
    CAPTURE(row.used);
    Watched w;
    w.gateway.setUsed("spend", "", row.used * kPicoOfUnit);
    w.watch();
    CHECK(w.monitor.state("spend")->level() == row.level);
    const LimitState* const nearest = nearestLimit(w.monitor.states());
    CHECK((nearest ? nearest->name() : "") == (row.used > 0 ? "spend" : ""));
}

TEST_CASE("requests in flight count as used")
{
    Watched w;
    config::LimitSettings lanes;
    lanes.name = "lanes";
    lanes.concurrent = 4;
    setLimits(w.gateway.m_settings, {lanes});
    w.gateway.enforceLimits();
    Q_EMIT w.gateway.settingsChanged();
    w.gateway.setUsed("lanes", "", 0, 3);
    w.watch();
    CHECK(w.monitor.states().front().used == 3);
    CHECK(w.monitor.states().front().reserved == 0);
    CHECK(w.monitor.states().front().share() == 0.75);
}

TEST_CASE("the list of limits follows the configuration and keeps its rows while only numbers change")
{
    Watched w;
    const LimitListModel list(w.monitor, w.clock, [](const std::string& id) { return QString::fromStdString(id); });
    CHECK(list.rowCount() == 3);
    QSignalSpy resets(&list, &QAbstractItemModel::modelReset);
    QSignalSpy changes(&list, &QAbstractItemModel::dataChanged);
    w.gateway.setUsed("spend", "", 6 * kPicoOfUnit, kPicoOfUnit);
    w.watch();
    CHECK(resets.isEmpty());
    CHECK_FALSE(changes.isEmpty());
    const auto at = [&](int row, int column, int role = Qt::DisplayRole) { return list.index(row, column).data(role); };
    CHECK(at(0, LimitListModel::Name).toString().toStdString() == "spend");
    CHECK(at(0, LimitListModel::Name, StatusRole).toString().toStdString() == "warn");
    CHECK(at(0, LimitListModel::Used, ProgressRole).toDouble() == 0.7);
    CHECK(at(0, LimitListModel::Used, ProgressHeldRole).toDouble() == 0.1);
    CHECK(at(0, LimitListModel::Used, ProgressInkRole).toString().toStdString() == "warn");
    CHECK(at(1, LimitListModel::Used, ProgressInkRole).toString().toStdString() == "accent_text");
    CHECK_FALSE(at(2, LimitListModel::Used, ProgressRole).isValid()); // disabled
    CHECK(at(2, LimitListModel::Name, StatusRole).toString().toStdString() == "idle");
    CHECK(at(2, LimitListModel::Name, Qt::AccessibleTextRole).toString().toStdString() == "off, All requests, disabled");

    w.gateway.m_settings = withoutLimit(w.gateway.m_settings, "agents");
    Q_EMIT w.gateway.settingsChanged();
    CHECK(resets.size() == 1);
    CHECK(list.rowCount() == 2);
}
