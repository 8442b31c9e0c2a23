#include "total_row.h"

#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <array>
#include <string>

namespace gateway::usage {

namespace {

/// First or last words of such a name.
constexpr std::array<std::string_view, 5> kWords{"total", "totals", "subtotal", "subtotals", "sum"};
/// Prefixes and suffixes in a language without spaces.
constexpr std::array<std::string_view, 10> kSigns{"合计", "总计", "小计", "共计", "累计", "汇总", "合計", "總計", "小計", "共計"};
constexpr std::array<std::string_view, 2> kWideBlanks{"\u3000", "\u00A0"};
constexpr std::array<std::string_view, 2> kBrackets{"(", "（"};
constexpr std::string_view kWideColon = "：";
constexpr std::string_view kEnds = " \t*=-:.#"; ///< decoration

/// Lower case, without a suffix in parentheses.
std::string plain(std::string_view cell)
{
    for (const std::string_view bracket : kBrackets)
        cell = cell.substr(0, cell.find(bracket));
    std::string text = asciiLower(cell);
    for (const std::string_view blank : kWideBlanks)
        for (std::size_t at = text.find(blank); at != std::string::npos; at = text.find(blank))
            text.replace(at, blank.size(), 1, ' ');
    if (const std::size_t colon = text.find(kWideColon); colon != std::string::npos)
        text.replace(colon, kWideColon.size(), 1, ':');
    return std::string(trimmed(text, kEnds));
}

bool isWord(std::string word)
{
    std::erase(word, '-'); // "sub-total"
    return std::ranges::find(kWords, trimmed(word, kEnds)) != kWords.end();
}

} // namespace

bool isTotalName(std::string_view cell)
{
    std::string text = plain(cell);
    if (isWord(text.substr(0, text.find(' '))) || isWord(text.substr(text.find_last_of(' ') + 1)))
        return true;
    std::erase(text, ' '); // "合 计"
    return std::ranges::any_of(kSigns, [&](std::string_view sign) { return text.starts_with(sign) || text.ends_with(sign); });
}

} // namespace gateway::usage
