#pragma once

#include "gateway/config/foreign/conversion.h"

#include <iosfwd>
#include <string>
#include <vector>

namespace app {

/// `signalboxd export`: prints the routes with these ids (all if none are given) in the other program's format to
/// `out`, and notes on what it cannot express to `err`. Returns the exit status. No output ever contains a key.
int exportConfiguration(const gateway::config::Settings& settings, gateway::config::foreign::Program to,
    const std::vector<std::string>& routes, std::ostream& out, std::ostream& err);

} // namespace app
