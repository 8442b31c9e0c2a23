#pragma once

#include <string_view>

namespace gateway::http {

/// Whether `bytes` are a last chunk's size and line end with less than what has to
/// follow: five bytes in all, at least. Beast sees the size and then counts on all
/// five; told of less a second time, it stops the program.
/// Source: RFC 9112 §7.1, last-chunk.
inline bool isCutLastChunk(std::string_view bytes)
{
    constexpr std::size_t kLeast = 5; // "0\r\n\r\n"
    const std::size_t zeros = bytes.find_first_not_of('0');
    return bytes.size() < kLeast && zeros != 0 && zeros != std::string_view::npos && bytes.substr(zeros, 2) == "\r\n";
}

} // namespace gateway::http
