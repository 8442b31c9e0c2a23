#include "word_marks.h"

#include "gateway/core/text/line_diff.h"
#include "gateway/evaluation/datasets/text_words.h"

#include <QString>

#include <algorithm>
#include <string_view>

namespace gateway::evaluation {

namespace {

constexpr std::size_t kMostWords = 400;

struct Word {
    WordPlace place;
    std::string folded;
};

std::vector<Word> wordsOf(const QString& text)
{
    std::vector<Word> words;
    for (const WordPlace& place : wordPlaces(text, kMostWords))
        words.push_back({place, foldedCase(text.mid(place.begin, place.end - place.begin)).toStdString()});
    return words;
}

std::vector<std::string_view> foldedViews(const std::vector<Word>& words)
{
    std::vector<std::string_view> views;
    views.reserve(words.size());
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
        add(done, words[i].place.begin, false);
        add(words[i].place.begin, words[last].place.end, true);
        done = words[last].place.end;
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
