#pragma once

#include <QKeySequence>
#include <QString>

#include <span>

namespace ui::shell {

class MainWindow;

/// An action of the command palette: one row in `command_table.cpp`.
struct Command {
    const char* id;    ///< "pause"; must never change
    const char* title; ///< translated with `commandTitle`
    const char* words; ///< synonyms, searched but not shown; English and Chinese
    const char* icon;  ///< "act-pause"
    QKeyCombination keys; ///< shortcut in the window; `Qt::Key_unknown`: none
    bool (*isOffered)(MainWindow& window); ///< null: always
    void (*run)(MainWindow& window);
};

/// In display order while nothing is typed.
std::span<const Command> commandTable();
QString commandTitle(const Command& command);
/// "Ctrl+Shift+P" in the format of this system; empty: none.
QString commandKeys(const Command& command);

} // namespace ui::shell
