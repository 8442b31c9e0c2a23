#pragma once

#include <QByteArray>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace gateway {

/// A view of the bytes, valid as long as they are.
inline std::string_view viewOf(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

/// Appends four bytes, lowest first.
inline void appendLittleEndian(std::string& bytes, std::uint32_t number)
{
    for (unsigned shift = 0; shift < 32; shift += 8)
        bytes += static_cast<char>(number >> shift & 0xFFU);
}

/// Reads the four bytes at `place`, which must exist.
inline std::uint32_t littleEndianAt(std::string_view bytes, std::size_t place)
{
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i)
        number |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[place + i])) << 8 * i;
    return number;
}

} // namespace gateway
