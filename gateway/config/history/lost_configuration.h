#pragma once

#include "config_history.h"

#include "gateway/config/fields/issue.h"

#include <optional>
#include <string>
#include <string_view>

namespace gateway::config {

/// Describes a configuration file whose content, `text`, was lost: completely (`files::isLostContent()`) or at its end,
/// as after a write to a full disk or a power failure, or because another program wrote something else. Names what was
/// lost, the newest good copy, and the command to restore it. Empty: nothing seems lost, or there is some content and no
/// good copy. Reads the history and the copy beside the file; changes nothing. `dataDir`: that of the history; empty:
/// unknown. Blocks; any thread.
std::optional<Issue> lostConfiguration(std::string_view text, const QString& configFile, const QString& dataDir);

/// Quotes a command-line argument for a POSIX shell.
std::string shellWord(const QString& argument);

} // namespace gateway::config
