#pragma once

#include "foreign_object.h"

#include <string>
#include <string_view>

namespace gateway::config::foreign {

/// A consumer's key as the configuration holds it: its SHA-256, or a reference
/// where the document names a variable or a secret. The key itself is forgotten.
ConsumerKey consumerKeyOf(std::string_view key, const std::string& consumer, const std::string& path, ImportLog& log);

/// What an export writes in the place of a key.
std::string placeholderOf(const ConsumerKey& key);

} // namespace gateway::config::foreign
