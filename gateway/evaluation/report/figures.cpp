#include "figures.h"

#include "score_axis.h"

#include <QDateTime>

namespace gateway::evaluation {

namespace {

constexpr int kMsPerSecond = 1000;
constexpr int kSecondsPerMinute = 60;
constexpr int kMinutesPerHour = 60;

} // namespace

std::string durationText(Milliseconds time)
{
    if (time.count() < kMsPerSecond)
        return std::to_string(time.count()) + " ms";
    return fixed(static_cast<double>(time.count()) / kMsPerSecond, 1) + " s";
}

std::string spanText(Milliseconds time)
{
    const auto seconds = time.count() / kMsPerSecond;
    const auto minutes = seconds / kSecondsPerMinute;
    if (minutes == 0)
        return std::to_string(seconds) + " s";
    if (minutes < kMinutesPerHour)
        return std::to_string(minutes) + " min " + std::to_string(seconds % kSecondsPerMinute) + " s";
    return std::to_string(minutes / kMinutesPerHour) + " h " + std::to_string(minutes % kMinutesPerHour) + " min";
}

std::string timeText(WallTime time)
{
    const auto ms = std::chrono::duration_cast<Milliseconds>(time.time_since_epoch()).count();
    return QDateTime::fromMSecsSinceEpoch(ms).toString(QStringLiteral("yyyy-MM-dd HH:mm")).toStdString();
}

std::string countText(std::size_t count)
{
    std::string text = std::to_string(count);
    for (std::size_t place = text.size(); place > 3; place -= 3)
        text.insert(place - 3, 1, ',');
    return text;
}

std::string signedText(double value)
{
    const std::string text = fixed(value, 2);
    return text.front() == '-' ? text : '+' + text;
}

std::string roundedText(const Money& amount) { return std::string(signOf(amount.currency)) + shortText(amount.pico); }

std::string signedText(const Money& amount) { return amount.pico < 0 ? '-' + roundedText({amount.currency, -amount.pico}) : '+' + roundedText(amount); }

std::string amountsText(const std::vector<Money>& amounts)
{
    std::string text;
    for (const Money& amount : amounts)
        text += (text.empty() ? "" : " + ") + toText(amount);
    return text.empty() ? "-" : text;
}

} // namespace gateway::evaluation
