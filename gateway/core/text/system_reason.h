#pragma once

#include "sentence.h"

#include <string>

namespace gateway {

/// A message of the operating system, SQLite or the JSON parser as a sentence: translatable if it is a common one,
/// otherwise unchanged. Any thread.
Sentence systemReason(const std::string& text);

} // namespace gateway
