#pragma once

#include <QIcon>
#include <QString>

namespace app {

/// The tray's drawing of a state ("running", "starting", "paused", "fallback",
/// "error", "update") at every size that panels ask for; as pixmaps, since
/// many hosts take nothing else. `darkPanel` chooses the bright drawing.
/// A state without a drawing gives that of "error". Main thread.
QIcon trayPicture(const QString& state, bool darkPanel);

} // namespace app
