#pragma once

#include "ui/wizard/first_run_dialog.h"

#include <QObject>
#include <QPointer>
#include <QString>

#include <functional>

namespace ui::shell {

class MainWindow;

/// Opens the first run in front of the window, and leads back into it.
class FirstRunDoor final : public QObject {
    Q_OBJECT
public:
    /// `window` is its parent. `stateFile` as that of the window; `hasTray`: closing the window leaves it in the tray.
    FirstRunDoor(MainWindow& window, QString stateFile, std::function<bool()> hasTray);

    /// From where it was left; from its beginning where it came to its end.
    void open();
    /// The same as the program starts, unless a request has gone through since it was left: that is its end.
    void goOn();

private:
    void openNext();
    void make();

    MainWindow& m_window;
    QString m_stateFile;
    std::function<bool()> m_hasTray;
    QPointer<wizard::FirstRunDialog> m_dialog;
};

} // namespace ui::shell
