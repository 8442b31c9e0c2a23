#pragma once

#include "config_history.h"

#include "gateway/config/fields/issue.h"

#include <optional>
#include <string>
#include <string_view>

namespace gateway::config {

/// What to say of a configuration file whose content, `text`, was lost: all of it (`files::isLostContent()`) or its end, as a write on a
/// full disk or a loss of power leaves it, or another program wrote something else than a configuration. Says what was lost, its newest
/// good copy, and the command that puts that back. Empty: nothing looks lost, or some content is there and no good copy. Reads the
/// history and the copy beside the file; changes nothing. `dataDir`: that of the history; empty: not known. Blocks; any thread.
std::optional<Issue> lostConfiguration(std::string_view text, const QString& configFile, const QString& dataDir);

/// An argument of a command line as a shell of POSIX takes it.
std::string shellWord(const QString& argument);

} // namespace gateway::config
