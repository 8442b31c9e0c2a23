#pragma once

#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <string_view>

namespace gateway::files {

/// Whether a file with this content has lost its data: it is empty or, perhaps after a byte order mark, contains only
/// white space and the zero bytes that a file system shows after a power failure. Pure.
inline bool isLostContent(std::string_view content)
{
    content.remove_prefix(byteOrderMark(content));
    return std::ranges::all_of(content, [](char c) { return c == '\0' || c == ' ' || c == '\n' || c == '\r' || c == '\t'; });
}

} // namespace gateway::files
