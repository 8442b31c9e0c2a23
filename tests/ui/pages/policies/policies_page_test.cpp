#include "catch.h"
#include "controls.h"
#include "fake_gateway.h"
#include "manual_clock.h"
#include "policies_world.h"
#include "test_language.h"

#include "ui/models/roles.h"
#include "ui/pages/policies/limit_dialog.h"
#include "ui/pages/policies/policies_page.h"

#include <QAbstractItemModel>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTest>

using namespace ui::models;
using namespace gateway;
using ui::pages::LimitDialog;
using ui::pages::PoliciesPage;

namespace {

constexpr int kPageWait_ms = 20'000;

struct PoliciesWorld {
    Language language{"en"};
    ManualClock clock;
    FakeFor<PoliciesPage::Access> gateway;
    std::unique_ptr<PoliciesPage> page;

    explicit PoliciesWorld(std::vector<config::LimitSettings> limits)
    {
        setLimits(gateway.m_settings, std::move(limits));
        gateway.limitTime = clock.wallNow();
        gateway.enforceLimits();
    }
    void open()
    {
        gateway.editing(); // changes from now on can be undone
        page = std::make_unique<PoliciesPage>(gateway, clock);
        page->resize(1090, 740);
        page->show();
        REQUIRE(QTest::qWaitForWindowActive(page.get()));
        settleEvents();
    }
    QTableView& list() { return control<QTableView>(*page, "limitsList"); }
    QPushButton& button(const char* name) { return control<QPushButton>(*page, name); }
    std::string cell(int row, int column, int role = Qt::DisplayRole) { return list().model()->index(row, column).data(role).toString().toStdString(); }
    std::string names()
    {
        std::string all;
        for (int row = 0; row < list().model()->rowCount(); ++row) all += cell(row, 0) + ' ';
        return all;
    }
    std::string configured() const
    {
        std::string all;
        for (const PlacedLimit& limit : placedLimits(gateway.m_settings)) all += limit.settings.name + (limit.settings.enabled ? " " : "- ");
        return all;
    }
    bool becomes(const char* expected)
    {
        return QTest::qWaitFor([&] { return configured() == expected; }, kPageWait_ms);
    }
};

} // namespace

TEST_CASE("shows limits with what is used of them and the nearest first")
{
    auto agents = tokenLimit("agents", 1000);
    agents.by = {config::LimitBy::Session};
    PoliciesWorld world({requestLimit("burst", 60), agents});
    world.gateway.setUsed("burst", "", 4);
    world.gateway.setUsed("agents", "s1", 100);
    world.gateway.setUsed("agents", "s2", 860);
    world.open();
    REQUIRE(QTest::qWaitFor([&] { return world.cell(0, LimitListModel::Used) == "860 of 1.0 k"; }, kPageWait_ms));
    CHECK(world.cell(0, LimitListModel::Nearest) == "session s2");
    CHECK(world.cell(0, LimitListModel::Nearest, ui::models::SecondLineRole) == "of 2 sessions");
    CHECK(world.cell(0, LimitListModel::Used, ui::models::AsideRole) == "86%");
    CHECK(world.names() == "agents burst ");
    CHECK(world.list().accessibleName() == QStringLiteral("Limits"));
}

TEST_CASE("asks the gateway only while the page is visible")
{
    PoliciesWorld world({requestLimit("burst", 60)});
    world.page = std::make_unique<PoliciesPage>(world.gateway, world.clock);
    settleEvents();
    CHECK(world.gateway.limitQuestions == 0);
    CHECK_FALSE(world.page->monitor().isWatched());
    world.open();
    CHECK(world.page->monitor().isWatched());
    CHECK(world.gateway.limitQuestions == 1);
    world.page->hide();
    settleEvents();
    CHECK_FALSE(world.page->monitor().isWatched());
    Q_EMIT world.gateway.limitsChanged();
    CHECK(world.gateway.limitQuestions == 1);
}

TEST_CASE("without limits says what they are for and offers some")
{
    PoliciesWorld world({});
    world.open();
    CHECK(control(*world.page, "addFirstLimit").isVisible());
    CHECK_FALSE(world.list().isVisible());
    world.button("limitPreset1").click();
    auto* dialog = openDialog<LimitDialog>();
    REQUIRE(dialog);
    CHECK(control<QLineEdit>(*dialog, "limitName").text() == QStringLiteral("agents"));
    control<QPushButton>(*dialog, "saveButton").click();
    REQUIRE(world.becomes("agents "));
    const auto made = findLimit(world.gateway.m_settings, "agents")->settings;
    CHECK(made.cost == 2);
    CHECK(made.per->seconds == 18000);
    CHECK(made.by == std::vector{config::LimitBy::Session});
    settleEvents();
    CHECK(world.list().isVisible());
    CHECK(world.names() == "agents ");
    CHECK(world.list().currentIndex().row() == 0);
}

TEST_CASE("disables and enables and removes the selected limit")
{
    PoliciesWorld world({requestLimit("a", 1), requestLimit("b", 2)});
    world.open();
    world.page->selectLimit(QStringLiteral("b"));
    CHECK(world.button("toggleLimit").text() == QStringLiteral("Disable"));
    world.button("toggleLimit").click();
    REQUIRE(world.becomes("a b- "));
    CHECK(world.button("toggleLimit").text() == QStringLiteral("Enable"));
    world.button("toggleLimit").click();
    REQUIRE(world.becomes("a b "));
    world.list().setFocus();
    QTest::keyClick(&world.list(), Qt::Key_Delete);
    REQUIRE(world.becomes("a "));
    CHECK(world.list().currentIndex().row() == 0);

    bool isBack = false;
    world.gateway.editing().undo([&](const Result<void>& undone) { isBack = undone.has_value(); });
    REQUIRE(QTest::qWaitFor([&] { return isBack; }, kPageWait_ms));
    CHECK(world.configured() == "a b ");
    CHECK(world.list().currentIndex().data() == QStringLiteral("b")); // selected again
}

TEST_CASE("leads from an enforced budget to the budgets")
{
    PoliciesWorld world({});
    config::BudgetSettings budget;
    budget.amount = 5;
    budget.enforce = true;
    budget.name = "month";
    world.gateway.m_settings.usage.budgets = {budget};
    world.gateway.enforceLimits();
    world.open();
    world.page->selectLimit(QStringLiteral("month"));
    QSignalSpy wanted(world.page.get(), &PoliciesPage::budgetsWanted);
    CHECK(world.button("editLimit").text() == QStringLiteral("Edit budgets…"));
    CHECK_FALSE(world.button("removeLimit").isEnabled());
    CHECK_FALSE(world.button("toggleLimit").isEnabled());
    world.button("editLimit").click();
    CHECK(wanted.size() == 1);
    CHECK_FALSE(openDialog<LimitDialog>());
}

TEST_CASE("says what a rejected change of a limit lacks")
{
    PoliciesWorld world({requestLimit("a", 1)});
    world.open();
    world.page->selectLimit(QStringLiteral("a"));
    world.gateway.changeError = Error{ErrorKind::InternalError, asIs("the disk is full")};
    world.button("removeLimit").click();
    REQUIRE(QTest::qWaitFor([&] { return !textOf(*world.page, "listWords").empty(); }, kPageWait_ms));
    CHECK(world.configured() == "a ");
}

TEST_CASE("counts what limits did today")
{
    PoliciesWorld world({requestLimit("a", 1), requestLimit("b", 1)});
    world.gateway.limitReport("a").refused = 2;
    world.gateway.limitReport("b").redirected = 6;
    world.open();
    REQUIRE(QTest::qWaitFor([&] { return control(*world.page, "limitsToday").isVisible(); }, kPageWait_ms));
    CHECK(textOf(*world.page, "limitsToday") == "Today, since the gateway started: 2 refused, 6 sent to another target. A running answer is never cut off.");
}

TEST_CASE("finds a limit by the words of its row")
{
    std::vector<config::LimitSettings> many;
    for (const char* name : {"a", "b", "c", "d", "e", "f", "g", "h", "i", "spend"}) many.push_back(requestLimit(name, 3));
    many.back() = costLimit("spend", 3);
    PoliciesWorld world(many);
    world.open();
    QTest::keyClick(world.page.get(), Qt::Key_F, Qt::ControlModifier);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("cost"));
    settleEvents();
    std::string shown;
    for (int row = 0; row < world.list().model()->rowCount(); ++row)
        if (!world.list().isRowHidden(row)) shown += world.cell(row, 0) + ' ';
    CHECK(shown == "spend ");
}

TEST_CASE("switches the loop guard on and off and changes it at once")
{
    PoliciesWorld world({});
    world.gateway.m_settings.routes.emplace_back().id = "r";
    world.gateway.m_settings.routes.back().policies.loop.emplace(std::nullopt);
    world.open();
    auto& guard = control<QCheckBox>(*world.page, "loopGuard");
    auto& repeats = control<QSpinBox>(*world.page, "loopRepeats");
    auto& action = control<QComboBox>(*world.page, "loopAction");
    const auto loop = [&] { return world.gateway.m_settings.policies.loop.value_or(std::nullopt); };
    CHECK_FALSE(guard.isChecked());
    CHECK_FALSE(repeats.isEnabled());
    CHECK(control<QLabel>(*world.page, "loopSentence").text().endsWith(QStringLiteral("Set differently for 1 route or consumer.")));
    guard.click();
    REQUIRE(QTest::qWaitFor([&] { return loop() == config::LoopSettings{}; }, kPageWait_ms));
    CHECK(repeats.isEnabled());
    repeats.setValue(8);
    REQUIRE(QTest::qWaitFor([&] { return loop() == config::LoopSettings{8, config::LoopAction::Warn}; }, kPageWait_ms));
    action.setCurrentIndex(1);
    Q_EMIT action.activated(1);
    REQUIRE(QTest::qWaitFor([&] { return loop() == config::LoopSettings{8, config::LoopAction::Refuse}; }, kPageWait_ms));
    guard.click();
    REQUIRE(QTest::qWaitFor([&] { return !loop(); }, kPageWait_ms));
    CHECK_FALSE(world.gateway.m_settings.policies.loop);
}
