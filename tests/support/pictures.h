#pragma once

#include "catch.h"
#include "controls.h"

#include "ui/look/theme.h"
#include "ui/shell/appearance/language.h"

#include <QApplication>
#include <QDir>
#include <QTest>

// Pictures of windows as test output for inspection.

inline void keep(QWidget& shown, const char* name)
{
    REQUIRE(QTest::qWaitForWindowExposed(&shown));
    settleEvents();
    QString folder = qEnvironmentVariable("SIGNALBOX_SHOTS");
    if (folder.isEmpty()) folder = QCoreApplication::applicationDirPath() + QStringLiteral("/../shots");
    QDir().mkpath(folder);
    const QString file = QStringLiteral("%1/%2@%3x.png").arg(folder, QString::fromLatin1(name)).arg(shown.devicePixelRatioF());
    CHECK(shown.grab().save(file));
}

/// The look and the language of one picture.
struct Setting {
    Setting(ui::look::Scheme scheme, const char* name) : language(*qApp)
    {
        ui::look::applyScheme(*qApp, scheme);
        language.setChoice(QString::fromLatin1(name));
    }
    ~Setting() { ui::look::applyScheme(*qApp, ui::look::Scheme::Light); }
    Setting(const Setting&) = delete;
    Setting& operator=(const Setting&) = delete;

    ui::shell::Language language;
};
