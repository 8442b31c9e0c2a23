#pragma once

#include "controls.h"
#include "fake_gateway.h"
#include "manual_clock.h"
#include "test_language.h"

#include "ui/pages/providers_page.h"

#include <QAbstractButton>
#include <QAction>
#include <QMenu>
#include <QTableView>

#include <memory>

/// The page with a fake gateway.
struct ProvidersPageWorld {
    Language language{"en"};
    ManualClock clock;
    FakeFor<ui::pages::ProvidersPage::Access> gateway;
    std::unique_ptr<ui::pages::ProvidersPage> page;

    void open(int width = 1090)
    {
        page = std::make_unique<ui::pages::ProvidersPage>(gateway, clock);
        page->resize(width, 740);
        page->show();
        REQUIRE(QTest::qWaitForWindowActive(page.get()));
        settleEvents();
    }
    void click(const char* name) { QTest::mouseClick(&control<QAbstractButton>(*page, name), Qt::LeftButton); }
    void trigger(const char* name) { control<QWidget>(*page, "providerMenu").findChild<QAction*>(QString::fromLatin1(name))->trigger(); }
    std::string cell(int row, int column)
    {
        return control<QTableView>(*page, "providersList").model()->index(row, column).data().toString().toStdString();
    }
    bool isShown(const char* name) { return control(*page, name).isVisible(); }
};
