#include "match_text.h"

#include "quoted_text.h"

#include "gateway/config/settings/weekdays.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <utility>

namespace ui::models {

using gateway::config::MatchSettings;
using gateway::config::NamedGroup;
using gateway::config::NamedMatch;
using gateway::config::TextMatch;
using gateway::config::TimeMatch;
using gateway::config::TraitMatch;

namespace {

constexpr auto kTokens = "tokens > ";
constexpr QLatin1StringView kBoth(" + ");
constexpr std::initializer_list<QStringView> kCommas{u",", u"，", u"、"};

QStringList pieces(const QString& text, const QRegularExpression& between)
{
    QStringList found;
    for (const QString& piece : text.split(between)) {
        if (!piece.trimmed().isEmpty()) found << piece.trimmed();
    }
    return found;
}

QStringList lines(const QString& text)
{
    static const QRegularExpression kLine(QStringLiteral("\n"));
    return pieces(text, kLine);
}

QStringList items(const QString& text)
{
    static const QRegularExpression kBetween(QStringLiteral("[\n,，、]+"));
    return pieces(text, kBetween);
}

/// Model names, which contain commas only in quotes. An expression may contain commas and extends to the end of its
/// line.
QStringList modelNames(const QString& text)
{
    QStringList found;
    for (const QString& line : lines(text)) {
        qsizetype from = 0;
        for (const QString& part : splitOutsideQuotes(line, kCommas)) {
            const bool isExpression = part.trimmed().startsWith(u'~');
            const QString name = (isExpression ? line.mid(from) : part).trimmed();
            if (!name.isEmpty()) found << name;
            if (isExpression) break;
            from += part.size() + 1;
        }
    }
    return found;
}

template <class List, class Say> QString each(const List& list, Say say, const char* between)
{
    QStringList words;
    for (const auto& one : list) words << say(one);
    return words.join(QString::fromLatin1(between));
}

QString qString(const std::string& text) { return QString::fromStdString(text); }

/// Whether it can be read without quotes: it looks like an ordinary text.
bool isPlain(const QString& text)
{
    static const QRegularExpression kMarks(QStringLiteral("^~|[*\"\\n]"));
    return !text.isEmpty() && text == text.trimmed() && !text.contains(kMarks) && !text.contains(kBoth);
}

bool hasComma(const QString& text)
{
    return std::ranges::any_of(kCommas, [&text](QStringView comma) { return text.contains(comma); });
}

/// Whether commas separate alternatives, or are ordinary characters.
enum class Commas { Part, AreLetters };

QString textOf(const std::string& text, Commas commas)
{
    const QString line = qString(text);
    return isPlain(line) && (commas == Commas::AreLetters || !hasComma(line)) ? line : quotedText(text);
}

/// An expression may contain stars.
QString expressionOf(const std::string& text)
{
    const QString line = qString(text);
    const bool isRead = line == line.trimmed() && !line.contains(u'"') && !line.contains(u'\n') && !line.contains(kBoth);
    return isRead ? line : quotedText(text);
}

QString patternText(const TextMatch& match, Commas commas)
{
    switch (match.kind) {
    case TextMatch::Kind::Prefix: return (match.text.empty() ? QString() : textOf(match.text, commas)) + u'*';
    case TextMatch::Kind::Suffix: return u'*' + textOf(match.text, commas);
    case TextMatch::Kind::Regex: return u'~' + expressionOf(match.text);
    case TextMatch::Kind::Present: return QStringLiteral("*");
    case TextMatch::Kind::Exact: break;
    }
    return textOf(match.text, commas);
}

QString modelText(const TextMatch& match) { return patternText(match, Commas::Part); }
QString pathText(const TextMatch& match) { return patternText(match, Commas::AreLetters); }

QString namedText(const NamedGroup& group)
{
    QStringList words;
    for (const NamedMatch& part : group.all) {
        const QString name = qString(part.name);
        words << (isPlain(name) && !name.contains(u':') ? name : quotedText(part.name)) + QStringLiteral(": ") + patternText(part.match, Commas::AreLetters);
    }
    return words.join(kBoth);
}

QString itemText(const std::string& item)
{
    static const QRegularExpression kBetween(QStringLiteral("[\n,，、\"]"));
    const QString text = qString(item);
    return text == text.trimmed() && !text.isEmpty() && !text.contains(kBetween) ? text : quotedText(item);
}

QString traitText(const TraitMatch& trait)
{
    QStringList words;
    const auto add = [&words](const std::optional<bool>& value, const char* name) {
        if (value) words << (*value ? QString() : QStringLiteral("no ")) + QString::fromLatin1(name);
    };
    add(trait.tools, "tools");
    add(trait.images, "images");
    add(trait.stream, "stream");
    if (trait.inputTokensAbove) words << QString::fromLatin1(kTokens) + QString::number(*trait.inputTokensAbove);
    return words.join(kBoth);
}

QString timeText(const TimeMatch& time)
{
    QStringList words;
    if (!time.days.empty()) words << each(time.days, qString, ",");
    words << qString(time.from) + QLatin1Char('-') + qString(time.to);
    if (time.zone != "local") words << qString(time.zone);
    return words.join(QLatin1Char(' '));
}

bool isDay(const QString& word)
{
    return std::ranges::any_of(gateway::config::kWeekdays, [&word](std::string_view day) { return word.compare(QLatin1StringView(day.data(), static_cast<qsizetype>(day.size())), Qt::CaseInsensitive) == 0; });
}

/// The gateway interprets 10:00-10:00 as a whole day, which is hardly intended; and there is no time between two
/// midnights.
bool endsWhenItBegins(const TimeMatch& time) { return time.from == time.to || (time.from == "24:00" && time.to == "00:00"); }

/// One part of "no tools + tokens > 32000"; false: invalid.
bool readTrait(const QString& text, TraitMatch& trait)
{
    static const QRegularExpression kMore(QStringLiteral("^tokens\\s*>\\s*([\\d,]+)$"));
    if (const auto more = kMore.match(text); more.hasMatch()) {
        bool isNumber = false;
        trait.inputTokensAbove = more.captured(1).remove(QLatin1Char(',')).toInt(&isNumber);
        return isNumber;
    }
    const bool isNo = text.startsWith(QStringLiteral("no "));
    const QString name = isNo ? text.mid(3).trimmed() : text;
    using Row = std::pair<const char*, std::optional<bool> TraitMatch::*>;
    static constexpr std::array kRows{Row{"tools", &TraitMatch::tools}, Row{"images", &TraitMatch::images}, Row{"stream", &TraitMatch::stream}};
    for (const auto& [word, member] : kRows) {
        if (name != QLatin1StringView(word)) continue;
        trait.*member = !isNo;
        return true;
    }
    return false;
}

} // namespace

QString listedText(const std::vector<std::string>& words) { return each(words, itemText, ", "); }

std::vector<std::string> listedWords(const QString& text)
{
    std::vector<std::string> found;
    for (const QString& line : lines(text))
        for (const QString& part : splitOutsideQuotes(line, kCommas)) {
            if (const auto whole = takeQuoted(part.trimmed()); whole && whole->rest.isEmpty()) found.push_back(whole->text);
            else if (!part.trimmed().isEmpty()) found.push_back(part.trimmed().toStdString());
        }
    return found;
}

MatchText::MatchText(const MatchSettings& match)
    : models(each(match.models, modelText, "\n")), domains(each(match.domains, qString, ", ")),
      paths(each(match.paths, pathText, "\n")), methods(each(match.methods, qString, ", ")),
      headers(each(match.headers, namedText, "\n")), query(each(match.query, namedText, "\n")),
      consumers(listedText(match.consumers)), traits(each(match.traits, traitText, "\n")), times(each(match.times, timeText, "\n"))
{
}

std::optional<TextMatch> MatchText::pattern(const QString& text, bool mayBePresent)
{
    const QChar star = QLatin1Char('*');
    if (const auto begin = takeQuoted(text)) {
        if (begin->rest.isEmpty()) return TextMatch{TextMatch::Kind::Exact, begin->text};
        return begin->rest == star ? std::optional(TextMatch{TextMatch::Kind::Prefix, begin->text}) : std::nullopt;
    }
    if (text.startsWith(star) || text.startsWith(QLatin1Char('~')))
        if (const auto behind = takeQuoted(text.mid(1)); behind && behind->rest.isEmpty())
            return TextMatch{text.startsWith(star) ? TextMatch::Kind::Suffix : TextMatch::Kind::Regex, behind->text};
    if (text == star) return mayBePresent ? std::optional(TextMatch{TextMatch::Kind::Present, {}}) : std::nullopt;
    if (text.startsWith(QLatin1Char('~'))) return TextMatch{TextMatch::Kind::Regex, text.mid(1).toStdString()};
    if (text.count(star) > 1 || (text.contains(star) && !text.startsWith(star) && !text.endsWith(star))) return std::nullopt;
    if (text.endsWith(star)) return TextMatch{TextMatch::Kind::Prefix, text.chopped(1).toStdString()};
    if (text.startsWith(star)) return TextMatch{TextMatch::Kind::Suffix, text.mid(1).toStdString()};
    return TextMatch{TextMatch::Kind::Exact, text.toStdString()};
}

std::vector<TextMatch> MatchText::patterns(const QStringList& typed, const char* field, std::vector<RouteProblem>& problems)
{
    std::vector<TextMatch> found;
    for (const QString& line : typed) {
        if (line == QLatin1StringView("*")) return {}; // matches anything
        if (const auto match = pattern(line, false)) found.push_back(*match);
        else problems.push_back({field, tr("“%1”: use one * at the start or end; for more, use ~ and a regular expression").arg(line)});
    }
    return found;
}

std::vector<NamedGroup> MatchText::groups(const QString& text, const char* field, std::vector<RouteProblem>& problems)
{
    std::vector<NamedGroup> found;
    for (const QString& line : lines(text)) {
        NamedGroup group{std::vector<NamedMatch>{}};
        for (const QString& part : splitOutsideQuotes(line, {QString(kBoth)})) {
            const auto begin = takeQuoted(part.trimmed());
            const QString behind = begin ? begin->rest : part;
            const qsizetype colon = behind.indexOf(QLatin1Char(':'));
            const std::string name = begin ? begin->text : behind.left(colon).trimmed().toStdString();
            const QString value = behind.mid(colon + 1).trimmed();
            const auto match = colon < (begin ? 0 : 1) || value.isEmpty() ? std::nullopt : pattern(value, true);
            if (match) group.all.push_back({name, *match});
            else problems.push_back({field, tr("“%1”: enter a name, a colon and a value, such as x-team: red").arg(part.trimmed())});
        }
        if (!group.all.empty()) found.push_back(std::move(group));
    }
    return found;
}

std::vector<TraitMatch> MatchText::traitsOf(const QString& text, std::vector<RouteProblem>& problems)
{
    std::vector<TraitMatch> found;
    for (const QString& line : lines(text)) {
        TraitMatch trait;
        for (const QString& part : line.split(QLatin1Char('+'))) {
            if (!readTrait(part.trimmed().toLower(), trait)) {
                problems.push_back({"match.traits", tr("“%1”: enter tools, images or stream (or “no” before one of them), or tokens > 32000").arg(part.trimmed())});
            }
        }
        found.push_back(trait);
    }
    return found;
}

std::vector<TimeMatch> MatchText::timesOf(const QString& text, std::vector<RouteProblem>& problems)
{
    static const QRegularExpression kTime(QStringLiteral("^(?:([a-z]{3}(?:\\s*,\\s*[a-z]{3})*)\\s+)?(\\d\\d:\\d\\d)\\s*[-–]\\s*(\\d\\d:\\d\\d)(?:\\s+(\\S+))?$"),
                                          QRegularExpression::CaseInsensitiveOption);
    std::vector<TimeMatch> found;
    for (const QString& line : lines(text)) {
        const auto match = kTime.match(line);
        if (!match.hasMatch()) {
            problems.push_back({"match.times", tr("“%1”: enter a time window, such as mon,tue 22:00-06:00 Asia/Shanghai").arg(line)});
            continue;
        }
        for (const QString& day : items(match.captured(1))) {
            if (!isDay(day)) problems.push_back({"match.times", tr("“%1” is not a day: enter mon, tue, wed, thu, fri, sat or sun").arg(day)});
        }
        TimeMatch time;
        time.days = listedWords(match.captured(1).toLower());
        time.from = match.captured(2).toStdString();
        time.to = match.captured(3).toStdString();
        if (!match.captured(4).isEmpty()) time.zone = match.captured(4).toStdString();
        if (endsWhenItBegins(time)) problems.push_back({"match.times", tr("“%1” starts and ends at the same time: enter 00:00-24:00 for a whole day").arg(line)});
        found.push_back(std::move(time));
    }
    return found;
}

MatchSettings MatchText::toSettings(const MatchSettings& before, std::vector<RouteProblem>& problems) const
{
    const MatchText old(before);
    MatchSettings match = before;
    if (models != old.models) match.models = patterns(modelNames(models), "match.models", problems);
    if (domains != old.domains) match.domains = listedWords(domains);
    if (paths != old.paths) match.paths = patterns(lines(paths), "match.paths", problems);
    if (methods != old.methods) match.methods = listedWords(methods.toUpper());
    if (headers != old.headers) match.headers = groups(headers, "match.headers", problems);
    if (query != old.query) match.query = groups(query, "match.query", problems);
    if (consumers != old.consumers) match.consumers = listedWords(consumers);
    if (traits != old.traits) match.traits = traitsOf(traits, problems);
    if (times != old.times) match.times = timesOf(times, problems);
    return match;
}

} // namespace ui::models
