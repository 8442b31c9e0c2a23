#pragma once

#include "gateway/core/secret.h"

#include <string>
#include <string_view>

namespace gateway::secrets {

/// A new key for a consumer: the text is to be shown once, the rest is what the
/// configuration keeps.
struct NewConsumerKey {
    Secret key;         ///< "sb-" and 44 letters and digits, 262 bits of chance
    std::string sha256; ///< 64 hex digits in lower case
    std::string hint;   ///< "sb-...3fAb", by which people know it again
};

/// Out of the system's random numbers. Any thread.
NewConsumerKey makeConsumerKey();

/// Whether a key of such a form stands anywhere in `text`, known or not. Pure.
bool holdsConsumerKey(std::string_view text);

} // namespace gateway::secrets
