#pragma once

#include <cstdio>
#include <numeric>
#include <string>

/// Changes the type of the entry whose header is at `head`, and names the target of a link.
inline void setTarType(std::string& tar, std::size_t head, char type)
{
    tar[head + 156] = type;
    tar.replace(head + 157, 4, "link");
    tar.replace(head + 148, 8, 8, ' ');
    const auto* const bytes = tar.data() + head;
    const unsigned sum = std::accumulate(bytes, bytes + 512, 0U, [](unsigned all, char c) { return all + static_cast<unsigned char>(c); });
    char digits[8]; // and the null after them
    std::snprintf(digits, sizeof digits, "%06o", sum);
    tar.replace(head + 148, 7, digits, 7);
}
