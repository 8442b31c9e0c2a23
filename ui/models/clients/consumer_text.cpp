#include "consumer_text.h"

#include "ui/models/formatter.h"

#include "gateway/config/settings/timestamp.h"
#include "gateway/host/clients/consumer_changes.h"

#include <QStringList>

#include <algorithm>
#include <chrono>

namespace ui::models {

using gateway::WallTime;
using gateway::config::ConsumerKey;
using gateway::config::ConsumerSettings;
using gateway::host::ConsumerKeyState;
using gateway::host::stateOf;
using words::StateText;

namespace {

constexpr auto kSoon = std::chrono::hours{24 * 7};

QStringList shown(const std::vector<std::string>& names)
{
    QStringList list;
    for (const std::string& name : names) list << QString::fromStdString(name);
    return list;
}

std::optional<WallTime> endOf(const ConsumerKey& key)
{
    return key.expiresAt ? gateway::config::parseTimestamp(*key.expiresAt) : std::nullopt;
}

/// The year is shown unless it is the current one.
QString dayOf(WallTime when, WallTime now)
{
    const Formatter format;
    const QDate day = Formatter::local(when).date();
    if (day.year() == Formatter::local(now).date().year()) return format.shortDay(day);
    return format.yearDay(day);
}

} // namespace

StateText ConsumerText::keyState(const ConsumerKey& key, WallTime now)
{
    switch (stateOf(key, now)) {
    case ConsumerKeyState::Revoked: return {QStringLiteral("idle"), tr("revoked")};
    case ConsumerKeyState::Expired: return {QStringLiteral("warn"), tr("expired")};
    case ConsumerKeyState::Ready: break;
    }
    const auto end = endOf(key);
    if (end && *end - now < kSoon) return {QStringLiteral("warn"), tr("expires soon")};
    return {QStringLiteral("ok"), tr("ready")};
}

StateText ConsumerText::state(const ConsumerSettings& consumer, WallTime now)
{
    if (!consumer.enabled) return {QStringLiteral("idle"), tr("disabled")};
    if (consumer.keys.empty()) return {QStringLiteral("unknown"), tr("no key")};
    int ready = 0;
    int expired = 0;
    bool isEndingSoon = true;
    for (const ConsumerKey& key : consumer.keys) {
        const ConsumerKeyState state = stateOf(key, now);
        ready += state == ConsumerKeyState::Ready ? 1 : 0;
        expired += state == ConsumerKeyState::Expired ? 1 : 0;
        if (state == ConsumerKeyState::Ready) isEndingSoon = isEndingSoon && keyState(key, now).status != QLatin1StringView("ok");
    }
    if (ready > 0) return {isEndingSoon ? QStringLiteral("warn") : QStringLiteral("ok"), tr("%Ln key(s) ready", nullptr, ready)};
    return expired > 0 ? StateText{QStringLiteral("warn"), tr("expired")} : StateText{QStringLiteral("idle"), tr("revoked")};
}

QString ConsumerText::keyName(const ConsumerKey& key)
{
    if (!key.hint.empty()) return QString::fromStdString(key.hint);
    return key.secret.empty() ? tr("no hint") : QString::fromStdString(key.secret);
}

QString ConsumerText::expiry(const ConsumerKey& key, WallTime now)
{
    const auto end = endOf(key);
    return end ? dayOf(*end, now) : tr("never");
}

std::optional<WallTime> ConsumerText::lastEnd(const ConsumerSettings& consumer, WallTime now)
{
    std::optional<WallTime> last;
    for (const ConsumerKey& key : consumer.keys) {
        if (stateOf(key, now) != ConsumerKeyState::Ready) continue;
        const auto end = endOf(key);
        if (!end) return std::nullopt;
        last = std::max(last.value_or(*end), *end);
    }
    return last;
}

QString ConsumerText::expiry(const ConsumerSettings& consumer, WallTime now)
{
    if (const auto last = lastEnd(consumer, now)) return dayOf(*last, now);
    const bool isAnyReady = std::ranges::any_of(consumer.keys, [&](const ConsumerKey& key) { return stateOf(key, now) == ConsumerKeyState::Ready; });
    return isAnyReady ? tr("never") : Formatter::none();
}

QString ConsumerText::scope(const ConsumerSettings& consumer)
{
    const QString separator = tr(", ", "between names of a list");
    const QString routes = consumer.routes.empty() ? tr("all routes") : shown(consumer.routes).join(separator);
    const QString models = consumer.models.empty() ? tr("all models") : shown(consumer.models).join(separator);
    return QStringLiteral("%1 · %2").arg(routes, models);
}

QString ConsumerText::kept(const ConsumerSettings& consumer, WallTime now)
{
    const auto end = consumer.capture ? gateway::config::parseTimestamp(consumer.capture->until) : std::nullopt;
    return end && *end > now ? tr("kept until %1", "contents of requests, and a day").arg(dayOf(*end, now)) : QString();
}

QString ConsumerText::lastSeen(const ConsumerUse& use, WallTime now)
{
    if (use.lastSeen) return Formatter().ago(Formatter::local(*use.lastSeen), Formatter::local(now));
    return use.isSeenKnown ? tr("not seen yet") : Formatter().unknown();
}

QString ConsumerText::tokens(const ConsumerUse& use)
{
    return use.tokensToday ? Formatter().cellTokens(*use.tokensToday) : Formatter().unknown();
}

} // namespace ui::models
