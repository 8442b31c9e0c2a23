#pragma once

#include "gateway/core/result.h"

#include <string>
#include <string_view>

namespace gateway::usage {

/// What a file says, in UTF-8 and without a byte order mark. With one it is UTF-8, UTF-16 or UTF-32; without, UTF-8, or else
/// GB18030 (GBK and GB2312 are parts of it), which spreadsheet programs write in Chinese. Errors: InvalidRequest; the message
/// says what the file looks like, and how to save it. Private to the room.
Result<std::string> billText(std::string_view bytes);

} // namespace gateway::usage
