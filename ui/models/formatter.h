#pragma once

#include "gateway/core/clock.h"
#include "gateway/core/money.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QString>

#include <cstdint>
#include <vector>

namespace ui::models {

enum class Currency { Usd, Cny };

/// Turns numbers and times into the texts of the language in use; the only place
/// where a number becomes a text for people. A small value: make one where it is
/// needed, so that a change of language needs no other care. The words come from
/// the installed translator, the way of writing numbers from `locale`. Main thread.
class Formatter {
    Q_DECLARE_TR_FUNCTIONS(Formatter)
public:
    explicit Formatter(const QLocale& locale = QLocale());

    /// Three significant digits: "1.24 M", "38.2 k"; in Chinese "124 万". Below 1000 exact.
    QString headlineTokens(std::int64_t count) const;
    /// One decimal, for columns: "38.2 k". Below 1000 exact.
    QString cellTokens(std::int64_t count) const;
    /// As short as it can be told, for the labels of a scale: "12 k", "2.5 k", "1 M"; in Chinese "1.2 万".
    QString axisTokens(std::int64_t count) const;
    /// Likewise, for what a model can hold: "128 k" in every language.
    QString contextTokens(std::int64_t count) const;
    /// Every digit: "7,940".
    QString exact(std::int64_t count) const;

    /// "$0.48"; under 0.01 two significant digits: "$0.0003".
    QString money(double amount, Currency currency) const;
    QString money(const gateway::Money& amount) const;
    /// With as many decimals as it has, two at least: what stands at a line of a scale is where the line is.
    QString exactMoney(double amount, Currency currency) const;
    /// The same of a share: "0.75%".
    QString exactShare(double fraction) const;
    /// What something cost; `isWhole`: else something is charged, too, for which nobody has a price, and it is more: "≥ $0.48".
    QString cost(const gateway::Money& amount, bool isWhole) const;
    /// The same of sums in several currencies, which stay apart: "≥ ¥3.40 · $0.48". Those of nothing are left out; nothing at all is
    /// the first one, or unknown where it is not whole. Not empty.
    QString cost(const std::vector<gateway::Money>& sums, bool isWhole) const;
    /// `amount` of something that is more: "≥ 31%".
    static QString atLeast(const QString& amount);
    /// A price per million tokens: at least two decimals and as many as it needs, four at most.
    /// Negative: unknown.
    QString price(double amount, Currency currency) const;

    /// For durations: "210 ms", "21.7 s", "3 min 20 s". Negative: none.
    QString duration(gateway::Milliseconds time) const;
    /// For times to the first token: as duration(), but with two decimals from 1 s to 10 s: "680 ms", "1.21 s", "21.7 s". Negative: none.
    QString latency(gateway::Milliseconds time) const;
    /// Inside a sentence, in whole units: "42 s", "3 min"; in Chinese "42 秒", "3 分钟".
    QString sentenceDuration(gateway::Milliseconds time) const;

    /// "74 tokens/s".
    QString tokenRate(double perSecond) const;
    /// "62%"; never rounded to 100% or 0% unless it is. `fraction` 0 to 1.
    QString share(double fraction, int decimals = 0) const;

    QString time(const QDateTime& when) const;     ///< "14:02:31"
    QString day(const QDate& when) const;          ///< "20 November"
    QString shortDay(const QDate& when) const;     ///< "20 Nov"
    QString yearDay(const QDate& when) const;      ///< "20 Nov 2026"
    QString yearDay(gateway::WallTime when) const; ///< the day here that it is in
    QString weekday(const QDate& when) const;      ///< "Fri"
    QString shortMonth(const QDate& when) const;   ///< "Nov"
    QString month(const QDate& when) const;        ///< "November 2026"
    QString dateTime(const QDateTime& when) const; ///< "20 November, 14:02:31"
    /// "2 min ago"; under five seconds, or in the future, "just now".
    QString ago(const QDateTime& when, const QDateTime& now) const;

    QString unknown() const; ///< not known: "unknown"
    static QString none();   ///< does not apply: "–"

    static QDateTime local(gateway::WallTime when);
    /// `count` as `tr()` takes it, for sentences that show it in another way than %n.
    static int plural(std::int64_t count);

private:
    QString currencySign(Currency currency) const;
    QString scaled(double value, int decimals) const;
    QString shortest(double value) const;

    QLocale m_numbers;
    bool m_isChinese = false;
};

} // namespace ui::models
