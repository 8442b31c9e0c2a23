#include "catch.h"
#include "controls.h"
#include "first_run_world.h"
#include "records.h"

#include "ui/wizard/client_step.h"
#include "ui/wizard/first_run_dialog.h"

#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QTest>

using namespace ui;
using wizard::FirstRunDialog;

namespace {

const QSize kLowScreen{960, 540}; // a 1920 by 1080 screen at double scale

void makeLow(FirstRunWorld& world)
{
    world.dialog->setMinimumSize(1, 1); // as on a small screen
    world.dialog->resize(FirstRunDialog::sizeIn(kLowScreen));
    settleEvents();
}

int scrollBars(const QWidget& dialog)
{
    int count = 0;
    for (const QScrollArea* area : dialog.findChildren<QScrollArea*>())
        if (area->isVisible() && area->verticalScrollBar()->maximum() > 0) ++count;
    return count;
}

} // namespace

TEST_CASE("clients and lines taller than the screen have one scroll bar")
{
    FirstRunWorld world;
    world.open(FirstRunDialog::Client);
    QStandardItemModel tools(0, 1);
    world.dialog->clientStep().setTools(&tools);
    for (int i = 0; i < 5; ++i) tools.appendRow(new QStandardItem(QStringLiteral("Tool %1").arg(i)));
    makeLow(world);
    CHECK(scrollBars(*world.dialog) == 1);
    world.dialog->clientStep().setTools(nullptr);
}

TEST_CASE("shows the details below the proof's answer on a low screen")
{
    FirstRunWorld world;
    const bool isChinese = GENERATE(false, true);
    const Language language(isChinese ? "zh_CN" : "en");
    world.open(FirstRunDialog::Proof);
    makeLow(world);
    world.gateway.finish(directRecord(world.clock.wallNow()));
    settleEvents();
    auto* area = world.dialog->findChild<QScrollArea*>();
    REQUIRE(area);
    for (const char* name : {"proofTokens", "proofCost", "proofAddress"}) {
        CAPTURE(name, area->viewport()->height());
        const QWidget& told = control(*world.dialog, name);
        REQUIRE(told.isVisible());
        CHECK(told.mapTo(area->viewport(), QPoint(0, told.height())).y() <= area->viewport()->height());
    }
    const auto& answer = control<QPlainTextEdit>(*world.dialog, "proofAnswer");
    const int before = answer.height();
    world.dialog->resize(FirstRunDialog::sizeIn({1920, 1080}));
    settleEvents();
    CHECK(answer.height() > before + 80); // it uses the available room
}
