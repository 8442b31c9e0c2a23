#pragma once

#include "provider_settings.h"

#include <string_view>

namespace gateway::config {

// Detects by the name alone where keys are stored.

/// Whether a header of this name contains a key by itself.
bool carriesKey(std::string_view header);
/// Whether a field or parameter of this name usually holds a key or a password.
bool soundsLikeSecret(std::string_view name);

/// Whether a value of `auth.headers`, or of `auth.query`, is plain text in a field that usually contains a key.
bool looksLikeKey(const AuthValue& value, bool isHeader);

} // namespace gateway::config
