#include "formatter.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <limits>
#include <span>

namespace ui::models {
namespace {

constexpr QChar kMinus{0x2212};

struct Scale {
    double from; ///< what would round up to the next unit is written in that one
    double unit;
    const char* pattern; ///< translated; %1 is the number
};

constexpr std::array kThousands{
    Scale{0.9995e9, 1e9, QT_TRANSLATE_NOOP("Formatter", "%1 B")},
    Scale{0.9995e6, 1e6, QT_TRANSLATE_NOOP("Formatter", "%1 M")},
    Scale{1e3, 1e3, QT_TRANSLATE_NOOP("Formatter", "%1 k")},
};
// Chinese uses units of ten thousand.
constexpr std::array kTenThousands{
    Scale{0.99995e8, 1e8, "%1 亿"},
    Scale{1e4, 1e4, "%1 万"},
};

/// Decimals for three significant digits.
int decimalsOfThree(double value) { return value < 9.995 ? 2 : value < 99.95 ? 1 : 0; }

} // namespace

Formatter::Formatter(const QLocale& locale) : m_isChinese(locale.language() == QLocale::Chinese)
{
    // Texts are in English or Chinese whatever the system locale is, and so are their numbers.
    m_numbers = m_isChinese ? QLocale(QLocale::Chinese, QLocale::China) : QLocale(QLocale::English, QLocale::UnitedStates);
}

QString Formatter::scaled(double value, int decimals) const
{
    QString text = m_numbers.toString(std::abs(value), 'f', decimals);
    return value < 0 ? kMinus + text : text;
}

/// At most two decimals, without trailing zeros.
QString Formatter::shortest(double value) const
{
    QString number = scaled(value, 2);
    while (number.endsWith(u'0')) number.chop(1);
    if (number.endsWith(u'.')) number.chop(1);
    return number;
}

QString Formatter::headlineTokens(std::int64_t count) const
{
    const auto value = static_cast<double>(count);
    const std::span<const Scale> scales = m_isChinese ? std::span<const Scale>(kTenThousands) : kThousands;
    for (const Scale& scale : scales) {
        if (value < scale.from) continue;
        const double part = value / scale.unit;
        const QString pattern = m_isChinese ? QString::fromUtf8(scale.pattern) : tr(scale.pattern);
        return pattern.arg(scaled(part, decimalsOfThree(part)));
    }
    return exact(count);
}

QString Formatter::cellTokens(std::int64_t count) const
{
    const auto value = static_cast<double>(count);
    for (const Scale& scale : kThousands) {
        // 999,950 and up is "1.0 M", not "1000.0 k".
        if (value >= scale.unit * (scale.unit > 1e3 ? 0.99995 : 1.0)) {
            return tr(scale.pattern).arg(scaled(value / scale.unit, 1));
        }
    }
    return exact(count);
}

QString Formatter::axisTokens(std::int64_t count) const
{
    if (!m_isChinese) return contextTokens(count);
    const auto value = static_cast<double>(count);
    for (const Scale& scale : kTenThousands) {
        if (value >= scale.unit) return QString::fromUtf8(scale.pattern).arg(shortest(value / scale.unit));
    }
    return exact(count);
}

QString Formatter::contextTokens(std::int64_t count) const
{
    const auto value = static_cast<double>(count);
    for (const Scale& scale : kThousands) {
        if (value >= scale.unit) return tr(scale.pattern).arg(shortest(value / scale.unit));
    }
    return exact(count);
}

QString Formatter::exact(std::int64_t count) const
{
    const QString text = m_numbers.toString(qlonglong{count});
    return count < 0 ? kMinus + text.mid(1) : text;
}

QString Formatter::currencySign(Currency currency) const
{
    if (currency == Currency::Cny) return QStringLiteral("¥");
    return m_isChinese ? QStringLiteral("US$") : QStringLiteral("$");
}

QString Formatter::money(double amount, Currency currency) const
{
    const QString sign = currencySign(currency);
    const double size = std::abs(amount);
    QString number;
    if (size == 0 || size >= 0.00995) {
        number = m_numbers.toString(size, 'f', 2);
    } else {
        const int decimals = 1 - static_cast<int>(std::floor(std::log10(size)));
        number = m_numbers.toString(size, 'f', decimals);
        while (number.endsWith(u'0')) number.chop(1);
    }
    return (amount < 0 ? QString(kMinus) : QString()) + sign + number;
}

/// The number of decimals of `number`, at most `most`.
static int decimalsOf(double number, int most)
{
    constexpr double kSame = 1e-6; // tolerance relative to the last digit
    int decimals = 0;
    for (; decimals < most && std::abs(std::round(number) - number) > kSame; number *= 10) ++decimals;
    return decimals;
}

QString Formatter::exactMoney(double amount, Currency currency) const
{
    return (amount < 0 ? QString(kMinus) : QString()) + currencySign(currency) + m_numbers.toString(std::abs(amount), 'f', 2 + decimalsOf(amount * 100, 8));
}

QString Formatter::money(const gateway::Money& amount) const
{
    const auto currency = amount.currency == gateway::Currency::Cny ? Currency::Cny : Currency::Usd;
    return money(static_cast<double>(amount.pico) / static_cast<double>(gateway::kPicoOfUnit), currency);
}

QString Formatter::atLeast(const QString& amount) { return QStringLiteral("≥ %1").arg(amount); }

QString Formatter::cost(const gateway::Money& amount, bool isWhole) const
{
    if (isWhole) return money(amount);
    return amount.pico == 0 ? unknown() : atLeast(money(amount));
}

QString Formatter::cost(const std::vector<gateway::Money>& sums, bool isWhole) const
{
    QStringList parts;
    for (const auto currency : {gateway::Currency::Cny, gateway::Currency::Usd}) { // in a fixed order
        for (const gateway::Money& sum : sums)
            if (sum.currency == currency && sum.pico != 0) parts += money(sum);
    }
    if (parts.isEmpty()) return cost(sums.front(), isWhole);
    const QString text = parts.join(QStringLiteral(" · "));
    return isWhole ? text : atLeast(text);
}

QString Formatter::cost(const gateway::usage::Totals& totals, bool isWhole) const
{
    return cost({{gateway::Currency::Usd, totals.costUsd_pico}, {gateway::Currency::Cny, totals.costCny_pico}}, isWhole && totals.unpriced == 0);
}

QString Formatter::price(double amount, Currency currency) const
{
    if (amount < 0) return unknown();
    const QString sign = currencySign(currency);
    QString number = m_numbers.toString(amount, 'f', 4);
    const auto least = number.size() - 2;
    while (number.size() > least && number.endsWith(u'0')) number.chop(1);
    return sign + number;
}

QString Formatter::duration(gateway::Milliseconds time) const
{
    const auto ms = time.count();
    if (ms < 0) return none();
    if (ms < 1000) return tr("%1 ms").arg(exact(ms));
    if (ms < 59950) return tr("%1 s").arg(scaled(static_cast<double>(ms) / 1000.0, 1));
    const auto seconds = (ms + 500) / 1000;
    if (seconds < 3600) return tr("%1 min %2 s").arg(exact(seconds / 60), exact(seconds % 60));
    return tr("%1 h %2 min").arg(exact(seconds / 3600), exact(seconds % 3600 / 60));
}

QString Formatter::latency(gateway::Milliseconds time) const
{
    const auto ms = time.count();
    if (ms < 1000 || ms >= 9995) return duration(time);
    return tr("%1 s").arg(scaled(static_cast<double>(ms) / 1000.0, 2));
}

QString Formatter::sentenceDuration(gateway::Milliseconds time) const
{
    const auto seconds = std::max<std::int64_t>(0, (time.count() + 500) / 1000);
    if (seconds < 60) return tr("%1 s", "inside a sentence").arg(exact(seconds));
    if (seconds < 3600) return tr("%1 min", "inside a sentence").arg(exact((seconds + 30) / 60));
    return tr("%1 h", "inside a sentence").arg(exact((seconds + 1800) / 3600));
}

QString Formatter::share(double fraction, int decimals) const
{
    const double step = std::pow(10.0, -decimals);
    double percent = fraction * 100;
    if (fraction < 1) percent = std::min(percent, 100 - step);
    if (fraction > 0) percent = std::max(percent, step);
    return scaled(percent, decimals) + u'%';
}

QString Formatter::exactShare(double fraction) const { return share(fraction, decimalsOf(fraction * 100, 4)); }

QString Formatter::time(const QDateTime& when) const { return when.toString(QStringLiteral("HH:mm:ss")); }

QString Formatter::day(const QDate& when) const
{
    const QString month = m_isChinese ? QString::number(when.month()) : m_numbers.standaloneMonthName(when.month());
    //: %1 is the day, %2 the month: its name in English, its number in Chinese
    return tr("%1 %2", "day of the year").arg(QString::number(when.day()), month);
}

QString Formatter::shortDay(const QDate& when) const
{
    const QString month = m_isChinese ? QString::number(when.month()) : m_numbers.standaloneMonthName(when.month(), QLocale::ShortFormat);
    return tr("%1 %2", "day of the year").arg(QString::number(when.day()), month);
}

QString Formatter::yearDay(const QDate& when) const
{
    //: %1 is a day such as "20 Nov", %2 its year
    return tr("%1 %2", "a day of another year").arg(shortDay(when), QString::number(when.year()));
}

QString Formatter::yearDay(gateway::WallTime when) const { return yearDay(local(when).date()); }

QString Formatter::weekday(const QDate& when) const { return m_numbers.standaloneDayName(when.dayOfWeek(), QLocale::ShortFormat); }

QString Formatter::shortMonth(const QDate& when) const { return m_numbers.standaloneMonthName(when.month(), QLocale::ShortFormat); }

QString Formatter::month(const QDate& when) const
{
    //: %1 is the name of the month, %2 the year
    return tr("%1 %2", "a month").arg(m_numbers.standaloneMonthName(when.month()), QString::number(when.year()));
}

QString Formatter::dateTime(const QDateTime& when) const { return tr("%1, %2", "day and time").arg(day(when.date()), time(when)); }

QString Formatter::ago(const QDateTime& when, const QDateTime& now) const
{
    const auto seconds = when.secsTo(now);
    if (seconds < 5) return tr("just now");
    if (seconds < 60) return tr("%1 s ago").arg(exact(seconds));
    if (seconds < 3600) return tr("%1 min ago").arg(exact(seconds / 60));
    if (seconds < 86400) return tr("%1 h ago").arg(exact(seconds / 3600));
    return tr("%Ln day(s) ago", nullptr, static_cast<int>(seconds / 86400));
}

QString Formatter::unknown() const { return tr("unknown"); }

QString Formatter::none() { return QStringLiteral("–"); }

QDateTime Formatter::local(gateway::WallTime when)
{
    return QDateTime::fromMSecsSinceEpoch(
        std::chrono::duration_cast<std::chrono::milliseconds>(when.time_since_epoch()).count());
}

int Formatter::plural(std::int64_t count) { return static_cast<int>(std::clamp<std::int64_t>(count, 0, std::numeric_limits<int>::max())); }

} // namespace ui::models
