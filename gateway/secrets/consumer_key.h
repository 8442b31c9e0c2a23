#pragma once

#include "gateway/core/secret.h"

#include <string>
#include <string_view>

namespace gateway::secrets {

/// A new key for a consumer: the text is shown once; the configuration keeps the other fields.
struct NewConsumerKey {
    Secret key;         ///< "sb-" and 44 letters and digits, 262 bits of randomness
    std::string sha256; ///< 64 hex digits in lower case
    std::string hint;   ///< "sb-...3fAb", so that users recognise it
};

/// Uses the system's random number generator. Any thread.
NewConsumerKey makeConsumerKey();

/// Whether `text` contains anything in the form of such a key, known or not. Pure.
bool holdsConsumerKey(std::string_view text);

} // namespace gateway::secrets
