#include "key_shape.h"

#include "ascii.h"

#include <algorithm>

namespace gateway {

namespace {

constexpr std::size_t kLeastPiece = 20;
constexpr int kLeastDigits = 3;
constexpr int kLeastDigitRuns = 2;

bool isLower(char c) { return c >= 'a' && c <= 'z'; }
bool isUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool isAlphanumeric(char c) { return isDigit(c) || isLower(c) || isUpper(c); }

/// Words joined by underscores or hyphens, such as `token_of_my_team`, are a name.
bool isWords(std::string_view text)
{
    const bool hasDigit = std::ranges::any_of(text, isDigit);
    const bool isMixed = std::ranges::any_of(text, isLower) && std::ranges::any_of(text, isUpper);
    return text.find('_') != std::string_view::npos && !hasDigit && !isMixed;
}

/// Whether digits are scattered between letters: in a name they are together, such as a year.
bool isInNoOrder(std::string_view piece)
{
    int digits = 0;
    int runs = 0;
    bool wasDigit = false;
    for (const char c : piece) {
        digits += isDigit(c) ? 1 : 0;
        runs += isDigit(c) && !wasDigit ? 1 : 0;
        wasDigit = isDigit(c);
    }
    return piece.size() >= kLeastPiece && digits >= kLeastDigits && runs >= kLeastDigitRuns;
}

} // namespace

bool isKeyCharacter(char c) { return isAlphanumeric(c) || std::string_view("_-.~+/=").find(c) != std::string_view::npos; }

bool beginsLikeKey(std::string_view text)
{
    if (!std::ranges::all_of(text, isKeyCharacter))
        return false;
    return std::ranges::any_of(kKeyPrefixes, [text](std::string_view prefix) {
        return text.starts_with(prefix) && text.size() >= prefix.size() + kLeastKeyLength && !isWords(text.substr(prefix.size()));
    });
}

bool hasKeyShape(std::string_view text)
{
    if (beginsLikeKey(text))
        return true;
    for (auto at = text.begin(); at != text.end();) {
        const auto end = std::find_if_not(at, text.end(), isAlphanumeric);
        if (isInNoOrder(std::string_view(at, end)))
            return true;
        at = std::find_if(end, text.end(), isAlphanumeric);
    }
    return false;
}

} // namespace gateway
