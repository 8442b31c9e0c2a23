#include "text_words.h"

#include <QChar>

namespace gateway::evaluation {

namespace {

bool isOfScriptWithoutSpaces(char32_t point)
{
    switch (QChar::script(point)) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Bopomofo:
    case QChar::Script_Thai:
    case QChar::Script_Lao:
    case QChar::Script_Khmer:
    case QChar::Script_Myanmar: return QChar::isLetterOrNumber(point);
    default: return false;
    }
}

bool isOfAnyWord(char32_t point) { return QChar::isLetterOrNumber(point) || QChar::isMark(point); }

QString fromUtf8(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

/// Calls `visit` for each character with its code point, and with where it begins and ends.
template <class Visit> void eachCharacter(const QString& text, Visit visit)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isPair = text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        const qsizetype begin = i;
        i += isPair ? 1 : 0;
        visit(isPair ? QChar::surrogateToUcs4(text[begin], text[i]) : char32_t{text[begin].unicode()}, begin, i + 1);
    }
}

} // namespace

QString foldedCase(const QString& text) { return text.toUpper().toCaseFolded(); } // toCaseFolded() alone maps no character to two

std::vector<std::string> foldedWords(std::string_view text, std::size_t most)
{
    std::vector<std::string> words;
    QString word;
    bool isWhole = false; // another letter begins a new word
    const auto end = [&] {
        if (!word.isEmpty() && words.size() < most)
            words.push_back(word.toStdString());
        word.clear();
    };
    eachCharacter(foldedCase(fromUtf8(text).normalized(QString::NormalizationForm_KC)), [&](char32_t point, qsizetype, qsizetype) {
        const bool isSingle = isOfScriptWithoutSpaces(point);
        if (!isOfAnyWord(point) || isSingle || (isWhole && !QChar::isMark(point)))
            end();
        if (isOfAnyWord(point))
            word += QString::fromUcs4(&point, 1);
        isWhole = isSingle || (isWhole && QChar::isMark(point));
    });
    end();
    return words;
}

std::size_t wordCount(std::string_view text)
{
    std::size_t words = 0;
    std::size_t run = 0; // characters of a script without spaces
    bool isInWord = false;
    eachCharacter(fromUtf8(text), [&](char32_t point, qsizetype, qsizetype) {
        if (isOfScriptWithoutSpaces(point)) {
            ++run;
            isInWord = false;
        } else if (QChar::isSpace(point)) {
            isInWord = false;
        } else if (QChar::isLetterOrNumber(point) && !isInWord) {
            ++words;
            isInWord = true;
        }
    });
    return words + (run + 1) / 2;
}

std::vector<WordPlace> wordPlaces(const QString& text, std::size_t most)
{
    std::vector<WordPlace> words;
    bool isOpen = false; // whether the last word goes on with another letter
    bool isFull = false;
    eachCharacter(text, [&](char32_t point, qsizetype begin, qsizetype end) {
        const bool isSpace = QChar::isSpace(point);
        const bool isSingle = isOfScriptWithoutSpaces(point);
        const bool isMarkOfLast = QChar::isMark(point) && !words.empty() && words.back().end == begin;
        if (!isSpace && !isMarkOfLast && (isSingle || !isOpen)) {
            isFull = isFull || words.size() == most;
            if (!isFull)
                words.push_back({begin, end});
        }
        if (isFull)
            return;
        if (!isSpace)
            words.back().end = end;
        isOpen = !isSpace && (isMarkOfLast ? isOpen : !isSingle);
    });
    return words;
}

} // namespace gateway::evaluation
