#include "answer_comparison.h"

#include "gateway/core/text/ascii.h"
#include "gateway/evaluation/datasets/text_words.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace gateway::evaluation {

namespace {

QString toQString(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

bool isDigitAt(std::string_view text, std::size_t at) { return at < text.size() && isDigit(text[at]); }

bool isAsciiWord(char c) { return isDigit(c) || (asciiLower(c) >= 'a' && asciiLower(c) <= 'z') || c == '_'; }

/// Appends the digits from `at` on, and the groups of three after them if they are at most three. Returns their end.
std::size_t takeInteger(std::string_view text, std::size_t at, std::string& number)
{
    const std::size_t begin = at;
    while (isDigitAt(text, at))
        number += text[at++];
    constexpr std::size_t kGroup = 3;
    const auto isGroupAt = [text](std::size_t comma) {
        return comma < text.size() && text[comma] == ',' && isDigitAt(text, comma + 1) && isDigitAt(text, comma + 2) && isDigitAt(text, comma + 3) && !isDigitAt(text, comma + 4);
    };
    while (at - begin > 0 && number.size() > 0 && isGroupAt(at) && (at - begin <= kGroup || text[at - kGroup - 1] == ',')) {
        number.append(text.substr(at + 1, kGroup));
        at += kGroup + 1;
    }
    return at;
}

/// Appends the number without sign from `at` on; returns its end.
std::size_t takeNumber(std::string_view text, std::size_t at, std::string& number)
{
    at = takeInteger(text, at, number);
    if (at < text.size() && text[at] == '.' && isDigitAt(text, at + 1)) {
        number += text[at++];
        while (isDigitAt(text, at))
            number += text[at++];
    }
    if (at < text.size() && asciiLower(text[at]) == 'e') {
        const bool isSigned = at + 1 < text.size() && (text[at + 1] == '-' || text[at + 1] == '+');
        if (isDigitAt(text, at + (isSigned ? 2 : 1))) {
            number += 'e';
            number += isSigned && text[at + 1] == '-' ? "-" : "";
            for (at += isSigned ? 2 : 1; isDigitAt(text, at);)
                number += text[at++];
        }
    }
    return at;
}

/// Whether the number that begins at `at` has a minus before it, perhaps with a currency sign between them.
bool isNegative(std::string_view text, std::size_t at)
{
    std::string_view before = text.substr(0, at);
    // Euro, pound and yen
    for (const std::string_view sign : {"$", "\xE2\x82\xAC", "\xC2\xA3", "\xC2\xA5"})
        if (before.ends_with(sign)) {
            before.remove_suffix(sign.size());
            break;
        }
    if (!before.ends_with('-'))
        return false;
    before.remove_suffix(1);
    return before.empty() || !isAsciiWord(before.back());
}

} // namespace

QString foldedAnswer(std::string_view text) { return foldedCase(toQString(text).simplified()).normalized(QString::NormalizationForm_C); }

bool areSameAnswers(std::string_view a, std::string_view b) { return a == b || foldedAnswer(a) == foldedAnswer(b); }

std::optional<double> lastNumber(std::string_view answer)
{
    QString form = toQString(answer).normalized(QString::NormalizationForm_KC);
    form.replace(QChar(0x2212), QLatin1Char('-'));
    const std::string text = form.toStdString();
    std::optional<double> last;
    for (std::size_t at = 0; at < text.size();) {
        const bool isPointFirst = text[at] == '.' && isDigitAt(text, at + 1);
        if (!isDigitAt(text, at) && !isPointFirst) {
            ++at;
            continue;
        }
        std::string number;
        const std::size_t end = takeNumber(text, at, number);
        double value = 0;
        const auto [parsed, error] = std::from_chars(number.data(), number.data() + number.size(), value);
        const bool isInWord = at > 0 && isAsciiWord(text[at - 1]);
        if (error == std::errc() && parsed == number.data() + number.size() && std::isfinite(value) && !isInWord)
            last = isNegative(text, at) ? -value : value;
        at = end;
    }
    return last;
}

} // namespace gateway::evaluation
