#pragma once

#include "app/process/command_line.h"

#include <iosfwd>

namespace app {

/// `signalboxd formats`: which fields a client of one format may send, and how they are converted to another format.
/// Prints the list of formats if none is given, all targets if only the client's is. Returns the exit status: 1 for an
/// unknown name.
int printFormats(const FormatsRequest& request, std::ostream& out, std::ostream& err);

} // namespace app
