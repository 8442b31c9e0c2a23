#pragma once

#include <QKeySequence>
#include <QString>

#include <span>

namespace ui::shell {

class MainWindow;

/// Something that one can do from the palette: one row in `command_table.cpp`.
struct Command {
    const char* id;    ///< "pause"; never changes
    const char* title; ///< translated with `commandTitle`
    const char* words; ///< other names, searched and not shown; English and Chinese
    const char* icon;  ///< "act-pause"
    QKeyCombination keys; ///< of the window; `Qt::Key_unknown`: none
    bool (*isOffered)(MainWindow& window); ///< null: always
    void (*run)(MainWindow& window);
};

/// In the order in which they stand while nothing is typed.
std::span<const Command> commandTable();
QString commandTitle(const Command& command);
/// "Ctrl+Shift+P" as this system writes it; empty: none.
QString commandKeys(const Command& command);

} // namespace ui::shell
