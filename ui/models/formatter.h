#pragma once

#include "gateway/core/clock.h"
#include "gateway/core/money.h"
#include "gateway/usage/rollups/totals.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QString>

#include <cstdint>
#include <vector>

namespace ui::models {

enum class Currency { Usd, Cny };

/// Formats numbers and times in the current language; the only place where a number becomes display text. A small
/// value: create one where it is needed, so that it always has the current language. The words come from the installed
/// translator, the number format from `locale`. Main thread.
class Formatter {
    Q_DECLARE_TR_FUNCTIONS(Formatter)
public:
    explicit Formatter(const QLocale& locale = QLocale());

    /// Three significant digits: "1.24 M", "38.2 k"; in Chinese "124 万". Below 1000 exact.
    QString headlineTokens(std::int64_t count) const;
    /// One decimal, for columns: "38.2 k". Below 1000 exact.
    QString cellTokens(std::int64_t count) const;
    /// As short as possible, for the labels of a scale: "12 k", "2.5 k", "1 M"; in Chinese "1.2 万".
    QString axisTokens(std::int64_t count) const;
    /// The same for the context size of a model: "128 k" in every language.
    QString contextTokens(std::int64_t count) const;
    /// All digits: "7,940".
    QString exact(std::int64_t count) const;

    /// "$0.48"; two significant digits below 0.01: "$0.0003".
    QString money(double amount, Currency currency) const;
    QString money(const gateway::Money& amount) const;
    /// With all decimals, at least two: the label of a scale line must have the exact value.
    QString exactMoney(double amount, Currency currency) const;
    /// The same for a share: "0.75%".
    QString exactShare(double fraction) const;
    /// A cost; `isWhole` false: something else with an unknown price was charged, so that it is a lower bound: "≥
    /// $0.48". A lower bound of zero says nothing: "unknown".
    QString cost(const gateway::Money& amount, bool isWhole) const;
    /// The same for sums in several currencies, which are not converted: "≥ ¥3.40 · $0.48". Zero sums are left out; if
    /// all are zero, the result is that of the first one. `sums` must not be empty.
    QString cost(const std::vector<gateway::Money>& sums, bool isWhole) const;
    /// The same for the sums of the ledger; a zero sum is in dollars.
    QString cost(const gateway::usage::Totals& totals, bool isWhole = true) const;
    /// `amount` as a lower bound: "≥ 31%".
    static QString atLeast(const QString& amount);
    /// A price per million tokens, with as many decimals as needed, two to four. Negative: unknown.
    QString price(double amount, Currency currency) const;

    /// For durations: "210 ms", "21.7 s", "3 min 20 s". Negative: none.
    QString duration(gateway::Milliseconds time) const;
    /// For times to the first token: like duration(), but with two decimals from 1 s to 10 s: "680 ms", "1.21 s", "21.7
    /// s". Negative: none.
    QString latency(gateway::Milliseconds time) const;
    /// For use in a sentence, in whole units: "42 s", "3 min"; in Chinese "42 秒", "3 分钟".
    QString sentenceDuration(gateway::Milliseconds time) const;

    /// "62%"; never rounded to 100% or 0% unless it is. `fraction` 0 to 1.
    QString share(double fraction, int decimals = 0) const;

    QString time(const QDateTime& when) const;     ///< "14:02:31"
    QString day(const QDate& when) const;          ///< "20 November"
    QString shortDay(const QDate& when) const;     ///< "20 Nov"
    QString yearDay(const QDate& when) const;      ///< "20 Nov 2026"
    QString yearDay(gateway::WallTime when) const; ///< the local date
    QString weekday(const QDate& when) const;      ///< "Fri"
    QString shortMonth(const QDate& when) const;   ///< "Nov"
    QString month(const QDate& when) const;        ///< "November 2026"
    QString dateTime(const QDateTime& when) const; ///< "20 November, 14:02:31"
    /// "2 min ago"; below five seconds, or in the future, "just now".
    QString ago(const QDateTime& when, const QDateTime& now) const;

    QString unknown() const; ///< for unknown values: "unknown"
    static QString none();   ///< for values that do not apply: "–"

    static QDateTime local(gateway::WallTime when);
    /// `count` for the plural forms of `tr()`, for sentences that do not show it with %n.
    static int plural(std::int64_t count);

private:
    QString currencySign(Currency currency) const;
    QString scaled(double value, int decimals) const;
    QString shortest(double value) const;

    QLocale m_numbers;
    bool m_isChinese = false;
};

} // namespace ui::models
