#pragma once

#include "foreign_object.h"

#include <string>
#include <string_view>

namespace gateway::config::foreign {

/// A consumer key as stored in the configuration: its SHA-256, or a reference if the document names a variable or a
/// secret. The key itself is discarded.
ConsumerKey consumerKeyOf(std::string_view key, const std::string& consumer, const std::string& path, ImportLog& log);

/// The text that an export writes in place of a key.
std::string placeholderOf(const ConsumerKey& key);

} // namespace gateway::config::foreign
