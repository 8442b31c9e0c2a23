#pragma once

#include <QString>

#include <optional>

namespace app {

/// Why a window cannot be shown, with the remedy; empty if no reason is known. Qt ends the program if it finds no
/// display, so call this before the QApplication is created.
std::optional<QString> displayProblem();

} // namespace app
