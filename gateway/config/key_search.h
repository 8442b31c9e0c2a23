#pragma once

#include <string>

namespace gateway::config {

/// Whether the text of a configuration, valid or not, may hold a key where none belongs: something with the shape of one, or anything but
/// a reference where a secret is named. Rather once too often. Pure; any thread.
bool mayHoldKey(const std::string& text);

} // namespace gateway::config
