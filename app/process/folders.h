#pragma once

#include <QString>

#include <string>

namespace app {

/// `config.json` in the platform's configuration folder; on Linux
/// `~/.config/signalbox/config.json`. Absolute; need not exist.
QString defaultConfigFile();

/// The platform's data folder; on Linux `~/.local/share/signalbox`. Absolute; need not exist.
QString defaultDataDir();

/// Makes the folder, for its owner alone. One that an earlier version made readable by others is closed, if it is the default folder:
/// another one is as the user has it. What to say of that; empty: nothing was changed.
std::string prepareDataDir(const QString& dataDir);

} // namespace app
