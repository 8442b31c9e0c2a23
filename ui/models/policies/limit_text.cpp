#include "limit_text.h"

#include "ui/models/formatter.h"

#include <algorithm>
#include <chrono>

namespace ui::models {

using gateway::CalendarUnit;
using gateway::WallTime;
using gateway::config::LimitBy;
using gateway::config::LimitKind;
using gateway::policy::LimitCheck;
using gateway::policy::LimitRule;

namespace {

constexpr std::int64_t kMinute_s = 60;
constexpr std::int64_t kHour_s = 60 * kMinute_s;
constexpr std::int64_t kDay_s = 24 * kHour_s;
constexpr std::chrono::seconds kSoon{60};
constexpr std::chrono::hours kWholeDay{24};
constexpr qsizetype kLongestId = 12; // characters of a session's id
constexpr qsizetype kShownOfId = 8;

const QString& between()
{
    static const QString text = QStringLiteral(" · ");
    return text;
}

/// "15:12" today, otherwise with the day.
QString clockTime(const QDateTime& when, const QDateTime& now)
{
    const QString time = when.toString(QStringLiteral("HH:mm"));
    return when.date() == now.date() ? time : LimitText::tr("%1, %2", "a day and a time").arg(Formatter().shortDay(when.date()), time);
}

QString folderName(const std::string& folder)
{
    const std::size_t slash = folder.find_last_of("/\\");
    return QString::fromStdString(slash == std::string::npos || slash + 1 == folder.size() ? folder : folder.substr(slash + 1));
}

QString shortId(const std::string& id)
{
    const QString text = QString::fromStdString(id);
    return text.size() > kLongestId ? text.first(kShownOfId) + u'…' : text;
}

} // namespace

QString LimitText::kind(LimitKind kind)
{
    switch (kind) {
    case LimitKind::Requests: return tr("Requests");
    case LimitKind::Tokens: return tr("Tokens");
    case LimitKind::Cost: return tr("Cost");
    case LimitKind::Concurrent: break;
    }
    return tr("Concurrent requests");
}

QString LimitText::counted(const LimitSettings& limit)
{
    if (limit.kind() != LimitKind::Tokens) return kind(limit.kind());
    if (!limit.count.expression.empty()) return tr("Weighted tokens");
    if (limit.count.which == "input") return tr("Input tokens");
    return limit.count.which == "output" ? tr("Output tokens") : tr("Input + output tokens");
}

QString LimitText::by(LimitBy by)
{
    switch (by) {
    case LimitBy::Consumer: return tr("Consumer");
    case LimitBy::Route: return tr("Route");
    case LimitBy::Provider: return tr("Provider");
    case LimitBy::Model: return tr("Model");
    case LimitBy::Key: return tr("Key");
    case LimitBy::Program: return tr("Program");
    case LimitBy::Project: return tr("Project");
    case LimitBy::Session: return tr("Session");
    case LimitBy::Agent: break;
    }
    return tr("Sub-agent");
}

QString LimitText::window(const LimitSettings& limit)
{
    if (limit.kind() == LimitKind::Concurrent) return limit.queue > 0 ? tr("%Ln more can wait", nullptr, limit.queue) : tr("none can wait");
    if (!limit.per) return {};
    if (const std::int64_t seconds = limit.per->seconds; seconds > 0) {
        const auto number = [seconds](std::int64_t unit) { return static_cast<int>(seconds / unit); };
        if (seconds % kDay_s == 0) return tr("per %Ln day(s), sliding", nullptr, number(kDay_s));
        if (seconds % kHour_s == 0) return tr("per %Ln hour(s), sliding", nullptr, number(kHour_s));
        if (seconds % kMinute_s == 0) return tr("per %Ln minute(s), sliding", nullptr, number(kMinute_s));
        return tr("per %Ln second(s), sliding", nullptr, number(1));
    }
    switch (limit.per->unit.value_or(CalendarUnit::Minute)) {
    case CalendarUnit::Second: return limit.calendar ? tr("per second, calendar") : tr("per second, sliding");
    case CalendarUnit::Minute: return limit.calendar ? tr("per minute, calendar") : tr("per minute, sliding");
    case CalendarUnit::Hour: return limit.calendar ? tr("per hour, calendar") : tr("per hour, sliding");
    case CalendarUnit::Day: return limit.calendar ? tr("per day, calendar") : tr("per 24 hours, sliding");
    case CalendarUnit::Week: return limit.calendar ? tr("per week, calendar") : tr("per 7 days, sliding");
    case CalendarUnit::Month: break;
    }
    return limit.calendar ? tr("per month, calendar") : tr("per 30 days, sliding");
}

QString LimitText::place(const LimitPlace& place)
{
    switch (place.kind) {
    case LimitPlace::Kind::Gateway: return tr("All requests");
    case LimitPlace::Kind::Route: return tr("Route %1").arg(QString::fromStdString(place.id));
    case LimitPlace::Kind::Consumer: return tr("Consumer %1").arg(QString::fromStdString(place.id));
    case LimitPlace::Kind::Budget: break;
    }
    return tr("Enforced budget");
}

QString LimitText::scope(const LimitState& state, const NameOf& nameOf)
{
    const auto& match = state.settings().match;
    QStringList parts{place(state.place)};
    const auto add = [&parts](const std::vector<std::string>& values, const auto& shown) {
        QStringList names;
        for (const std::string& value : values) names += shown(value);
        if (!names.isEmpty()) parts += tr("only %1", "names of providers, models or consumers").arg(names.join(QStringLiteral(", ")));
    };
    const auto plain = [](const std::string& value) { return QString::fromStdString(value); };
    add(match.providers, nameOf);
    add(match.models, plain);
    add(match.consumers, plain);
    return parts.join(between());
}

QString LimitText::amount(const LimitRule& rule, std::int64_t amount)
{
    const Formatter format;
    switch (rule.kind()) {
    case LimitKind::Cost: return format.money({rule.settings().currency, amount});
    case LimitKind::Tokens: return format.cellTokens(amount);
    case LimitKind::Requests:
    case LimitKind::Concurrent: break;
    }
    return format.exact(amount);
}

QString LimitText::used(const LimitState& state)
{
    const QString limit = amount(*state.rule, state.limit);
    if (!state.isKnown) return tr("limit %1", "without a number of what is used").arg(limit);
    return tr("%1 of %2", "what is used, limit").arg(amount(*state.rule, state.used), limit);
}

QString LimitText::share(const LimitState& state)
{
    const bool isShown = state.isKnown && state.settings().enabled;
    return isShown ? Formatter().share(state.share()) : QString();
}

QString LimitText::reset(const LimitState& state, WallTime now)
{
    if (state.level() == LimitLevel::Disabled) return tr("disabled");
    if (!state.isKnown) return tr("no numbers from the gateway");
    if (state.rule->kind() == LimitKind::Concurrent) return state.waiting > 0 ? tr("%Ln waiting", nullptr, Formatter::plural(static_cast<std::int64_t>(state.waiting))) : tr("none waiting");
    QStringList parts;
    if (state.used + state.reserved == 0) {
        parts += tr("nothing used");
    } else if (state.resetsAt) {
        const QDateTime at = Formatter::local(*state.resetsAt);
        const QDateTime today = Formatter::local(now);
        const auto left = *state.resetsAt - now;
        const bool isMidnight = at.time() == QTime(0, 0) && left <= kWholeDay;
        if (state.settings().calendar) parts += isMidnight ? tr("resets at midnight") : tr("resets at %1").arg(clockTime(at, today));
        else if (left < kSoon) parts += tr("frees up in %1", "a time").arg(Formatter().sentenceDuration(std::chrono::duration_cast<gateway::Milliseconds>(std::max<WallTime::duration>(left, std::chrono::seconds(1)))));
        else parts += tr("frees up from %1").arg(clockTime(at, today));
    }
    if (state.reserved > 0) parts += tr("%1 reserved", "an amount").arg(amount(*state.rule, state.reserved));
    return parts.join(between());
}

QString LimitText::value(LimitBy by, const std::string& value, const NameOf& nameOf)
{
    switch (by) {
    case LimitBy::Provider: return nameOf(value);
    case LimitBy::Project: return value.empty() ? tr("unknown project") : folderName(value);
    case LimitBy::Program: return value.empty() ? tr("unknown program") : QString::fromStdString(value);
    case LimitBy::Route: return value.empty() ? tr("no route") : QString::fromStdString(value);
    case LimitBy::Session: return value.empty() ? tr("no session") : tr("session %1").arg(shortId(value));
    case LimitBy::Agent: return value.empty() ? tr("main agent") : tr("sub-agent %1").arg(shortId(value));
    case LimitBy::Key: return tr("key %1").arg(QString::fromStdString(value));
    case LimitBy::Consumer:
    case LimitBy::Model: break;
    }
    return QString::fromStdString(value);
}

QString LimitText::who(const LimitRule& rule, const std::string& who, const NameOf& nameOf)
{
    const auto& by = rule.settings().by;
    if (by.empty()) return Formatter::none();
    QStringList parts;
    const std::vector<std::string> values = rule.valuesOf(who);
    for (std::size_t i = 0; i < values.size(); ++i) parts += value(by[i], values[i], nameOf);
    return parts.join(between());
}

QString LimitText::among(const LimitState& state)
{
    if (state.level() == LimitLevel::Reached) return state.redirects() ? tr("now sent to %1", "a target").arg(QString::fromStdString(state.settings().onExceeded.to)) : tr("requests are refused");
    const auto& by = state.settings().by;
    if (by.empty()) return tr("one shared counter");
    const int count = Formatter::plural(static_cast<std::int64_t>(state.counters));
    if (count == 0) return tr("no counter in use");
    if (by.size() > 1) return tr("of %Ln counter(s)", nullptr, count);
    switch (by.front()) {
    case LimitBy::Consumer: return tr("of %Ln consumer(s)", nullptr, count);
    case LimitBy::Route: return tr("of %Ln route(s)", nullptr, count);
    case LimitBy::Provider: return tr("of %Ln provider(s)", nullptr, count);
    case LimitBy::Model: return tr("of %Ln model(s)", nullptr, count);
    case LimitBy::Key: return tr("of %Ln key(s)", nullptr, count);
    case LimitBy::Program: return tr("of %Ln program(s)", nullptr, count);
    case LimitBy::Project: return tr("of %Ln project(s)", nullptr, count);
    case LimitBy::Session: return tr("of %Ln session(s)", nullptr, count);
    case LimitBy::Agent: break;
    }
    return tr("of %Ln agent(s)", nullptr, count);
}

QString LimitText::level(const LimitState& state)
{
    switch (state.level()) {
    case LimitLevel::Disabled: return tr("disabled");
    case LimitLevel::Unknown: return Formatter().unknown();
    case LimitLevel::Free: return tr("below the limit");
    case LimitLevel::Near: return tr("near the limit");
    case LimitLevel::Reached: break;
    }
    return state.redirects() ? tr("reached: requests go to %1", "a target").arg(QString::fromStdString(state.settings().onExceeded.to)) : tr("reached: requests are refused");
}

QString LimitText::status(const LimitState& state)
{
    switch (state.level()) {
    case LimitLevel::Disabled: return QStringLiteral("idle");
    case LimitLevel::Unknown: return QStringLiteral("unknown");
    case LimitLevel::Free: return QStringLiteral("ok");
    case LimitLevel::Near: return QStringLiteral("warn");
    case LimitLevel::Reached: break;
    }
    return state.redirects() ? QStringLiteral("warn") : QStringLiteral("error");
}

QString LimitText::line(const LimitState& state)
{
    const QString name = QString::fromStdString(state.name());
    return tr("%1: %2 of %3", "name of a limit, share used, limit").arg(name, Formatter().share(state.share()), amount(*state.rule, state.limit));
}

QString LimitText::whole(const LimitState& state, const NameOf& nameOf, WallTime now)
{
    QStringList lines{QString::fromStdString(state.name()), scope(state, nameOf), tr("%1 %2", "what is counted, the window").arg(counted(state.settings()), window(state.settings()))};
    const QString taken = share(state);
    lines += taken.isEmpty() ? used(state) : tr("%1 (%2)", "what is used of a limit, its share").arg(used(state), taken);
    if (state.isKnown && !state.settings().by.empty() && state.counters > 0) lines += tr("Nearest: %1 %2", "whom a counter counts, among how many").arg(who(*state.rule, state.who, nameOf), among(state));
    lines += reset(state, now);
    if (state.isRaised) lines += tr("raised until %1").arg(Formatter().dateTime(Formatter::local(state.rule->amount().raisedUntil)));
    lines += level(state);
    lines.removeDuplicates();
    return lines.join(u'\n');
}

QString LimitText::today(const std::vector<LimitState>& states)
{
    std::int64_t refused = 0;
    std::int64_t redirected = 0;
    for (const LimitState& state : states) {
        refused += state.refused;
        redirected += state.redirected;
    }
    const Formatter format;
    if (redirected == 0 && refused == 0) return {};
    if (redirected == 0) return tr("Today, since the gateway started: %1 refused. A running answer is never cut off.").arg(format.exact(refused));
    return tr("Today, since the gateway started: %1 refused, %2 sent to another target. A running answer is never cut off.").arg(format.exact(refused), format.exact(redirected));
}

QString LimitText::preview(const LimitCheck& check, WallTime now)
{
    const Formatter format;
    const auto& to = check.rule->settings().onExceeded.to;
    const int count = Formatter::plural(check.requests);
    const QString all = format.exact(check.requests);
    if (!check.firstAt) return tr("In the last 7 days there was no request.");
    if (check.requests == 0) return tr("In the last 7 days, the limit would have counted no request.");
    const QString some = format.exact(check.refused);
    QString text = to.empty() ? tr("In the last 7 days, this would have refused %1 of %2 request(s).", nullptr, count).arg(some, all)
                              : tr("In the last 7 days, this would have sent %1 of %2 request(s) to %3.", nullptr, count).arg(some, all, QString::fromStdString(to));
    if (now - *check.firstAt >= kWholeDay) return text;
    return tr("%1 The ledger covers less than a day.", "a sentence").arg(text);
}

QString LimitText::previewReading() { return tr("Reading the last 7 days…"); }
QString LimitText::previewWithoutLedger() { return tr("There is no ledger to compare with."); }
QString LimitText::previewFailed() { return tr("The ledger cannot be read."); }

} // namespace ui::models
