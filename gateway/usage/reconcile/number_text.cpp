#include "number_text.h"

#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace gateway::usage {

namespace {

constexpr std::size_t kGroupDigits = 3; // digits between separators

struct Mark {
    std::string_view text;
    std::optional<Currency> currency = {};
};
// Longer ones first.
constexpr std::array kMarks{Mark{"US$", Currency::Usd}, Mark{"USD", Currency::Usd}, Mark{"$", Currency::Usd}, Mark{"CN¥", Currency::Cny},
    Mark{"CNY", Currency::Cny}, Mark{"RMB", Currency::Cny}, Mark{"¥", Currency::Cny}, Mark{"￥", Currency::Cny}, Mark{"元", Currency::Cny}};
constexpr std::array<std::string_view, 5> kSpaces{" ", "\t", "\u00A0", "\u202F", "\u3000"};
constexpr std::array<std::string_view, 2> kApostrophes{"'", "’"};
constexpr std::string_view kMinus = "−";

template <class Texts> std::string_view frontOf(std::string_view text, const Texts& all)
{
    const auto found = std::ranges::find_if(all, [&](std::string_view each) { return text.starts_with(each); });
    return found == all.end() ? std::string_view() : *found;
}

/// Trims the text.
std::string_view withoutEnds(std::string_view text)
{
    for (std::string_view blank = frontOf(text, kSpaces); !blank.empty(); blank = frontOf(text, kSpaces))
        text.remove_prefix(blank.size());
    const auto last = [&] { return std::ranges::find_if(kSpaces, [&](std::string_view each) { return text.ends_with(each); }); };
    for (auto blank = last(); blank != kSpaces.end(); blank = last())
        text.remove_suffix(blank->size());
    return text;
}

/// Removes a currency sign from either end.
std::optional<Currency> takeMark(std::string_view& text)
{
    for (const Mark& mark : kMarks) {
        if (text.starts_with(mark.text))
            text.remove_prefix(mark.text.size());
        else if (text.ends_with(mark.text))
            text.remove_suffix(mark.text.size());
        else
            continue;
        text = withoutEnds(text);
        return mark.currency;
    }
    return {};
}

bool takeMinus(std::string_view& text)
{
    const std::size_t size = text.starts_with('-') ? 1 : text.starts_with(kMinus) ? kMinus.size() : 0;
    if (size == 0 && text.starts_with('+'))
        text = withoutEnds(text.substr(1));
    text = withoutEnds(text.substr(size));
    return size > 0;
}

/// A number without its surroundings.
struct Bare {
    std::string_view digits;
    bool isNegative = false;
    std::optional<Currency> currency = {};
};

Bare bared(std::string_view cell)
{
    std::string_view text = withoutEnds(cell);
    const bool isBracketed = text.size() > 1 && text.starts_with('(') && text.ends_with(')');
    if (isBracketed)
        text = withoutEnds(text.substr(1, text.size() - 2));
    bool isNegative = takeMinus(text);
    const auto currency = takeMark(text);
    if (currency && !isNegative)
        isNegative = takeMinus(text);
    return {text, isNegative != isBracketed, currency};
}

/// A space or an apostrophe at the front; empty: none.
std::string_view separatorAt(std::string_view text)
{
    const std::string_view blank = frontOf(text, kSpaces);
    return blank.empty() ? frontOf(text, kApostrophes) : blank;
}

/// The same anywhere.
std::string_view separatorIn(std::string_view text)
{
    while (!text.empty() && separatorAt(text).empty())
        text.remove_prefix(1);
    return separatorAt(text);
}

/// With commas between groups and a decimal point, whatever the original had.
std::string separated(std::string_view text, DecimalSign sign)
{
    std::string plain;
    while (!text.empty()) {
        if (const std::string_view between = separatorAt(text); !between.empty()) {
            plain += ',';
            text.remove_prefix(between.size());
            continue;
        }
        const char c = text.front();
        plain += sign == DecimalSign::Point || (c != ',' && c != '.') ? c : c == ',' ? '.' : ',';
        text.remove_prefix(1);
    }
    return plain;
}

} // namespace

void DecimalSigns::look(std::string_view cell, bool isCount)
{
    const std::string_view text = bared(cell).digits;
    const std::size_t at = text.find_last_of(".,");
    if (at == std::string_view::npos)
        return;
    const char last = text[at];
    const bool isMixed = text.find(last == '.' ? ',' : '.') != std::string_view::npos || !separatorIn(text).empty();
    const bool isTwice = text.find(last) != at;
    const std::string_view behind = text.substr(at + 1);
    const auto digits = static_cast<std::size_t>(std::ranges::find_if_not(behind, isDigit) - behind.begin());
    const bool mayBeGroup = digits == kGroupDigits && digits == behind.size() && at > 0 && at <= kGroupDigits && text.front() != '0';
    const auto own = static_cast<std::size_t>(last == ',' ? DecimalSign::Comma : DecimalSign::Point);
    const auto other = 1 - own;
    if (isMixed || (!isTwice && !mayBeGroup))
        m_sure[own] = true;
    else if (isTwice)
        m_sure[other] = true;
    else if (isCount)
        m_likely[other] = true;
    else
        m_possible[own] = true;
}

DecimalSign DecimalSigns::found(DecimalSign usual) const
{
    for (const Signs& seen : {m_sure, m_likely, usual == DecimalSign::Comma ? m_possible : Signs{}})
        if (seen[0] || seen[1])
            return seen[0] && seen[1] ? usual : seen[0] ? DecimalSign::Point : DecimalSign::Comma;
    return usual;
}

NumberText numberText(std::string_view cell, DecimalSign sign)
{
    const Bare bare = bared(cell);
    std::string text = separated(bare.digits, sign);
    if (bare.isNegative)
        text.insert(text.begin(), '-');
    return {std::move(text), bare.currency};
}

} // namespace gateway::usage
