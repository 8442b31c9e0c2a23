#include "limit_warning.h"

#include "gateway/config/settings/timestamp.h"

#include <QtGlobal>

#include <algorithm>

namespace gateway::policy {

namespace {

/// "2026-11-30 00:00".
std::string minuteText(WallTime time)
{
    constexpr std::size_t kDay = 10;
    constexpr std::size_t kTime = 5;
    const std::string text = config::toTimestamp(time); // "2026-11-30T00:00:00Z"
    return text.substr(0, kDay) + ' ' + text.substr(kDay + 1, kTime);
}

} // namespace

int LimitWarning::percent() const
{
    constexpr double kWhole = 100;
    constexpr double kMost = 1'000'000;
    const auto limit = static_cast<double>(rule->amount().at(at));
    const auto used = static_cast<double>(rule->period() ? state.used : state.reserved);
    return limit > 0 ? static_cast<int>(std::min(used * kWhole / limit, kMost)) : 0;
}

Sentence LimitWarning::words() const
{
    const Sentence percents(std::to_string(percent()));
    Sentence used = isReached()
        ? Sentence(QT_TRANSLATE_NOOP("Error", "Limit \"%1\" of %2 is reached: %3 used %4 percent."), {rule->name(), rule->what(at), rule->whom(who), percents})
        : Sentence(QT_TRANSLATE_NOOP("Error", "Limit \"%1\" of %2: %3 used %4 percent."), {rule->name(), rule->what(at), rule->whom(who), percents});
    if (!state.resetsAt)
        return used;
    if (rule->settings().calendar)
        return {QT_TRANSLATE_NOOP("Error", "%1 It resets at %2 UTC."), {std::move(used), minuteText(*state.resetsAt)}};
    return {QT_TRANSLATE_NOOP("Error", "%1 The oldest use expires at %2 UTC."), {std::move(used), minuteText(*state.resetsAt)}};
}

} // namespace gateway::policy
