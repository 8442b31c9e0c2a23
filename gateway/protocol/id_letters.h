#pragma once

#include "gateway/core/text/ascii.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace gateway::protocol {

// Private to this folder.

constexpr bool isUpper(char c) { return c >= 'A' && c <= 'Z'; }

/// `name` in lower case with words separated by underscores: "file_id" for "File_ID", "fileId" and "file-id". Some JSON
/// and form readers treat all of them as equal. Source: pkg.go.dev/encoding/json, Unmarshal ("case-insensitive match");
/// read 2026-11-28.
inline std::string wordsOfName(std::string_view name)
{
    std::string words;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const bool isWord = i > 0 && isUpper(name[i]) && name[i - 1] != '_' && name[i - 1] != '-' && !isUpper(name[i - 1]);
        if (isWord)
            words += '_';
        words += name[i] == '-' ? '_' : asciiLower(name[i]);
    }
    return words;
}

/// Whether the ids of providers may contain this character.
constexpr bool isOfId(char c) { return (asciiLower(c) >= 'a' && asciiLower(c) <= 'z') || isDigit(c) || c == '-' || c == '_' || c == '.'; }

} // namespace gateway::protocol
