#pragma once

#include <QString>
#include <QUtf8StringView>

#include <string>
#include <string_view>

namespace gateway {

/// `text`, with U+FFFD where it is no UTF-8, such as where it was cut off. Any thread.
inline std::string validUtf8(std::string_view text)
{
    const QUtf8StringView view(text.data(), static_cast<qsizetype>(text.size()));
    return view.isValidUtf8() ? std::string(text) : view.toString().toStdString();
}

/// `point` behind `text`. A half of a pair is written as a character of its own, which is no UTF-8. Any thread.
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

} // namespace gateway
