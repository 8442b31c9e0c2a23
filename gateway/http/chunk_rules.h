#pragma once

#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace gateway::http {

/// Cost of a byte of chunk framing, relative to a byte that is only copied: chunks of one byte take some hundred times
/// as long as one long chunk. See `Transport::spend()`.
constexpr std::size_t kFramingCost = 16;

/// Whether `bytes` may be the size of a last chunk and its line end, with less than the five bytes that a last chunk
/// has at least. Beast sees the size and relies on five bytes; if it is given fewer a second time, it aborts the
/// program. Source: RFC 9112 §7.1, last-chunk.
inline bool isCutLastChunk(std::string_view bytes)
{
    constexpr std::size_t kLeast = 5; // "0\r\n\r\n"
    return bytes.size() < kLeast && bytes.starts_with('0') && bytes.find("\r\n") != std::string_view::npos;
}

/// Whether a chunk extension contains something that could be read as the end of its line.
/// Source: RFC 9112 §7.1.1, RFC 9110 §5.6.4.
inline bool hasControl(std::string_view extension)
{
    return std::any_of(extension.begin(), extension.end(), isControl);
}

} // namespace gateway::http
