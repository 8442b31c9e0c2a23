#pragma once

#include "provider_settings.h"

#include <string_view>

namespace gateway::config {

// By their names alone, where keys stand.

/// Whether a header of this name carries a key on its own.
bool carriesKey(std::string_view header);
/// Whether a field or parameter of this name usually holds a key or a password.
bool soundsLikeSecret(std::string_view name);

/// Whether a value of `auth.headers`, or of `auth.query`, stands where a key usually does
/// and is plain text.
bool looksLikeKey(const AuthValue& value, bool isHeader);

} // namespace gateway::config
