#pragma once

#include <QKeyCombination>
#include <QtGlobal>

namespace ui::shell {

// Shortcuts of the whole window. Ctrl+1 to Ctrl+9 are the pages, in the order of the rail.
inline constexpr QKeyCombination kCopyAddressKeys = Qt::CTRL | Qt::SHIFT | Qt::Key_C;
inline constexpr QKeyCombination kPauseKeys = Qt::CTRL | Qt::SHIFT | Qt::Key_P;
inline constexpr QKeyCombination kSearchKeys = Qt::CTRL | Qt::Key_K;
inline constexpr QKeyCombination kTryKeys = Qt::CTRL | Qt::Key_T;
inline constexpr QKeyCombination kSettingsKeys = Qt::CTRL | Qt::Key_Comma;
inline constexpr QKeyCombination kCloseKeys = Qt::CTRL | Qt::Key_W;
inline constexpr QKeyCombination kQuitKeys = Qt::CTRL | Qt::Key_Q;
inline constexpr QKeyCombination kUndoKeys = Qt::CTRL | Qt::Key_Z;
inline constexpr QKeyCombination kRedoKeys = Qt::CTRL | Qt::SHIFT | Qt::Key_Z;
inline constexpr QKeyCombination kBackKeys = Qt::ALT | Qt::Key_Left;
inline constexpr Qt::Key kNextPaneKey = Qt::Key_F6;
inline constexpr Qt::Key kHelpKey = Qt::Key_F1;

} // namespace ui::shell
