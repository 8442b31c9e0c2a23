#pragma once

#include "config_history.h"

#include "gateway/config/fields/issue.h"

#include <string_view>

namespace gateway::config {

/// What to say of a configuration file that has no content any more (`files::isLostContent()`), as a write on a full disk or a loss
/// of power leaves it: what was lost, its newest good copy, and the command that puts that back. Reads the history and the copy beside
/// the file; changes nothing. `dataDir`: that of the history; empty: not known. Blocks; any thread.
Issue lostConfiguration(const QString& configFile, const QString& dataDir);

/// An argument of a command line as a shell of POSIX takes it.
std::string shellWord(const QString& argument);

} // namespace gateway::config
