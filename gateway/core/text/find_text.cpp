#include "find_text.h"

#include "widest.h"

#include <algorithm>

namespace gateway {

namespace {

/// The first position of `first` with `second` behind it; `text.size()` if there is none.
GATEWAY_WIDEST std::size_t pairIn(std::string_view text, char first, char second)
{
    constexpr std::size_t kNear = 32; // where pairs are frequent, the next one is here
    constexpr std::size_t kBlock = 512; // of which the compiler compares many characters at once
    std::size_t at = 0;
    for (; at < kNear && at + 1 < text.size(); ++at)
        if (text[at] == first && text[at + 1] == second)
            return at;
    const char* const end = text.data() + text.size();
    for (const char* block = text.data() + at; block + 1 < end;) {
        const std::size_t left = static_cast<std::size_t>(end - block) - 1;
        unsigned char found = left < kBlock ? 1 : 0;
        if (found == 0)
            for (std::size_t i = 0; i < kBlock; ++i)
                found = static_cast<unsigned char>(found | ((block[i] == first) & (block[i + 1] == second)));
        const std::size_t size = std::min(kBlock, left);
        for (std::size_t i = 0; found != 0 && i < size; ++i)
            if (block[i] == first && block[i + 1] == second)
                return static_cast<std::size_t>(block - text.data()) + i;
        block += size;
    }
    return text.size();
}

} // namespace

std::size_t findByEnd(std::string_view text, std::string_view part, std::size_t from)
{
    if (part.size() < 2 || from > text.size())
        return text.find(part, from);
    const std::size_t lead = part.size() - 2;
    for (std::size_t at = from + lead; at < text.size(); ++at) {
        at += pairIn(text.substr(at), part[lead], part[lead + 1]);
        if (at < text.size() && text.substr(at - lead, part.size()) == part)
            return at - lead;
    }
    return std::string_view::npos;
}

} // namespace gateway
