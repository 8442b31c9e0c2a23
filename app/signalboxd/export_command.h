#pragma once

#include "gateway/config/foreign/conversion.h"

#include <iosfwd>
#include <string>
#include <vector>

namespace app {

/// `signalboxd export`: prints the routes of these ids (all where there are none)
/// in the other program's form to `out`, and what cannot be said there to `err`.
/// Returns the exit status. No output ever holds a key.
int exportConfiguration(const gateway::config::Settings& settings, gateway::config::foreign::Program to,
    const std::vector<std::string>& routes, std::ostream& out, std::ostream& err);

} // namespace app
