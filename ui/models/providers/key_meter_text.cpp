#include "ui/models/formatter.h"

#include "key_meter_text.h"
#include "ui/words/sentence_words.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace ui::models {

using gateway::providers::KeyLimit;
using gateway::providers::KeyMeter;

namespace {

struct NameRow {
    std::string_view name; ///< in the provider's words
    const char* words;
};

// Source: OpenAI "Rate limits" and Anthropic API "Rate limits", heads of answers, read 2026-11-22.
constexpr std::array kNames{
    NameRow{"requests", QT_TRANSLATE_NOOP("ui::models::KeyMeterText", "Requests")},
    NameRow{"tokens", QT_TRANSLATE_NOOP("ui::models::KeyMeterText", "Tokens")},
    NameRow{"input-tokens", QT_TRANSLATE_NOOP("ui::models::KeyMeterText", "Input tokens")},
    NameRow{"output-tokens", QT_TRANSLATE_NOOP("ui::models::KeyMeterText", "Output tokens")},
};

QString limitName(const std::string& name)
{
    const auto found = std::find_if(kNames.begin(), kNames.end(), [&](const NameRow& row) { return row.name == name; });
    return found == kNames.end() ? QString::fromStdString(name) : KeyMeterText::tr(found->words);
}

// Names of plan windows, see `gateway::providers::windowName()`.
constexpr std::array kWindows{
    NameRow{"5h", QT_TRANSLATE_NOOP("ui::models::KeyMeterText", "5 hours")},
    NameRow{"day", QT_TRANSLATE_NOOP("ui::models::KeyMeterText", "day")},
    NameRow{"week", QT_TRANSLATE_NOOP("ui::models::KeyMeterText", "week")},
    NameRow{"month", QT_TRANSLATE_NOOP("ui::models::KeyMeterText", "month")},
};

QString windowName(const std::string& name)
{
    const auto found = std::find_if(kWindows.begin(), kWindows.end(), [&](const NameRow& row) { return row.name == name; });
    return found == kWindows.end() ? QString::fromStdString(name) : KeyMeterText::tr(found->words);
}

QString timeText(gateway::WallTime when, gateway::WallTime now)
{
    const QDateTime local = Formatter::local(when);
    return local.date() == Formatter::local(now).date() ? Formatter().time(local) : Formatter().dateTime(local);
}

QString moneyText(const std::vector<gateway::Money>& amounts)
{
    QStringList parts;
    for (const gateway::Money& amount : amounts) parts += Formatter().money(amount);
    return parts.join(QStringLiteral(" · "));
}

/// After the reset of a limit, only the next response reports what is left.
MeterLine limitLine(const KeyLimit& limit, const std::optional<gateway::WallTime>& asOf, gateway::WallTime now)
{
    const Formatter format;
    MeterLine line;
    line.name = limitName(limit.name);
    const bool isOver = limit.reset && *limit.reset <= now;
    const bool isAhead = limit.reset && !isOver;
    const QString left = limit.remaining && !isOver ? format.exact(*limit.remaining) : format.unknown();
    if (!limit.limit) line.left = left;
    else if (limit.remaining && !isOver) line.left = KeyMeterText::tr("%1 of %2 left", "what is left of a limit").arg(left, format.exact(*limit.limit));
    else line.left = KeyMeterText::tr("%1 of %2", "what is left of a limit").arg(left, format.exact(*limit.limit));
    line.again = isAhead ? timeText(*limit.reset, now) : QString();
    if (asOf) line.asOf = KeyMeterText::tr("as of %1", "a time").arg(timeText(*asOf, now));
    return line;
}

MeterLine balanceLine(const KeyMeter& meter, gateway::WallTime now)
{
    MeterLine line;
    line.name = KeyMeterText::tr("Balance");
    line.left = meter.balance.empty() ? Formatter().unknown() : moneyText(meter.balance);
    if (meter.balanceAsOf) line.asOf = KeyMeterText::tr("as of %1", "a time").arg(timeText(*meter.balanceAsOf, now));
    line.isProblem = !meter.problem.isEmpty();
    if (line.isProblem) line.asOf = KeyMeterText::tr("not reported: “%1”", "why a balance is unknown, in its own words").arg(words::SentenceWords::of(meter.problem));
    return line;
}

/// After the reset of a window, only the next response reports what is used.
MeterLine windowLine(const gateway::providers::PlanWindow& window, const std::optional<gateway::WallTime>& asOf, gateway::WallTime now)
{
    constexpr double kWhole = 100;
    const Formatter format;
    const bool isOver = window.isOver(now);
    MeterLine line;
    line.name = KeyMeterText::tr("Plan, %1", "the length of a window of a subscription plan: 5h, week").arg(windowName(window.name));
    line.left = isOver ? format.unknown() : KeyMeterText::tr("%1 used", "a percentage of a plan").arg(format.share(window.usedPercent / kWhole));
    if (window.reset && !isOver) line.again = timeText(*window.reset, now);
    if (window.usedUpAt && *window.usedUpAt > now && !isOver) line.asOf = KeyMeterText::tr("used up at about %1", "a time").arg(timeText(*window.usedUpAt, now));
    else if (asOf) line.asOf = KeyMeterText::tr("as of %1", "a time").arg(timeText(*asOf, now));
    return line;
}

std::vector<MeterLine> linesOf(const KeyMeter* meter, bool tellsBalance, gateway::WallTime now)
{
    std::vector<MeterLine> lines;
    if (meter && (!meter->balance.empty() || !meter->problem.isEmpty())) lines.push_back(balanceLine(*meter, now));
    else if (!tellsBalance) lines.push_back({KeyMeterText::tr("Balance"), KeyMeterText::tr("not reported by this provider"), {}, {}, false});
    if (meter) {
        for (const KeyLimit& quota : meter->quotas) lines.push_back(limitLine(quota, meter->balanceAsOf, now));
        if (meter->quotas.empty()) // otherwise these are the same
            for (const auto& window : meter->windows) lines.push_back(windowLine(window, meter->windowsAsOf, now));
        for (const KeyLimit& limit : meter->limits) lines.push_back(limitLine(limit, meter->limitsAsOf, now));
    }
    if (lines.empty()) {
        lines.push_back({KeyMeterText::tr("Balance and limits"), Formatter().unknown(), {}, KeyMeterText::tr("not reported yet"), false});
    }
    return lines;
}

} // namespace

std::vector<MeterLine> KeyMeterText::lines(const gateway::config::ProviderSettings& provider, const gateway::providers::CatalogEntry* entry,
                                           const std::vector<KeyMeter>& meters, gateway::WallTime now)
{
    const bool tellsBalance = entry && !entry->balances.empty();
    const auto isOn = [](const gateway::config::ProviderKey& key) { return key.enabled; };
    const bool areSeveral = std::count_if(provider.keys.begin(), provider.keys.end(), isOn) > 1;
    std::vector<MeterLine> all;
    for (const auto& key : provider.keys) {
        if (!key.enabled) continue;
        const auto found = std::find_if(meters.begin(), meters.end(), [&](const KeyMeter& meter) { return meter.provider == provider.id && meter.key == key.name; });
        for (MeterLine& line : linesOf(found == meters.end() ? nullptr : &*found, tellsBalance, now)) {
            if (areSeveral) line.name = QStringLiteral("%1 · %2").arg(QString::fromStdString(key.name), line.name);
            all.push_back(std::move(line));
        }
    }
    return all;
}

} // namespace ui::models
