#pragma once

#include "gateway/core/result.h"
#include "gateway/core/secret.h"

#include <iosfwd>
#include <string>

namespace app {

/// The key in `text`: without the line ends after it. A key is one line; JSON
/// credentials (text that begins with a brace) may have several.
/// Errors: InvalidRequest if it is empty, has several lines or holds control
/// characters. No message repeats any of it.
gateway::Result<gateway::Secret> keyFromText(std::string text);

/// Reads a key from standard input: on a terminal one line, asked for by
/// `prompt` on `err` and not shown; else all there is, at most 64 KiB.
/// Errors: as `keyFromText()`, and for more than 64 KiB.
gateway::Result<gateway::Secret> readKey(const std::string& prompt, std::istream& in, std::ostream& err);

} // namespace app
