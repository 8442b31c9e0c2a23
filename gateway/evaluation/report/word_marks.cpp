#include "word_marks.h"

#include "gateway/core/text/line_diff.h"

#include <QString>

#include <algorithm>
#include <string_view>

namespace gateway::evaluation {

namespace {

constexpr std::size_t kMostWords = 400;

struct Word {
    qsizetype begin = 0;
    qsizetype end = 0;
    std::string folded;
};

bool isWholeWord(char32_t point)
{
    switch (QChar::script(point)) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Thai:
    case QChar::Script_Lao:
    case QChar::Script_Khmer:
    case QChar::Script_Myanmar:
        return true;
    default:
        return false;
    }
}

/// The code point at `place`, and how many units it has.
std::pair<char32_t, qsizetype> pointAt(const QString& text, qsizetype place)
{
    const QChar unit = text[place];
    if (unit.isHighSurrogate() && place + 1 < text.size() && text[place + 1].isLowSurrogate())
        return {QChar::surrogateToUcs4(unit, text[place + 1]), 2};
    return {unit.unicode(), 1};
}

/// The first words of `text`, by white space or by character.
std::vector<Word> wordsOf(const QString& text)
{
    std::vector<Word> words;
    bool isOpen = false; // whether the last word may go on
    for (qsizetype place = 0; place < text.size();) {
        const auto [point, units] = pointAt(text, place);
        const bool isSpace = QChar::isSpace(point);
        const bool isAlone = isWholeWord(point);
        if (!isSpace && (isAlone || !isOpen)) {
            if (words.size() == kMostWords)
                break;
            words.push_back({place, place, {}});
        }
        place += units;
        if (!isSpace)
            words.back().end = place;
        isOpen = !isSpace && !isAlone;
    }
    for (Word& word : words)
        word.folded = text.mid(word.begin, word.end - word.begin).toCaseFolded().toStdString();
    return words;
}

std::vector<std::string_view> foldedViews(const std::vector<Word>& words)
{
    std::vector<std::string_view> views;
    for (const Word& word : words)
        views.push_back(word.folded);
    return views;
}

/// Adjacent marked words are one piece, with the white space between them.
std::vector<TextPiece> piecesOf(const QString& text, const std::vector<Word>& words, const std::vector<bool>& isMarked)
{
    std::vector<TextPiece> pieces;
    const auto add = [&](qsizetype begin, qsizetype end, bool marked) {
        if (begin < end)
            pieces.push_back({text.mid(begin, end - begin).toStdString(), marked});
    };
    qsizetype done = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (!isMarked[i])
            continue;
        std::size_t last = i;
        while (last + 1 < words.size() && isMarked[last + 1])
            ++last;
        add(done, words[i].begin, false);
        add(words[i].begin, words[last].end, true);
        done = words[last].end;
        i = last;
    }
    add(done, text.size(), false);
    return pieces;
}

} // namespace

std::vector<std::vector<TextPiece>> markDifferences(const std::vector<std::string>& answers, std::size_t base)
{
    std::vector<QString> texts;
    std::vector<std::vector<Word>> words;
    std::vector<std::vector<bool>> marks;
    for (const std::string& answer : answers) {
        texts.push_back(QString::fromStdString(answer));
        words.push_back(wordsOf(texts.back()));
        marks.emplace_back(words.back().size(), false);
    }
    std::vector<bool>& baseMarks = marks[base];
    std::fill(baseMarks.begin(), baseMarks.end(), answers.size() > 1);
    const auto baseViews = foldedViews(words[base]);
    for (std::size_t i = 0; i < answers.size(); ++i) {
        if (i == base)
            continue;
        std::size_t inBase = 0;
        std::size_t inOther = 0;
        for (const DiffLine::Kind kind : diffKinds(baseViews, foldedViews(words[i]))) {
            if (kind == DiffLine::Kind::Added)
                marks[i][inOther] = true;
            if (kind == DiffLine::Kind::Same)
                baseMarks[inBase] = false;
            inBase += kind == DiffLine::Kind::Added ? 0 : 1;
            inOther += kind == DiffLine::Kind::Removed ? 0 : 1;
        }
    }
    std::vector<std::vector<TextPiece>> result;
    for (std::size_t i = 0; i < answers.size(); ++i)
        result.push_back(piecesOf(texts[i], words[i], marks[i]));
    return result;
}

} // namespace gateway::evaluation
