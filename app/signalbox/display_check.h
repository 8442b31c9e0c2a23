#pragma once

#include <QString>

#include <optional>

namespace app {

/// What keeps a window from being shown, with the remedy; empty if nothing is
/// known to. Qt ends the program where it finds no display, so ask before the
/// QApplication is made.
std::optional<QString> displayProblem();

} // namespace app
