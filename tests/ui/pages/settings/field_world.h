#pragma once

#include "catch.h"
#include "controls.h"
#include "fake_gateway.h"
#include "test_language.h"

#include "ui/pages/settings/gateway_room.h"

#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QStackedWidget>
#include <QTest>

#include <map>
#include <memory>
#include <string>
#include <string_view>

/// A running gateway and the settings rooms with its fields, each of which is created when it is first shown.
struct FieldRooms {
    Language language{"en"};
    FakeFor<ui::pages::FieldRoom::Access> gateway;
    std::unique_ptr<QStackedWidget> page;
    std::map<std::string, ui::pages::FieldRoom*, std::less<>> rooms;

    FieldRooms()
    {
        gateway.setRunning();
        open();
    }
    void open()
    {
        rooms.clear();
        page.reset();
        page = std::make_unique<QStackedWidget>();
        page->addWidget(new QWidget(page.get())); // in place of a room without fields
        page->resize(894, 690);
        page->show();
        REQUIRE(QTest::qWaitForWindowActive(page.get()));
    }
    void showRoom(std::string_view id)
    {
        if (!rooms.contains(id)) {
            ui::pages::FieldRoom* room = nullptr;
            if (id == "gateway") room = new ui::pages::GatewayRoom(gateway, page.get());
            else room = new ui::pages::FieldRoom(gateway, ui::pages::fieldRoom(id), page.get());
            page->addWidget(room);
            rooms[std::string(id)] = room;
        }
        page->setCurrentWidget(rooms.find(id)->second);
    }
    /// Shows the row of a configuration field.
    void showSetting(const std::string& pattern)
    {
        for (const auto& place : ui::pages::settingPlaces())
            if (place.pattern == pattern) {
                showRoom(place.room);
                REQUIRE(rooms[place.room]->showField(pattern));
            }
    }
    void leave() { page->setCurrentIndex(0); }
};

/// The same with all rooms created.
struct FieldWorld : FieldRooms {
    FieldWorld() { showAll(); }
    void openAgain()
    {
        open();
        showAll();
    }
    void showAll()
    {
        for (const ui::pages::FieldRoomEntry& room : ui::pages::fieldRooms()) showRoom(room.id);
        leave();
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
