#pragma once

#include <QIcon>
#include <QString>

namespace app {

/// The tray icon for a state ("running", "starting", "paused", "fallback", "error", "update") in all sizes that panels
/// use; as pixmaps, since many hosts support nothing else. `darkPanel` selects the light variant. An unknown state gets
/// the icon of "error". Main thread.
QIcon trayPicture(const QString& state, bool darkPanel);

} // namespace app
