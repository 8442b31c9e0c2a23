#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gateway {

/// The texts one behind the other, with `separator` between them; empty ones at the beginning add nothing. Any thread.
template <class Texts> std::string joined(const Texts& texts, std::string_view separator = ", ")
{
    std::string text;
    for (const std::string_view each : texts)
        text.append(text.empty() ? std::string_view() : separator).append(each);
    return text;
}

/// "a, b or c". Any thread.
inline std::string alternatives(const std::vector<std::string>& names)
{
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i)
        text += (i == 0 ? "" : i + 1 == names.size() ? " or " : ", ") + names[i];
    return text;
}

} // namespace gateway
