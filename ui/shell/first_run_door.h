#pragma once

#include "ui/wizard/first_run_dialog.h"

#include <QObject>
#include <QPointer>
#include <QString>

#include <functional>

namespace ui::shell {

class MainWindow;

/// Opens the first-run dialog in front of the window, and returns to the window.
class FirstRunDoor final : public QObject {
    Q_OBJECT
public:
    /// `window` is its parent. `stateFile`: that of the window; `hasTray`: whether a closed window stays available in
    /// the tray.
    FirstRunDoor(MainWindow& window, QString stateFile, std::function<bool()> hasTray);

    /// Resumes where it was left; restarts it if it was completed.
    void open();
    /// The same at program start, unless a request has succeeded since it was left: it counts as completed then.
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
