#include "pre_tokens.h"

#include <QChar>

#include <array>
#include <cstdint>

namespace gateway::protocol {

namespace {

// Character classes, which can be combined.
constexpr unsigned kUpper = 1;   // \p{Lu} \p{Lt}
constexpr unsigned kLower = 2;   // \p{Ll}
constexpr unsigned kOther = 4;   // \p{Lm} \p{Lo}
constexpr unsigned kMark = 8;    // \p{M}
constexpr unsigned kNumber = 16; // \p{N}
constexpr unsigned kSpace = 32;  // \s
constexpr unsigned kLineEnd = 64; // [\r\n]
constexpr unsigned kSlash = 128;
constexpr unsigned kLetter = kUpper | kLower | kOther;

unsigned kindOf(char32_t character)
{
    if (QChar::isSpace(character))
        return kSpace | (character == '\n' || character == '\r' ? kLineEnd : 0U);
    switch (QChar::category(character)) {
    case QChar::Letter_Uppercase:
    case QChar::Letter_Titlecase:
        return kUpper;
    case QChar::Letter_Lowercase:
        return kLower;
    case QChar::Letter_Modifier:
    case QChar::Letter_Other:
        return kOther;
    case QChar::Mark_NonSpacing:
    case QChar::Mark_SpacingCombining:
    case QChar::Mark_Enclosing:
        return kMark;
    case QChar::Number_DecimalDigit:
    case QChar::Number_Letter:
    case QChar::Number_Other:
        return kNumber;
    default:
        return character == '/' ? kSlash : 0U;
    }
}

const std::array<std::uint8_t, 128>& asciiKinds()
{
    static const std::array<std::uint8_t, 128> kinds = [] {
        std::array<std::uint8_t, 128> all{};
        for (char32_t c = 0; c < all.size(); ++c)
            all[c] = static_cast<std::uint8_t>(kindOf(c));
        return all;
    }();
    return kinds;
}

struct Character {
    unsigned kind = 0;
    std::size_t size = 0; ///< 0 at the end
};

constexpr bool continues(unsigned char byte) { return (byte & 0xC0U) == 0x80U; }

/// An invalid UTF-8 byte is a character without a class.
Character wideAt(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t i) -> unsigned char {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0;
    };
    const unsigned char first = byte(0);
    const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4)
        return {0, 1};
    char32_t code = first & (0xFFU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        if (!continues(byte(i)))
            return {0, 1};
        code = code << 6U | (byte(i) & 0x3FU);
    }
    return {kindOf(code), size};
}

class Scanner {
public:
    explicit Scanner(std::string_view text) : m_text(text), m_ascii(asciiKinds()) { }

    Character at(std::size_t position) const
    {
        if (position >= m_text.size())
            return {};
        const auto byte = static_cast<unsigned char>(m_text[position]);
        return byte < 0x80 ? Character{m_ascii[byte], 1} : wideAt(m_text, position);
    }

    /// The position after all characters of any of these classes.
    std::size_t behind(std::size_t position, unsigned kinds) const
    {
        for (;;) {
            const Character character = at(position);
            if ((character.kind & kinds) == 0)
                return position;
            position += character.size;
        }
    }

    /// `'s` and the like, in any case; 0 if there is none.
    std::size_t contraction(std::size_t position) const
    {
        if (position >= m_text.size() || m_text[position] != '\'')
            return 0;
        const auto lower = [&](std::size_t i) {
            return position + i < m_text.size() ? static_cast<char>(m_text[position + i] | 0x20) : '\0';
        };
        const char first = lower(1);
        const char second = lower(2);
        if (first == 's' || first == 't' || first == 'm' || first == 'd')
            return 2;
        const bool isLong = (first == 'r' && second == 'e') || (first == 'v' && second == 'e') || (first == 'l' && second == 'l');
        return isLong ? 3 : 0;
    }

    /// `\p{N}{1,3}`
    std::size_t numbers() const
    {
        std::size_t position = 0;
        for (int i = 0; i < 3; ++i) {
            const Character character = at(position);
            if ((character.kind & kNumber) == 0)
                break;
            position += character.size;
        }
        return position;
    }

    /// ` ?[^\s\p{L}\p{N}]+` and then `[\r\n]*`, or `tail` of any kind.
    std::size_t signs(unsigned tail) const
    {
        const std::size_t begin = !m_text.empty() && m_text[0] == ' ' ? 1 : 0;
        std::size_t position = begin;
        for (;;) {
            const Character character = at(position);
            if (character.size == 0 || (character.kind & (kSpace | kLetter | kNumber)) != 0)
                break;
            position += character.size;
        }
        return position == begin ? 0 : behind(position, tail);
    }

    /// `\s*[\r\n]+`, else `\s+(?!\S)`, else `\s+`.
    std::size_t spaces() const
    {
        std::size_t position = 0;
        std::size_t lineEnd = 0; // after the last line end
        std::size_t last = 0;    // position of the last character
        for (;;) {
            const Character character = at(position);
            if ((character.kind & kSpace) == 0)
                break;
            last = position;
            position += character.size;
            if ((character.kind & kLineEnd) != 0)
                lineEnd = position;
        }
        if (lineEnd > 0)
            return lineEnd;
        return position == m_text.size() || last == 0 ? position : last;
    }

    /// A character that may precede a word: not a letter, number or line end.
    std::size_t prefix() const
    {
        const Character first = at(0);
        return (first.kind & (kLetter | kNumber | kLineEnd)) == 0 ? first.size : 0;
    }

    /// cl100k: `[^\r\n\p{L}\p{N}]?\p{L}+`; 0 if there is none.
    std::size_t plainWord() const
    {
        const std::size_t begin = prefix();
        const std::size_t end = behind(begin, kLetter);
        return end > begin ? end : 0;
    }

    /// o200k: words with a lower-case end, `[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+`, otherwise
    /// words of upper-case letters, both with a prefix or, if that does not match, without one; 0 if there is none.
    std::size_t casedWord() const
    {
        const std::size_t begin = prefix();
        if (const std::size_t end = lowerEnd(begin))
            return end;
        if (const std::size_t end = begin > 0 ? lowerEnd(0) : 0)
            return end;
        const std::size_t end = behind(begin, kUpper | kOther | kMark);
        return end > begin ? end : 0;
    }

private:
    std::size_t lowerEnd(std::size_t begin) const
    {
        constexpr unsigned kLow = kLower | kOther | kMark;
        std::size_t position = begin;
        std::size_t lastLow = 0; // after the last character that may end it
        for (;;) {
            const Character character = at(position);
            if ((character.kind & (kUpper | kOther | kMark)) == 0)
                break;
            position += character.size;
            if ((character.kind & kLow) != 0)
                lastLow = position;
        }
        const std::size_t end = behind(position, kLow);
        return end > position ? end : lastLow;
    }

    std::string_view m_text;
    const std::array<std::uint8_t, 128>& m_ascii;
};

std::size_t pieceOfO200k(const Scanner& scanner)
{
    if (const std::size_t end = scanner.casedWord())
        return end + scanner.contraction(end);
    if (const std::size_t end = scanner.numbers())
        return end;
    const std::size_t end = scanner.signs(kLineEnd | kSlash);
    return end > 0 ? end : scanner.spaces();
}

std::size_t pieceOfCl100k(const Scanner& scanner)
{
    if (const std::size_t end = scanner.contraction(0))
        return end;
    if (const std::size_t end = scanner.plainWord())
        return end;
    if (const std::size_t end = scanner.numbers())
        return end;
    const std::size_t end = scanner.signs(kLineEnd);
    return end > 0 ? end : scanner.spaces();
}

} // namespace

std::size_t pieceAt(std::string_view text, TokenFamily family)
{
    const Scanner scanner(text);
    return family == TokenFamily::O200k ? pieceOfO200k(scanner) : pieceOfCl100k(scanner);
}

} // namespace gateway::protocol
