#pragma once

#include "gateway/core/text/ascii.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace gateway::protocol {

// Private to the room.

constexpr bool isUpper(char c) { return c >= 'A' && c <= 'Z'; }

/// `name` in small letters with its words apart: "file_id" of "File_ID", "fileId" and "file-id". Some readers of JSON and of
/// forms take all of them for one. Source: pkg.go.dev/encoding/json, Unmarshal ("case-insensitive match"); read 2026-11-28.
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

/// What the ids of providers are made of.
constexpr bool isOfId(char c) { return (asciiLower(c) >= 'a' && asciiLower(c) <= 'z') || isDigit(c) || c == '-' || c == '_' || c == '.'; }

} // namespace gateway::protocol
