#include "printable.h"

#include <QList>
#include <QString>

#include <algorithm>
#include <array>
#include <utility>

namespace gateway {

namespace {

/// Controls of terminals, line ends, and marks of direction. Source: Unicode 15, categories Cc, Zl and Zp; UAX #9, 2.
constexpr std::array<std::pair<char32_t, char32_t>, 8> kHidden{{{0x00, 0x1f}, {0x7f, 0x9f}, {0x061c, 0x061c}, {0x200e, 0x200f},
    {0x2028, 0x202e}, {0x2066, 0x2069}, {0xfeff, 0xfeff}, {0xfff9, 0xfffb}}};

bool isHidden(char32_t c)
{
    return std::ranges::any_of(kHidden, [c](const auto& range) { return c >= range.first && c <= range.second; });
}

bool isPlainAscii(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

} // namespace

bool isPrintable(std::string_view text) { return printable(text) == text; }

std::string printable(std::string_view text)
{
    if (isPlainAscii(text))
        return std::string(text);
    constexpr int kDigits = 4;
    constexpr int kBase = 16;
    QString shown;
    for (const char32_t c : QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).toUcs4()) {
        if (c == QChar::ReplacementCharacter)
            shown += QLatin1Char('?');
        else if (isHidden(c))
            shown += QStringLiteral("\\u%1").arg(static_cast<uint>(c), kDigits, kBase, QLatin1Char('0'));
        else
            shown += QString::fromUcs4(&c, 1);
    }
    return shown.toStdString();
}

} // namespace gateway
