#pragma once

#include "gateway/core/result.h"
#include "gateway/core/secret.h"

namespace gateway::providers {

/// `key` as it is sent in a request: without surrounding white space and byte order marks. Error: NoUsableKey if it
/// contains a line break or another control character, which cannot be sent, or only white space. The message is a part
/// of a sentence and contains nothing of the key.
Result<Secret> shownKey(const Secret& key);

/// The same for a key that was typed or pasted and will be stored. Credentials with several parts (JSON, or lines of
/// NAME=VALUE) are kept unchanged. Error: also InvalidRequest if it is empty, UTF-16, in quotes (`param` is "quotes")
/// or NAME=VALUE (`param` is "assignment"); nothing may be stored then.
Result<Secret> typedKey(const Secret& key);

} // namespace gateway::providers
