#pragma once

#include "catch.h"
#include "controls.h"
#include "sample_day.h"

#include "ui/shell/main_window.h"

#include <QTest>

#include <string>

/// The main window with a sample day, shown and active.
struct ShownWindow {
    explicit ShownWindow(const QString& stateFile = {}, QSize size = QSize(1280, 800)) : window({{day.model, day.gateway, day.clock}, [this] { return close; }, stateFile})
    {
        if (size.isValid())
            window.resize(size);
        window.show();
        window.activateWindow();
        REQUIRE(QTest::qWaitForWindowActive(&window));
        settleEvents();
    }
    std::string current() { return window.currentPage().toStdString(); }

    SampleDay day;
    ui::shell::CloseAction close = ui::shell::CloseAction::Hide;
    ui::shell::MainWindow window;
};
