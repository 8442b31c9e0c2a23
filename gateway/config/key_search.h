#pragma once

#include <string>

namespace gateway::config {

/// Whether the text of a configuration, valid or not, may contain a key in a wrong place: something that looks like a
/// key, or anything but a reference in a field for secrets. Prefers false positives. Pure; any thread.
bool mayHoldKey(const std::string& text);

} // namespace gateway::config
