#pragma once

#include "catch.h"

#include <QApplication>
#include <QLabel>
#include <QString>
#include <QTest>
#include <QWidget>

// Finds controls by object name for tests of pages and dialogs.

template <class T = QWidget> T& control(const QWidget& root, const char* name)
{
    T* found = root.findChild<T*>(QString::fromLatin1(name));
    INFO("control " << name);
    REQUIRE(found);
    return *found;
}

inline std::string textOf(const QWidget& root, const char* name) { return control<QLabel>(root, name).text().toStdString(); }

/// The open dialog of that class; null: none.
template <class T> T* openDialog()
{
    for (QWidget* widget : QApplication::topLevelWidgets()) {
        auto* dialog = qobject_cast<T*>(widget);
        if (dialog && dialog->isVisible()) return dialog;
    }
    return nullptr;
}

/// Processes pending answers and deletes deferred objects.
inline void settleEvents()
{
    for (int i = 0; i < 3; ++i) {
        QCoreApplication::processEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
}
