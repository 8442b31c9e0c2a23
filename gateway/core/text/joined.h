#pragma once

#include <string>
#include <string_view>

namespace gateway {

/// The texts one behind the other, with `separator` between them; empty ones at the beginning add nothing. Any thread.
template <class Texts> std::string joined(const Texts& texts, std::string_view separator = ", ")
{
    std::string text;
    for (const std::string_view each : texts)
        text.append(text.empty() ? std::string_view() : separator).append(each);
    return text;
}

} // namespace gateway
