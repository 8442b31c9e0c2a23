#pragma once

#include "catch.h"

#include <QApplication>
#include <QLabel>
#include <QString>
#include <QTest>
#include <QWidget>

// Finds controls by their names, as the tests of pages and dialogs do.

template <class T = QWidget> T& control(const QWidget& root, const char* name)
{
    T* found = root.findChild<T*>(QString::fromLatin1(name));
    INFO("control " << name);
    REQUIRE(found);
    return *found;
}

inline std::string textOf(const QWidget& root, const char* name) { return control<QLabel>(root, name).text().toStdString(); }

/// The dialog of that class that is open; null if none.
template <class T> T* openDialog()
{
    for (QWidget* widget : QApplication::topLevelWidgets()) {
        auto* dialog = qobject_cast<T*>(widget);
        if (dialog && dialog->isVisible()) return dialog;
    }
    return nullptr;
}

/// Lets queued answers come and deleted objects go.
inline void settleEvents()
{
    for (int i = 0; i < 3; ++i) {
        QCoreApplication::processEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
}
