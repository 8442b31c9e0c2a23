#pragma once

#include "gateway/core/result.h"
#include "gateway/core/secret.h"

namespace gateway::providers {

/// `key` as a request shows it: without white space and byte order marks around it.
/// Error: NoUsableKey if a line ends inside of it, or it holds other control characters,
/// which cannot be sent, or nothing but blanks. The message is a part of a sentence and
/// repeats nothing of the key.
Result<Secret> shownKey(const Secret& key);

/// The same of a key that somebody typed or pasted, to be kept. Credentials of several
/// parts (JSON, or lines of NAME=VALUE) stay as they are.
/// Error: InvalidRequest, if it is empty, is UTF-16, is in quotes (`param` is "quotes") or is NAME=VALUE (`param` is
/// "assignment"), too; nothing may be stored then.
Result<Secret> typedKey(const Secret& key);

} // namespace gateway::providers
