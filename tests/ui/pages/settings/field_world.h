#pragma once

#include "catch.h"
#include "controls.h"
#include "fake_gateway.h"
#include "test_language.h"

#include "ui/pages/settings/room_table.h"
#include "ui/pages/settings_page.h"

#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QTest>

#include <memory>
#include <string>

/// The settings of a running gateway.
struct FieldWorld {
    Language language{"en"};
    FakeGateway gateway;
    std::unique_ptr<ui::pages::SettingsPage> page;

    FieldWorld()
    {
        gateway.setRunning();
        open();
    }
    void open()
    {
        page = std::make_unique<ui::pages::SettingsPage>(gateway);
        page->resize(1090, 740);
        page->show();
        REQUIRE(QTest::qWaitForWindowActive(page.get()));
        for (const ui::pages::FieldRoomEntry& room : ui::pages::fieldRooms()) page->showRoom(QString::fromLatin1(room.id)); // creates the section
        page->showRoom(QStringLiteral("general"));
    }
    void setNumber(const char* pattern, double value)
    {
        control<QDoubleSpinBox>(*page, (std::string("field:") + pattern).c_str()).setValue(value);
        settleEvents();
    }
    void typeText(const char* pattern, const char* text)
    {
        auto& line = control<QLineEdit>(*page, (std::string("field:") + pattern).c_str());
        line.setText(QString::fromUtf8(text));
        Q_EMIT line.editingFinished();
        settleEvents();
    }
    std::string remark(const char* pattern) { return textOf(*page, (std::string("remark:") + pattern).c_str()); }
    std::string problem(const char* pattern) { return textOf(*page, (std::string("problem:") + pattern).c_str()); }
};
