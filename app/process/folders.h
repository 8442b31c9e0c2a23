#pragma once

#include <QString>

#include <string>

namespace app {

/// `config.json` in the platform's configuration folder; on Linux
/// `~/.config/signalbox/config.json`. Absolute; need not exist.
QString defaultConfigFile();

/// The platform's data folder; on Linux `~/.local/share/signalbox`. Absolute; need not exist.
QString defaultDataDir();

/// Creates the folder for its owner only. Removes the access of others that an earlier version allowed, if it is the
/// default folder: the permissions of other folders are the user's choice. Returns a message about that; empty: nothing
/// was changed.
std::string prepareDataDir(const QString& dataDir);

/// A path as it was typed, absolute: relative ones start in the current folder.
QString absolutePath(const QString& typed);

} // namespace app
