#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gateway::usage {

// Numbers as bytes of seven bits each, lowest first; the highest bit means that more follow. Source: same as the
// varints of Protocol Buffers. Private to the room.

inline void appendNumber(std::string& bytes, std::int64_t number)
{
    auto left = static_cast<std::uint64_t>(number);
    for (; left >= 0x80; left >>= 7)
        bytes += static_cast<char>(0x80 | (left & 0x7F));
    bytes += static_cast<char>(left);
}

/// Removes a number from the front. Empty: incomplete.
inline std::optional<std::int64_t> takeNumber(std::string_view& bytes)
{
    if (!bytes.empty() && static_cast<unsigned char>(bytes.front()) < 0x80) { // the most frequent case
        const auto small = static_cast<unsigned char>(bytes.front());
        bytes.remove_prefix(1);
        return small;
    }
    std::uint64_t number = 0;
    unsigned shift = 0;
    for (std::size_t i = 0; i < bytes.size() && shift < 64; ++i, shift += 7) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        number |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
        if (byte < 0x80) {
            bytes.remove_prefix(i + 1);
            return static_cast<std::int64_t>(number);
        }
    }
    return std::nullopt;
}

} // namespace gateway::usage
