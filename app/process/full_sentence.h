#pragma once

#include <string>
#include <string_view>

namespace app {

/// Adds a full stop if there is none; an empty text stays empty. Pure.
inline std::string sentence(std::string text)
{
    constexpr std::string_view kEnds = ".?!";
    if (!text.empty() && kEnds.find(text.back()) == std::string_view::npos)
        text += '.';
    return text;
}

} // namespace app
