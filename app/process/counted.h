#pragma once

#include <cstddef>
#include <string>

namespace app {

/// "1 request", "2 requests".
inline std::string counted(std::size_t count, const std::string& what)
{
    return std::to_string(count) + ' ' + what + (count == 1 ? "" : "s");
}

} // namespace app
