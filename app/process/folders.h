#pragma once

#include <QString>

namespace app {

/// `config.json` in the platform's configuration folder; on Linux
/// `~/.config/signalbox/config.json`. Absolute; need not exist.
QString defaultConfigFile();

/// The platform's data folder; on Linux `~/.local/share/signalbox`. Absolute; need not exist.
QString defaultDataDir();

} // namespace app
