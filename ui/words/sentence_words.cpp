#include "sentence_words.h"

#include "failure_words.h"

#include "gateway/host/config_editing.h"

#include <QTextBoundaryFinder>

#include <string>
#include <vector>

namespace ui::words {

namespace {

std::string patternOf(const gateway::Sentence& sentence)
{
    for (const char* const context : {"Error", "Configuration", "Doctor"})
        if (std::string words = QCoreApplication::translate(context, sentence.pattern.c_str()).toStdString(); words != sentence.pattern) return words;
    return sentence.pattern;
}

std::string filledOf(const gateway::Sentence& sentence)
{
    if (sentence.pattern.empty()) return sentence.text;
    std::vector<std::string> values;
    values.reserve(sentence.values.size());
    for (const gateway::Sentence& value : sentence.values) values.push_back(filledOf(value));
    return gateway::filled(patternOf(sentence), values);
}

constexpr qsizetype kLongestPiece = 28;
constexpr qsizetype kKeptBegin = 17;
constexpr qsizetype kKeptEnd = 10;

QString shortened(const QString& piece)
{
    if (piece.size() <= kLongestPiece) return piece;
    const auto whole = [&piece](qsizetype place) { return piece.at(place).isLowSurrogate() ? place + 1 : place; };
    return piece.left(whole(kKeptBegin)) + u'…' + piece.mid(whole(piece.size() - kKeptEnd));
}

} // namespace

QString SentenceWords::withShortNames(const QString& text)
{
    QTextBoundaryFinder places(QTextBoundaryFinder::Line, text);
    QString made;
    for (qsizetype from = 0, to = 0; (to = places.toNextBoundary()) >= 0; from = to) made += shortened(text.mid(from, to - from));
    return made;
}

QString SentenceWords::of(const gateway::Sentence& sentence) { return QString::fromStdString(filledOf(sentence)); }

QString SentenceWords::of(const gateway::Error& error) { return of(error.message); }

QString SentenceWords::listed(const QStringList& words) { return words.join(tr(", ", "between the words of a list")); }

QString SentenceWords::of(const gateway::config::Issue& issue)
{
    const QString said = of(issue.message);
    return issue.path.empty() ? said : tr("%1: %2", "a field, and what is said of it").arg(QString::fromStdString(issue.path), said);
}

std::vector<gateway::config::Issue> SentenceWords::oddities(const gateway::host::Status& status, const std::string& path)
{
    std::vector<gateway::config::Issue> odd;
    for (const gateway::config::Issue& issue : status.configIssues) {
        const std::string& at = issue.path;
        const bool isWithin = at.starts_with(path) && (at.size() == path.size() || at[path.size()] == '.' || at[path.size()] == '[');
        if (isWithin && !status.configInvalid && issue.level == gateway::config::Issue::Level::Warning) odd.push_back(issue);
    }
    return odd;
}

QStringList SentenceWords::warnings(const gateway::host::Status& status, const std::string& path)
{
    QStringList words;
    for (const gateway::config::Issue& issue : oddities(status, path)) words << of(issue);
    return words;
}

std::vector<gateway::config::Issue> SentenceWords::issuesOf(const gateway::Error& error, const gateway::host::ConfigEditing& editing)
{
    const auto& refusals = editing.refusals();
    if (!refusals.empty() && issueSentence(refusals.front()) == error.message) return refusals;
    return {{gateway::config::Issue::Level::Error, error.param, error.message}};
}

QString SentenceWords::besideField(const gateway::Error& error, const gateway::host::ConfigEditing& editing) { return of(issuesOf(error, editing).front().message); }

QString SentenceWords::detail(const gateway::Error& error, const gateway::host::ConfigEditing& editing)
{
    if (FailureWords::isAllInChange(error)) return {};
    const auto& refusals = editing.refusals();
    return !refusals.empty() && issueSentence(refusals.front()) == error.message ? of(refusals.front()) : of(error);
}

} // namespace ui::words
