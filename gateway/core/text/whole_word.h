#pragma once

#include "ascii.h"

#include <cstddef>
#include <string_view>

namespace gateway {

/// A letter, a digit, '_', or a byte of a non-ASCII character: the characters of names in messages.
constexpr bool isOfWord(char c)
{
    const char lower = asciiLower(c);
    return (lower >= 'a' && lower <= 'z') || isDigit(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

/// Whether `text` contains `word`, which may be several words, not as a part of a longer word. Never true for an empty
/// word. Case-sensitive.
constexpr bool holdsWholeWord(std::string_view text, std::string_view word)
{
    for (std::size_t at = word.empty() ? std::string_view::npos : text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        if ((at == 0 || !isOfWord(text[at - 1])) && (end == text.size() || !isOfWord(text[end])))
            return true;
    }
    return false;
}

/// Whether `isRight` is true for every word of `text`, also if there are none.
template <class Predicate> constexpr bool everyWord(std::string_view text, Predicate isRight)
{
    std::size_t end = 0;
    for (std::size_t at = 0; at < text.size(); at = end + 1) {
        for (end = at; end < text.size() && isOfWord(text[end]);)
            ++end;
        if (end > at && !isRight(text.substr(at, end - at)))
            return false;
    }
    return true;
}

} // namespace gateway
