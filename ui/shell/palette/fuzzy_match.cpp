#include "fuzzy_match.h"

#include <algorithm>
#include <utility>

namespace ui::shell {

namespace {

constexpr int kWhole = 1000;
constexpr int kBeginning = 900;
constexpr int kWordBeginning = 700;
constexpr int kPart = 500;
constexpr int kInitials = 400;
constexpr int kLetters = 300;
constexpr int kTypo = 200;
constexpr int kOtherWords = 250; // maximum score for hidden words
constexpr qsizetype kLongEnough = 5; // letters of a word that may contain an error
constexpr int kMostBetween = 2; // gaps per typed letter

bool isIdeograph(QChar letter) { return letter.script() == QChar::Script_Han; }

/// Normalised for comparison.
QString plain(const QString& text)
{
    QString folded;
    for (const QChar letter : text.normalized(QString::NormalizationForm_KD))
        if (!letter.isMark()) folded += letter.toCaseFolded();
    return folded;
}

bool beginsWord(const QString& text, qsizetype at)
{
    return at == 0 || isIdeograph(text[at]) || (text[at].isLetterOrNumber() && !text[at - 1].isLetterOrNumber());
}

QString initials(const QString& text)
{
    QString letters;
    for (qsizetype i = 0; i < text.size(); ++i)
        if (beginsWord(text, i) && text[i].isLetterOrNumber()) letters += text[i];
    return letters;
}

/// The number of letters between those of `word` in `text`, starting at the beginning of a word; -1: not contained in
/// this order.
int lettersBetween(const QString& word, const QString& text)
{
    int best = -1;
    for (qsizetype from = text.indexOf(word[0]); from >= 0; from = text.indexOf(word[0], from + 1)) {
        if (!beginsWord(text, from)) continue;
        qsizetype at = from;
        for (qsizetype i = 1; i < word.size() && at >= 0; ++i) at = text.indexOf(word[i], at + 1);
        if (at < 0) continue;
        const int between = static_cast<int>(at - from + 1 - word.size());
        best = best < 0 ? between : std::min(best, between);
    }
    return best;
}

bool isOneLetterOff(QStringView a, QStringView b)
{
    qsizetype same = 0;
    while (same < std::min(a.size(), b.size()) && a[same] == b[same]) ++same;
    const QStringView restA = a.mid(same);
    const QStringView restB = b.mid(same);
    const bool isSwapped = restA.size() > 1 && restB.size() > 1 && restA[0] == restB[1] && restA[1] == restB[0] && restB.mid(2).startsWith(restA.mid(2));
    return isSwapped || restB.mid(1).startsWith(restA.mid(1)) || restB.startsWith(restA.mid(1)) || restB.mid(1).startsWith(restA);
}

/// Whether a word of `text` begins with `word` except for one letter, which is not the first.
bool hasTypo(const QString& word, const QString& text)
{
    if (word.size() < kLongEnough) return false;
    for (qsizetype at = text.indexOf(word[0]); at >= 0; at = text.indexOf(word[0], at + 1))
        if (beginsWord(text, at) && isOneLetterOff(word, QStringView(text).mid(at, word.size() + 1))) return true;
    return false;
}

int fitOfWord(const QString& word, const QString& text)
{
    if (text == word) return kWhole;
    const qsizetype at = text.indexOf(word);
    if (at == 0) return kBeginning;
    for (qsizetype place = at; place >= 0; place = text.indexOf(word, place + 1))
        if (beginsWord(text, place)) return kWordBeginning;
    if (at > 0) return kPart;
    if (word.size() < 2) return 0;
    if (initials(text).startsWith(word)) return kInitials;
    const int between = lettersBetween(word, text);
    if (between >= 0 && between <= kMostBetween * static_cast<int>(word.size())) return kLetters - between;
    return hasTypo(word, text) ? kTypo : 0;
}

} // namespace

int fitOf(const QString& typed, const QString& title, const QString& words)
{
    const QString plainTitle = plain(title);
    const QString plainWords = plain(words);
    int sum = 0;
    int count = 0;
    for (const QString& word : plain(typed).split(u' ', Qt::SkipEmptyParts)) {
        const int other = plainWords.isEmpty() ? 0 : fitOfWord(word, plainWords) * kOtherWords / kWhole;
        const int fit = std::max(fitOfWord(word, plainTitle), other);
        if (fit == 0) return 0;
        sum += fit;
        ++count;
    }
    return count == 0 ? 0 : std::max(1, sum / count);
}

std::vector<std::size_t> bestFits(const QString& typed, const std::vector<Candidate>& candidates)
{
    std::vector<std::pair<int, std::size_t>> fits;
    for (std::size_t i = 0; i < candidates.size(); ++i)
        if (const int fit = fitOf(typed, candidates[i].title, candidates[i].words); fit > 0) fits.emplace_back(fit, i);
    std::stable_sort(fits.begin(), fits.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<std::size_t> places;
    places.reserve(fits.size());
    for (const auto& [fit, place] : fits) places.push_back(place);
    return places;
}

} // namespace ui::shell
