#pragma once

#include "app/process/command_line.h"
#include "gateway/config/settings/settings.h"
#include "gateway/host/experiments/experiment_report.h"

#include <iosfwd>
#include <string>
#include <vector>

namespace app {

/// All experiments as a table, with a line feed at the end. Pure.
std::string experimentListText(const std::vector<gateway::host::ExperimentReport>& reports);
/// One experiment as text, with a line feed at the end. Pure.
std::string experimentText(const gateway::host::ExperimentReport& report);

/// `signalboxd experiment`: reads what experiments have shown from the files of the data folder, whether a gateway is
/// running or not, or ends one; a running gateway heeds that at once. `line`: with `experiment`. Returns the exit status;
/// errors go to `err`. Blocks.
int experimentCommand(const CommandLine& line, const gateway::config::Settings& settings, std::ostream& out, std::ostream& err);

} // namespace app
