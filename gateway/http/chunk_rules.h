#pragma once

#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace gateway::http {

/// What a byte of framing costs, in bytes that are only copied: chunks of one byte take some hundred times as long as one
/// long chunk. See `Transport::spend()`.
constexpr std::size_t kFramingCost = 16;

/// Whether `bytes` may be a last chunk's size, whatever stands behind it, and line
/// end with less than what has to follow: five bytes in all, at least. Beast sees the
/// size and then counts on all five; told of less a second time, it stops the program.
/// Source: RFC 9112 §7.1, last-chunk.
inline bool isCutLastChunk(std::string_view bytes)
{
    constexpr std::size_t kLeast = 5; // "0\r\n\r\n"
    return bytes.size() < kLeast && bytes.starts_with('0') && bytes.find("\r\n") != std::string_view::npos;
}

/// Whether a chunk's extension holds what could be read as the end of its line.
/// Source: RFC 9112 §7.1.1, RFC 9110 §5.6.4.
inline bool hasControl(std::string_view extension)
{
    return std::any_of(extension.begin(), extension.end(), isControl);
}

} // namespace gateway::http
