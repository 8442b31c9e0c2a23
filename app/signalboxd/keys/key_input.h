#pragma once

#include "gateway/core/result.h"
#include "gateway/core/secret.h"

#include <iosfwd>
#include <string>

namespace app {

/// Reads a key from standard input: on a terminal one line, prompted with `prompt` on `err` and without echo; otherwise
/// everything, at most 64 KiB. Errors: see `gateway::providers::typedKey()`, and InvalidRequest for more than 64 KiB.
gateway::Result<gateway::Secret> readKey(const std::string& prompt, std::istream& in, std::ostream& err);

} // namespace app
