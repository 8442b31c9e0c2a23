#include "ui/pages/usage/range_box.h"

#include "catch.h"
#include "controls.h"
#include "opened_usage.h"
#include "sample_day.h"
#include "sample_ledger.h"
#include "test_language.h"

#include "ui/pages/usage/span_dialog.h"

#include <QAccessible>
#include <QApplication>
#include <QDateEdit>
#include <QPushButton>

using namespace ui;
using pages::RangeBox;
using pages::UsagePage;

namespace {

const QDate kFirst(2025, 12, 24);
const QDate kLast(2026, 2, 3);

gateway::usage::RecordBatch oneDay() { return SampleLedger::requests(SampleDay().clock.wallNow(), 1); }

/// Like a click on an entry of the list.
void choose(RangeBox& box, int entry)
{
    box.setCurrentIndex(entry);
    Q_EMIT box.activated(entry);
}

} // namespace

TEST_CASE("shows a custom span in the range box while selected and offers it for editing")
{
    const Language english("en");
    OpenedUsage opened(oneDay());
    auto& range = control<RangeBox>(*opened.page, "usageRange");
    const int ask = range.count() - 1;
    choose(range, ask);
    auto* dialog = openDialog<pages::SpanDialog>();
    REQUIRE(dialog);
    control<QDateEdit>(*dialog, "spanFirst").setDate(kFirst);
    control<QDateEdit>(*dialog, "spanLast").setDate(kLast);
    control<QPushButton>(*dialog, "saveButton").click();
    opened.settle();
    CHECK(opened.page->span().first() == kFirst);
    const QString days = QStringLiteral("24 Dec 2025 to 3 Feb 2026");
    CHECK(range.currentText() == days);
    CHECK(QAccessible::queryAccessibleInterface(&range)->text(QAccessible::Value) == days);
    CHECK(range.accessibleName() == QStringLiteral("Time"));
    CHECK(range.itemText(range.count() - 1) == QStringLiteral("Custom range…"));

    const int entry = GENERATE(0, 1); // the span itself and the entry that opens the dialog
    CAPTURE(entry);
    choose(range, range.currentIndex() + entry);
    dialog = openDialog<pages::SpanDialog>();
    REQUIRE(dialog);
    CHECK(control<QDateEdit>(*dialog, "spanFirst").date() == kFirst);
    CHECK(control<QDateEdit>(*dialog, "spanLast").date() == kLast);
    dialog->reject();
    settleEvents();
    CHECK(range.currentText() == days);
    CHECK(opened.page->span().last() == kLast);

    choose(range, static_cast<int>(RangeBox::Range::Week));
    opened.settle();
    CHECK(range.currentText() == QStringLiteral("7 days"));
    CHECK(range.findText(days) < 0);
    CHECK(range.count() == ask + 1);
    CHECK(opened.page->span().count() == 7);
}

TEST_CASE("shows a custom span in the current language")
{
    const Language chinese("zh_CN");
    OpenedUsage opened(oneDay());
    opened.page->setOwnSpan(kFirst, kLast);
    opened.settle();
    auto& range = control<RangeBox>(*opened.page, "usageRange");
    CHECK(range.currentText().toStdString() == "2025 年 12 月 24 日至 2026 年 2 月 3 日");
    opened.page->setOwnSpan(kLast, kLast);
    CHECK(range.currentText().toStdString() == "2026 年 2 月 3 日");
}

TEST_CASE("offers the latest days when a past span has no usage")
{
    const Language english("en");
    OpenedUsage opened(oneDay());
    auto& empty = control<QWidget>(*opened.page, "nothingUsed");
    auto& latest = control<QPushButton>(*opened.page, "usageLatest");
    opened.page->setOwnSpan(kFirst, kLast);
    opened.settle();
    REQUIRE(empty.isVisible());
    CHECK(empty.accessibleDescription() == QStringLiteral("24 Dec 2025 to 3 Feb 2026: this period is in the past; new requests are not included."));
    CHECK_FALSE(control(*opened.page, "usageTest").isVisible()); // it would not be in that span
    CHECK_FALSE(control(*opened.page, "usageSample").isVisible());
    REQUIRE(latest.isVisible());
    CHECK(latest.text() == QStringLiteral("Show the last 7 days"));
    latest.setFocus();
    latest.click();
    opened.settle();
    CHECK_FALSE(empty.isVisible());
    CHECK(control<RangeBox>(*opened.page, "usageRange").currentText() == QStringLiteral("7 days"));
    CHECK(opened.page->answer().all.whole.totals.exchanges > 0);
    CHECK(QApplication::focusWidget() == &control(*opened.page, "usageRange"));
}

TEST_CASE("offers a test request when a custom span including today has no usage")
{
    OpenedUsage opened({});
    opened.page->setOwnSpan(kFirst, QDate(2026, 11, 20));
    opened.settle();
    CHECK(control(*opened.page, "usageTest").isVisible());
    CHECK_FALSE(control(*opened.page, "usageLatest").isVisible());
}

TEST_CASE("nothing is cut off with a custom span and it is shown in full on a wide page")
{
    const Language language(GENERATE("en", "zh_CN"));
    OpenedUsage opened(oneDay(), {1200, 740});
    opened.page->setOwnSpan(kFirst, kLast);
    const auto& range = control<RangeBox>(*opened.page, "usageRange");
    for (const int width : {1200, 1000, 900, 860, 800, 740, 664}) {
        opened.page->resize(width, 740);
        opened.settle();
        CAPTURE(width);
        const auto& last = control<QWidget>(*opened.page, "exportUsage");
        CHECK(last.mapTo(opened.page.get(), last.rect().topRight()).x() < opened.page->width());
        if (width >= 800) CHECK(range.shownText() == range.currentText());
        if (width == 664) CHECK(range.shownText() == opened.page->span().shortText());
    }
}
