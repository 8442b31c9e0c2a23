#pragma once

#include "gateway/core/result.h"

#include <string>
#include <string_view>

namespace gateway::usage {

/// Decodes a file to UTF-8 without byte order mark. With one it is UTF-8, UTF-16 or UTF-32; without, UTF-8 or otherwise
/// GB18030 (a superset of GBK and GB2312), which spreadsheet programs write in Chinese. Errors: InvalidRequest; the
/// message says what the file looks like and how to save it. Private to the room.
Result<std::string> billText(std::string_view bytes);

} // namespace gateway::usage
