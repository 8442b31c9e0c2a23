#pragma once

#include <QByteArray>

#include <string_view>

namespace gateway {

/// The bytes as they lie there, for as long as they do.
inline std::string_view viewOf(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

} // namespace gateway
