#include "ui/pages/usage/bill_dialog.h"

#include "ui/pages/usage/usage_page.h"

#include "catch.h"
#include "controls.h"
#include "sample_day.h"
#include "sample_ledger.h"
#include "test_language.h"

#include <QCheckBox>
#include <QComboBox>
#include <QMenu>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>

using namespace ui;
using namespace Qt::StringLiterals;
using pages::BillDialog;

namespace {

constexpr int kComparing_ms = 20'000;

struct BillWorld {
    explicit BillWorld(const char* name = "en", QSize size = {1100, 740}) : language(name)
    {
        day.gateway.ledgerFile = folder.filePath(u"ledger.sqlite"_s);
        auto record = SampleLedger::fallback(day.clock.wallNow());
        record.startedAt = gateway::WallTime{gateway::Milliseconds{QDateTime(QDate(2026, 11, 1), QTime(6, 0), Qt::UTC).toMSecsSinceEpoch()}};
        record.provider = record.attempts.back().provider = "deepseek";
        record.model = record.attempts.back().model = "deepseek-v4-pro";
        record.charges.clear();
        SampleLedger::write(day.gateway.ledgerFile, {std::make_shared<const gateway::usage::ExchangeRecord>(record)});
        page = std::make_unique<pages::UsagePage>(day.model, day.gateway, day.clock);
        page->resize(size);
        page->show();
        REQUIRE(QTest::qWaitForWindowExposed(page.get()));
        settleEvents();
    }
    BillDialog& open()
    {
        control<QPushButton>(*page, "compareBill").click();
        auto* dialog = openDialog<BillDialog>();
        REQUIRE(dialog);
        auto& provider = control<QComboBox>(*dialog, "billProvider");
        provider.setCurrentIndex(provider.findData(u"deepseek"_s));
        return *dialog;
    }
    void compare(BillDialog& dialog, const char* file)
    {
        dialog.compare({QStringLiteral(SIGNALBOX_TEST_DATA "/bills/") + QLatin1StringView(file)});
        CHECK(dialog.isComparing());
        REQUIRE(QTest::qWaitFor([&] { return !dialog.isComparing(); }, kComparing_ms));
    }

    Language language;
    QTemporaryDir folder;
    SampleDay day;
    std::unique_ptr<pages::UsagePage> page;
};

} // namespace

TEST_CASE("compares a bill from the usage page")
{
    BillWorld world;
    BillDialog& dialog = world.open();
    CHECK_FALSE(control(dialog, "saveComparison").isEnabled());
    CHECK(control<QComboBox>(dialog, "billProvider").findData(u"demo"_s) < 0);
    world.compare(dialog, "deepseek-amount-2026.csv");
    const auto& table = *control<QTableView>(dialog, "billTable").model();
    const int different = table.rowCount();
    CHECK(different >= 2);
    CHECK(table.index(0, 1).data().toString() == u"deepseek-v4-pro"_s);
    CHECK(textOf(dialog, "billFiles") == "deepseek-amount-2026.csv");
    CHECK(textOf(dialog, "billSummary") == "1 of 1 day differs");
    CHECK(control(dialog, "saveComparison").isEnabled());
    control<QCheckBox>(dialog, "billOnlyDifferent").setChecked(false);
    CHECK(table.rowCount() >= different);
    // Another provider has no data: this is reported instead of a match.
    auto& provider = control<QComboBox>(dialog, "billProvider");
    provider.setCurrentIndex(provider.findData(u"qwen"_s));
    Q_EMIT provider.activated(provider.currentIndex());
    REQUIRE(QTest::qWaitFor([&] { return !dialog.isComparing(); }, kComparing_ms));
    CHECK(table.rowCount() == 0);
    CHECK_THAT(textOf(dialog, "billSummary"), Catch::Contains("no requests to provider"));
    CHECK_FALSE(control(dialog, "saveComparison").isEnabled());
    dialog.close();
    settleEvents();
    CHECK_FALSE(openDialog<BillDialog>());
}

TEST_CASE("shows problems of a bill with its file name in the window's language")
{
    BillWorld world("zh_CN");
    BillDialog& dialog = world.open();
    world.compare(dialog, "openai.csv");
    CHECK(control(dialog, "billNotes").isVisible());
    CHECK_THAT(textOf(dialog, "billNotes"), Catch::Contains("openai.csv：跳过了 1 行：没有模型"));
    CHECK(control(dialog, "billForeign").isVisible());
    CHECK_THAT(control(dialog, "billForeign").accessibleName().toStdString(), Catch::StartsWith("openai.csv：这是 OpenAI 导出的文件，而供应商“deepseek”的类型是 DeepSeek。"));
    world.compare(dialog, "none.csv");
    CHECK(textOf(dialog, "billSummary") == "none.csv：没有这个文件或文件夹");
    CHECK_FALSE(control(dialog, "billNotes").isVisible());
}

TEST_CASE("moves the bill button to the export menu when space is short")
{
    BillWorld world("en", {664, 428});
    CHECK_FALSE(control(*world.page, "compareBill").isVisible());
    auto& exports = control<QPushButton>(*world.page, "exportUsage");
    REQUIRE(exports.isEnabled()); // though nothing of today can be exported
    exports.click();
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    REQUIRE(menu);
    CHECK_FALSE(menu->actions().front()->isEnabled());
    menu->actions().back()->trigger();
    menu->close();
    CHECK(openDialog<BillDialog>());
}
