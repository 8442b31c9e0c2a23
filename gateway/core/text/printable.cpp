#include "printable.h"

#include "utf8.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace gateway {

namespace {

bool isControlByte(char c) { return (c >= 0 && c < ' ') || c == '\x7F'; }

/// The character that `text`, valid UTF-8 of two or three bytes, consists of.
unsigned codePoint(std::string_view text)
{
    const auto bits = [&](std::size_t i, unsigned mask) { return static_cast<unsigned char>(text[i]) & mask; };
    if (text.size() == 1)
        return bits(0, 0x7F);
    if (text.size() == 2)
        return bits(0, 0x1F) << 6 | bits(1, 0x3F);
    return bits(0, 0x0F) << 12 | bits(1, 0x3F) << 6 | bits(2, 0x3F);
}

void appendEscape(std::string& out, unsigned point)
{
    static constexpr std::string_view kDigits = "0123456789abcdef";
    out += "\\u";
    for (const unsigned shift : std::array{12U, 8U, 4U, 0U})
        out += kDigits[point >> shift & 0xFU];
}

} // namespace

std::size_t unprintableAt(std::string_view text, std::string_view kept)
{
    const std::size_t unseen = unseenAt(text);
    return unseen == 0 && isControlByte(text.front()) && kept.find(text.front()) == std::string_view::npos ? 1 : unseen;
}

std::string printable(std::string_view raw, std::string_view kept)
{
    const bool isPlain = std::all_of(raw.begin(), raw.end(), [](char c) { return c >= ' ' && c < '\x7F'; });
    if (isPlain)
        return std::string(raw);
    const std::string text = validUtf8(raw);
    const std::string_view view = text;
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < view.size();) {
        const std::size_t length = unprintableAt(view.substr(i), kept);
        if (length > 0)
            appendEscape(out, codePoint(view.substr(i, length)));
        else
            out += view[i];
        i += std::max<std::size_t>(length, 1);
    }
    return out;
}

bool isPrintable(std::string_view text) { return printable(text) == text; }

} // namespace gateway
