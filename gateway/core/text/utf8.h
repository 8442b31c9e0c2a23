#pragma once

#include <QString>
#include <QUtf8StringView>

#include <cstddef>
#include <string>
#include <string_view>

namespace gateway {

/// `text` with invalid UTF-8 replaced by U+FFFD, for example where it was cut off. Any thread.
inline std::string validUtf8(std::string_view text)
{
    const QUtf8StringView view(text.data(), static_cast<qsizetype>(text.size()));
    return view.isValidUtf8() ? std::string(text) : view.toString().toStdString();
}

/// The length of an invisible character with an effect at the beginning of `text`: a C1 control, which terminals
/// interpret; a line or paragraph separator, which viewers interpret; a mark that changes the text direction. 0: none,
/// or a single byte. Source: Unicode 15, "Bidirectional Character Types", "Separators". Any thread.
constexpr std::size_t unseenAt(std::string_view text)
{
    const auto at = [text](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    const auto isFrom = [](unsigned byte, unsigned first, unsigned last) { return byte >= first && byte <= last; };
    if (at(0) == 0xC2) // U+0080 to U+009F
        return isFrom(at(1), 0x80, 0x9F) ? 2 : 0;
    if (at(0) == 0xD8) // U+061C
        return at(1) == 0x9C ? 2 : 0;
    if (at(0) == 0xEF) // U+FEFF, U+FFF9 to U+FFFB
        return (at(1) == 0xBB && at(2) == 0xBF) || (at(1) == 0xBF && isFrom(at(2), 0xB9, 0xBB)) ? 3 : 0;
    if (at(0) != 0xE2)
        return 0;
    if (at(1) == 0x80) // U+200E, U+200F, U+2028 to U+202E
        return isFrom(at(2), 0x8E, 0x8F) || isFrom(at(2), 0xA8, 0xAE) ? 3 : 0;
    return at(1) == 0x81 && isFrom(at(2), 0xA6, 0xA9) ? 3 : 0; // U+2066 to U+2069
}

/// The length of the longest prefix of `text` that has at most `most` bytes and does not end inside a character. Any
/// thread.
constexpr std::size_t wholeCharacters(std::string_view text, std::size_t most)
{
    if (most >= text.size())
        return text.size();
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U)
        --most;
    return most;
}

/// Appends `point` to `text`. A surrogate is encoded like a character, which is invalid UTF-8. Any thread.
inline void addUtf8(std::string& text, unsigned point)
{
    const auto add = [&text](unsigned byte) { text += static_cast<char>(byte); };
    if (point < 0x80) {
        add(point);
    } else if (point < 0x800) {
        add(0xC0 | point >> 6);
        add(0x80 | (point & 0x3F));
    } else if (point < 0x10000) {
        add(0xE0 | point >> 12);
        add(0x80 | (point >> 6 & 0x3F));
        add(0x80 | (point & 0x3F));
    } else {
        add(0xF0 | point >> 18);
        add(0x80 | (point >> 12 & 0x3F));
        add(0x80 | (point >> 6 & 0x3F));
        add(0x80 | (point & 0x3F));
    }
}

/// `text`, or its first `most` bytes at most, followed by "...". Any thread.
inline std::string shortened(std::string_view text, std::size_t most)
{
    std::string kept(text.substr(0, wholeCharacters(text, most)));
    return kept.size() == text.size() ? kept : kept + "...";
}

} // namespace gateway
