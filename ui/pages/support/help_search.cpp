#include "help_search.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTextDocument>

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

namespace ui::pages {

namespace {

constexpr qsizetype kBeforeMatch = 40; ///< characters of an excerpt
constexpr qsizetype kLongestExcerpt = 160;
constexpr auto kHelpContents = "index";

/// As a page marks them: without overlaps.
int matchesIn(const QString& text, const QString& word)
{
    int matches = 0;
    for (qsizetype at = text.indexOf(word, 0, Qt::CaseInsensitive); at >= 0; at = text.indexOf(word, at + word.size(), Qt::CaseInsensitive)) ++matches;
    return matches;
}

/// The line of the first match, from a little before it on.
QString excerptOf(const QString& text, const QStringList& words)
{
    qsizetype first = -1;
    for (const QString& word : words) {
        const qsizetype at = text.indexOf(word, 0, Qt::CaseInsensitive);
        if (at >= 0 && (first < 0 || at < first)) first = at;
    }
    if (first < 0) return {}; // only in the title
    const qsizetype begin = text.lastIndexOf(u'\n', first) + 1;
    const qsizetype end = text.indexOf(u'\n', first);
    QString line = text.mid(begin, (end < 0 ? text.size() : end) - begin);
    if (const qsizetype ahead = first - begin - kBeforeMatch; ahead > 0) line = QStringLiteral("…") + line.mid(ahead);
    return line.size() > kLongestExcerpt ? line.left(kLongestExcerpt).trimmed() + QStringLiteral("…") : line.trimmed();
}

} // namespace

QStringList HelpSearch::words(const QString& text)
{
    static const QRegularExpression kWord(QStringLiteral("[\"“]([^\"”]+)[\"”]|([^\\s\"“”]+)"));
    QStringList words;
    for (auto match = kWord.globalMatch(text); match.hasNext();) {
        const auto found = match.next();
        const QString word = (found.captured(1).isEmpty() ? found.captured(2) : found.captured(1)).trimmed();
        if (!word.isEmpty() && !words.contains(word, Qt::CaseInsensitive)) words << word;
    }
    return words;
}

int HelpSearch::total(const std::vector<HelpHit>& hits)
{
    return std::accumulate(hits.begin(), hits.end(), 0, [](int sum, const HelpHit& hit) { return sum + hit.count; });
}

void HelpSearch::read(const QString& folder)
{
    if (folder == m_folder) return;
    m_folder = folder;
    m_pages.clear();
    for (const QString& name : QDir(folder).entryList({QStringLiteral("*.md")}, QDir::Files, QDir::Name)) {
        QFile file(folder + u'/' + name);
        if (!file.open(QIODevice::ReadOnly)) continue;
        QTextDocument document;
        document.setMarkdown(QString::fromUtf8(file.readAll()));
        const QString text = document.toPlainText().remove(QChar::ObjectReplacementCharacter);
        const qsizetype title = std::max<qsizetype>(text.indexOf(u'\n'), 0);
        m_pages.push_back({name.section(u'.', 0, 0), text.left(title), text.mid(title)});
    }
}

std::vector<HelpHit> HelpSearch::find(const QString& folder, const QString& text)
{
    const QStringList wanted = words(text);
    if (wanted.isEmpty()) return {};
    read(folder);
    using Rank = std::tuple<bool, bool, int>; // lower ones first
    std::vector<std::pair<Rank, HelpHit>> found;
    for (const Page& page : m_pages) {
        HelpHit hit{page.topic, page.title, excerptOf(page.text, wanted), 0};
        const auto countOf = [&](const QString& word) { return matchesIn(page.title, word) + matchesIn(page.text, word); };
        const bool hasAll = std::ranges::all_of(wanted, [&](const QString& word) { return countOf(word) > 0; });
        if (!hasAll) continue;
        for (const QString& word : wanted) hit.count += countOf(word);
        const bool isInTitle = std::ranges::any_of(wanted, [&](const QString& word) { return page.title.contains(word, Qt::CaseInsensitive); });
        found.push_back({{page.topic == QLatin1StringView(kHelpContents), !isInTitle, -hit.count}, hit});
    }
    std::ranges::stable_sort(found, {}, [](const auto& one) { return one.first; });
    std::vector<HelpHit> hits;
    hits.reserve(found.size());
    for (auto& [rank, hit] : found) hits.push_back(std::move(hit));
    return hits;
}

} // namespace ui::pages
