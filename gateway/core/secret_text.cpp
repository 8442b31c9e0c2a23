#include "secret_text.h"

#include <QtGlobal>

#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <array>

namespace gateway {

namespace {

/// ASCII white space, no-break space, typographic spaces, zero-width ones, and the byte order mark.
constexpr std::array<std::string_view, 23> kMargins{" ", "\t", "\r", "\n", "\v", "\f", "\xC2\xA0", "\xC2\x85", "\xE2\x80\x80", "\xE2\x80\x82", "\xE2\x80\x83",
    "\xE2\x80\x87", "\xE2\x80\x89", "\xE2\x80\x8B", "\xE2\x80\x8C", "\xE2\x80\x8D", "\xE2\x80\x8E", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAF",
    "\xE2\x81\xA0", "\xE3\x80\x80", "\xEF\xBB\xBF"};

struct Quotes {
    std::string_view open;
    std::string_view close;
    SecretMistake mistake;
};
constexpr std::array kQuotes{
    Quotes{"\"", "\"", SecretMistake::Quotes},
    Quotes{"'", "'", SecretMistake::Quotes},
    Quotes{"`", "`", SecretMistake::Quotes},
    Quotes{"\xE2\x80\x9C", "\xE2\x80\x9D", SecretMistake::TypographicQuotes}, // “ ”
    Quotes{"\xE2\x80\x9D", "\xE2\x80\x9D", SecretMistake::TypographicQuotes}, // ” ”
    Quotes{"\xE2\x80\x9E", "\xE2\x80\x9C", SecretMistake::TypographicQuotes}, // „ “
    Quotes{"\xE2\x80\x9E", "\xE2\x80\x9D", SecretMistake::TypographicQuotes}, // „ ”
    Quotes{"\xE2\x80\x98", "\xE2\x80\x99", SecretMistake::TypographicQuotes}, // ‘ ’
    Quotes{"\xC2\xAB", "\xC2\xBB", SecretMistake::TypographicQuotes},         // « »
    Quotes{"\xE3\x80\x8C", "\xE3\x80\x8D", SecretMistake::TypographicQuotes}, // 「 」
    Quotes{"\xEF\xBC\x82", "\xEF\xBC\x82", SecretMistake::TypographicQuotes}, // ＂ ＂
};

bool isName(std::string_view text)
{
    const auto isOfName = [](char c) { return c == '_' || isDigit(c) || (asciiLower(c) >= 'a' && asciiLower(c) <= 'z'); };
    return !text.empty() && !isDigit(text.front()) && std::ranges::all_of(text, isOfName);
}

/// Removes a word followed by a space.
bool takeWord(std::string_view& text, std::string_view word)
{
    if (!startsIgnoringCase(text, word) || text.size() <= word.size() || !isBlank(text.substr(word.size(), 1)))
        return false;
    text = trimmed(text.substr(word.size()), " \t");
    return true;
}

/// Some keys end with "=" themselves: the name must be that of a key.
bool isAssignment(std::string_view text)
{
    constexpr std::size_t kLeastValue = 4;
    const bool isExported = takeWord(text, "export") || takeWord(text, "set");
    if (text.starts_with("$env:"))
        text.remove_prefix(5);
    const std::size_t sign = text.find('=');
    if (sign == std::string_view::npos || text.size() - sign <= kLeastValue || text.find('\n') != std::string_view::npos)
        return false;
    const std::string name = asciiLower(trimmed(text.substr(0, sign)));
    if (!isName(name) || name.starts_with("aws"))
        return false;
    constexpr std::array<std::string_view, 4> kWords{"key", "token", "secret", "password"};
    return isExported || std::ranges::any_of(kWords, [&](std::string_view word) { return name.find(word) != std::string::npos; });
}

/// Whether it contains AWS credentials or JSON, which have several lines and are parsed before use.
bool hasFields(std::string_view text)
{
    if (text.starts_with('{'))
        return true;
    bool isOfAws = false;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = trimmed(text.substr(0, end), " \t\r");
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty() || line.front() == '#' || line.front() == '[')
            continue;
        if (!takeWord(line, "export"))
            takeWord(line, "set");
        const std::string name = asciiLower(trimmed(line.substr(0, line.find('=')), " \t"));
        if (name.size() == line.size() || !isName(name))
            return false;
        isOfAws = isOfAws || name.starts_with("aws") || name.find("access") != std::string::npos;
    }
    return isOfAws;
}

bool holdsControl(std::string_view text)
{
    return std::ranges::any_of(text, isControl);
}

} // namespace

std::string_view withoutMargins(std::string_view text)
{
    for (bool isShorter = true; isShorter;) {
        isShorter = false;
        for (const std::string_view margin : kMargins) {
            for (; text.starts_with(margin); isShorter = true)
                text.remove_prefix(margin.size());
            for (; text.ends_with(margin); isShorter = true)
                text.remove_suffix(margin.size());
        }
    }
    return text;
}

namespace {

std::optional<SecretMistake> quotesAround(std::string_view text)
{
    for (const Quotes& quotes : kQuotes)
        if (text.size() > quotes.open.size() + quotes.close.size() && text.starts_with(quotes.open) && text.ends_with(quotes.close))
            return quotes.mistake;
    return std::nullopt;
}

} // namespace

std::optional<SecretMistake> valueMistake(const Secret& value)
{
    const std::string_view text = withoutMargins(value.reveal());
    const auto quotes = quotesAround(text);
    return !quotes && holdsControl(text) ? std::optional(SecretMistake::LineBreak) : quotes;
}

std::optional<QuoteMistake> quoteMistake(std::string_view value)
{
    const std::string_view text = withoutMargins(value);
    if (const auto around = quotesAround(text))
        return around == SecretMistake::Quotes ? QuoteMistake::Around : QuoteMistake::Typographic;
    const auto isAtEnd = [text](const Quotes& quotes) { return text.starts_with(quotes.open) || text.ends_with(quotes.close); };
    return std::ranges::any_of(kQuotes, isAtEnd) ? std::optional(QuoteMistake::OneEnd) : std::nullopt;
}

const char* toText(QuoteMistake mistake)
{
    switch (mistake) {
    case QuoteMistake::Around: return QT_TRANSLATE_NOOP("Error", "is in quotes, which are part of its value. Remove them (\"docker run --env-file\" keeps the quotes "
        "around a value)");
    case QuoteMistake::Typographic: return QT_TRANSLATE_NOOP("Error", "is in typographic quotes, which are part of its value. Remove them");
    case QuoteMistake::OneEnd: return QT_TRANSLATE_NOOP("Error", "starts or ends with a quotation mark, which is part of its value. Remove it");
    }
    return "";
}

std::optional<SecretMistake> keyMistake(const Secret& key)
{
    std::string_view text = withoutMargins(key.reveal());
    if (const auto quotes = quotesAround(text))
        return quotes;
    if ((holdsControl(text) || text.find('\t') != std::string_view::npos) && !hasFields(text))
        return SecretMistake::LineBreak;
    if (isAssignment(text))
        return SecretMistake::Assignment;
    return takeWord(text, "bearer") || takeWord(text, "authorization:") ? std::optional(SecretMistake::Bearer) : std::nullopt;
}

const char* toText(SecretMistake mistake)
{
    switch (mistake) {
    case SecretMistake::Quotes: return QT_TRANSLATE_NOOP("Error", "is in quotes, which are sent as part of the key. Remove them (\"docker run --env-file\" keeps the "
        "quotes around a value)");
    case SecretMistake::TypographicQuotes: return QT_TRANSLATE_NOOP("Error", "is in typographic quotes, which are sent as part of the key. Remove them");
    case SecretMistake::Bearer: return QT_TRANSLATE_NOOP("Error", "starts with \"Bearer\", which Signalbox adds itself. Keep only the key");
    case SecretMistake::Assignment: return QT_TRANSLATE_NOOP("Error", "is a line NAME=VALUE, which is sent as a whole. Keep only the value");
    case SecretMistake::LineBreak: return QT_TRANSLATE_NOOP("Error", "contains a line break or another control character, which cannot be sent. Keep one key on one "
        "line");
    }
    return "";
}

} // namespace gateway
