#pragma once

#include "sentence.h"

#include <string>

namespace gateway {

/// What the operating system, SQLite or the JSON parser says about a failure, as a sentence: with words that can be
/// translated where the text is a usual one, else as it is. Any thread.
Sentence systemReason(const std::string& text);

} // namespace gateway
