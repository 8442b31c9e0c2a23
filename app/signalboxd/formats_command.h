#pragma once

#include "app/process/command_line.h"

#include <iosfwd>

namespace app {

/// `signalboxd formats`: what a client of one format may send, and what becomes of it towards another one. Prints the
/// formats where none is named, all targets where only the client's is. The exit status: 1 for a name that is not known.
int printFormats(const FormatsRequest& request, std::ostream& out, std::ostream& err);

} // namespace app
