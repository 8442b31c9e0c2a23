#include "catch.h"
#include "controls.h"
#include "fake_gateway.h"
#include "manual_clock.h"
#include "policies_world.h"
#include "records.h"
#include "sample_ledger.h"
#include "test_language.h"

#include "ui/pages/policies/limit_dialog.h"
#include "ui/widgets/status_label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

using namespace ui::models;
using namespace gateway;
using namespace std::chrono_literals;
using config::LimitBy;
using ui::pages::LimitDialog;

namespace {

constexpr int kDialogWait_ms = 20'000;

struct LimitDialogWorld {
    Language language{"en"};
    ManualClock clock;
    FakeFor<LimitDialog::Access> gateway;
    std::unique_ptr<LimitDialog> dialog;

    LimitDialogWorld()
    {
        gateway.addProvider("ollama");
        gateway.m_settings.consumers.push_back({"ci", true, {}, {}, {}});
    }
    void open(const char* name, const config::LimitSettings& preset = costLimit("spend", 5))
    {
        dialog = std::make_unique<LimitDialog>(gateway, clock, QString::fromLatin1(name), preset);
        dialog->open();
        REQUIRE(QTest::qWaitForWindowActive(dialog.get()));
    }
    template <class T> T& get(const char* name) { return control<T>(*dialog, name); }
    void choose(const char* name, const char* words)
    {
        auto& box = get<QComboBox>(name);
        const int at = box.findText(QString::fromUtf8(words));
        INFO(name << ": " << words);
        REQUIRE(at >= 0);
        box.setCurrentIndex(at);
    }
    void type(const char* name, const char* text) { get<QLineEdit>(name).setText(QString::fromUtf8(text)); }
    void check(const char* name) { get<QCheckBox>(name).setChecked(true); }
    void save() { get<QPushButton>("saveButton").click(); }
    bool isShown(const char* name) { return control(*dialog, name).isVisible(); }
    std::string error(const char* name) { return isShown(name) ? textOf(*dialog, name) : std::string(); }
    bool isClosed()
    {
        return QTest::qWaitFor([&] { return !dialog->isVisible(); }, kDialogWait_ms);
    }
    config::LimitSettings saved(const char* name)
    {
        const auto found = findLimit(gateway.m_settings, name);
        REQUIRE(found);
        return found->settings;
    }
};

} // namespace

TEST_CASE("adds a limit of cost per session and window")
{
    LimitDialogWorld world;
    world.open("");
    CHECK(world.get<QLineEdit>("limitName").text() == QStringLiteral("spend"));
    CHECK(world.dialog->focusWidget() == &world.get<QLineEdit>("limitName"));
    world.type("limitName", "agents");
    world.get<QDoubleSpinBox>("limitAmount").setValue(1.5);
    world.choose("limitCurrency", "CNY");
    world.get<QSpinBox>("limitNumber").setValue(5);
    CHECK_FALSE(world.get<QComboBox>("limitCalendar").isEnabled()); // a calendar window is one unit long
    world.choose("limitUnit", "hours");
    world.check("limitBy-session");
    world.type("limitModels", "gpt-4o, qwen-plus");
    world.type("limitWarnAt", "50%, 80, 100%");
    QSignalSpy saved(world.dialog.get(), &LimitDialog::saved);
    world.save();
    REQUIRE(world.isClosed());
    CHECK(saved.size() == 1);
    config::LimitSettings expected;
    expected.name = "agents";
    expected.cost = 1.5;
    expected.currency = gateway::Currency::Cny;
    expected.per = config::LimitWindow{{}, 18000};
    expected.by = {LimitBy::Session};
    expected.match.models = {"gpt-4o", "qwen-plus"};
    expected.warnAt = {50, 80, 100};
    CHECK(world.saved("agents") == expected);
}

TEST_CASE("saves a limit without changes as it was")
{
    config::LimitSettings lanes;
    lanes.name = "lanes";
    lanes.concurrent = 4;
    lanes.queue = 16;
    lanes.queue_ms = 1500;
    lanes.by = {LimitBy::Program, LimitBy::Consumer};
    auto weighted = tokenLimit("weighted", 1'000'000'000);
    weighted.count.expression = "input + 5 * output";
    weighted.per = config::LimitWindow{{}, 3600};
    weighted.reserve = config::LimitReserve::None;
    weighted.onExceeded.to = "ollama/qwen3";
    weighted.enabled = false;
    auto raised = requestLimit("raised", 5);
    raised.raise = config::LimitRaise{8, "2030-01-01T00:00:00Z"};
    const auto limit = GENERATE_COPY(values<config::LimitSettings>({costLimit("spend", 0.000123), lanes, weighted, raised}));
    CAPTURE(limit.name);
    LimitDialogWorld world;
    setLimits(world.gateway.m_settings, {limit});
    world.open(limit.name.c_str());
    world.save();
    REQUIRE(world.isClosed());
    CHECK(world.saved(limit.name.c_str()) == limit);
}

TEST_CASE("moves a limit to a consumer and renames it in one step")
{
    LimitDialogWorld world;
    setLimits(world.gateway.m_settings, {requestLimit("a", 5)});
    world.open("a");
    world.choose("limitPlace", "Consumer ci");
    world.type("limitName", "b");
    world.save();
    REQUIRE(world.isClosed());
    CHECK(world.gateway.changes == 1);
    CHECK_FALSE(findLimit(world.gateway.m_settings, "a"));
    CHECK(findLimit(world.gateway.m_settings, "b")->place == LimitPlace{LimitPlace::Kind::Consumer, "ci"});
}

TEST_CASE("shows only the fields that the kind of limit has")
{
    LimitDialogWorld world;
    world.open("");
    CHECK(world.isShown("limitCurrency"));
    CHECK(world.isShown("limitReserve"));
    CHECK_FALSE(world.isShown("limitCount"));
    world.choose("limitKind", "Tokens");
    CHECK_FALSE(world.isShown("limitCurrency"));
    CHECK(world.isShown("limitCount"));
    CHECK_FALSE(world.isShown("limitExpression"));
    world.choose("limitCount", "Weighted…");
    CHECK(world.isShown("limitExpression"));
    world.choose("limitKind", "Concurrent requests");
    CHECK_FALSE(world.isShown("limitWindow"));
    CHECK_FALSE(world.isShown("limitReserve"));
    CHECK(world.isShown("limitQueue"));
    CHECK_FALSE(world.isShown("limitWait"));
    world.get<QSpinBox>("limitQueue").setValue(3);
    CHECK(world.isShown("limitWait"));
    CHECK_FALSE(world.isShown("limitTo"));
    world.choose("limitExceeded", "Send to another target");
    CHECK(world.isShown("limitTo"));
}

TEST_CASE("says beside the field what is wrong with a limit")
{
    LimitDialogWorld world;
    setLimits(world.gateway.m_settings, {requestLimit("a", 5)});
    world.open("");
    world.type("limitName", "a");
    world.save();
    CHECK(world.error("limitNameError") == "this name is already in use");
    world.type("limitName", "no blanks");
    world.save();
    CHECK_FALSE(world.error("limitNameError").empty());
    world.type("limitName", "b");
    world.type("limitWarnAt", "often");
    world.save();
    CHECK(world.error("limitNameError").empty());
    CHECK(world.error("limitWarnAtError") == "must be percentages from 1 to 100, such as 50, 80, 100");
    world.type("limitWarnAt", "");
    world.choose("limitKind", "Tokens");
    world.choose("limitCount", "Weighted…");
    world.type("limitExpression", "input / 0 +");
    world.save();
    CHECK_FALSE(world.error("limitExpressionError").empty());
    world.choose("limitCount", "Input");
    world.choose("limitExceeded", "Send to another target");
    world.get<QComboBox>("limitTo").setCurrentText(QStringLiteral("nobody/x"));
    world.save();
    CHECK_FALSE(world.error("limitToError").empty());
    CHECK(world.dialog->isVisible());
    CHECK(world.gateway.changes == 0);
}

TEST_CASE("does not overwrite a limit that was changed elsewhere")
{
    LimitDialogWorld world;
    setLimits(world.gateway.m_settings, {requestLimit("a", 5)});
    world.open("a");
    setLimits(world.gateway.m_settings, {requestLimit("a", 6)});
    world.save();
    CHECK(world.isShown("formProblem"));
    CHECK(world.saved("a").requests == 6);
}

TEST_CASE("tells what a limit would have refused in the last 7 days while it is edited")
{
    const QTemporaryDir folder;
    LimitDialogWorld world;
    usage::RecordBatch batch;
    for (int i = 0; i < 5; ++i) {
        auto record = directRecord(world.clock.wallNow() - 48h + i * 2min);
        record.id = "r" + std::to_string(i);
        batch.push_back(std::make_shared<const usage::ExchangeRecord>(record));
    }
    world.gateway.ledgerFile = folder.filePath(QStringLiteral("ledger.sqlite"));
    SampleLedger::write(world.gateway.ledgerFile, batch);
    world.open("", requestLimit("burst", 3));
    const auto says = [&](const char* text) {
        return QTest::qWaitFor([&] { return world.get<ui::widgets::StatusLabel>("limitPreview").word() == QString::fromUtf8(text); }, kDialogWait_ms);
    };
    CHECK(says("In the last 7 days, this would have refused 2 of 5 requests."));
    CHECK(world.get<ui::widgets::StatusLabel>("limitPreview").status() == ui::look::Status::Warn);
    world.get<QDoubleSpinBox>("limitAmount").setValue(5);
    CHECK(says("In the last 7 days, this would have refused 0 of 5 requests."));
    CHECK(world.get<ui::widgets::StatusLabel>("limitPreview").status() == ui::look::Status::Ok);
    CHECK(world.gateway.changes == 0); // only Save writes
}
