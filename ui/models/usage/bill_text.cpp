#include "bill_text.h"

#include "ui/models/formatter.h"
#include "ui/words/sentence_words.h"

#include <QRegularExpression>

#include <algorithm>
#include <cstdlib>

namespace ui::models {

using gateway::usage::Figure;
using gateway::usage::Reconciliation;

QString BillText::figure(Figure figure)
{
    switch (figure) {
    case Figure::Requests: return tr("Requests");
    case Figure::Input: return tr("Uncached input");
    case Figure::CachedInput: return tr("Cached input");
    case Figure::CacheWrite: return tr("Cache write");
    case Figure::Output: return tr("Output");
    case Figure::WebSearches: return tr("Web searches");
    case Figure::CostUsd: return tr("Cost in $");
    case Figure::CostCny: return tr("Cost in ¥");
    }
    return {};
}

QString BillText::number(const gateway::usage::FigureName& figure, std::int64_t number, bool isSigned)
{
    const auto currency = figure.figure == Figure::CostCny ? gateway::Currency::Cny : gateway::Currency::Usd;
    const std::int64_t size = std::llabs(number);
    const QString text = figure.isMoney ? Formatter().money(gateway::Money{currency, size}) : Formatter().exact(size);
    if (number < 0) return QChar(0x2212) + text;
    return isSigned && number > 0 ? QLatin1Char('+') + text : text;
}

QString BillText::hint(const gateway::usage::ComparedLine& line)
{
    QStringList parts;
    if (line.unreported > 0) parts += tr("%1 request(s) without tokens", nullptr, Formatter::plural(line.unreported)).arg(Formatter().exact(line.unreported));
    if (line.unpriced > 0) parts += tr("%1 request(s) without a full price", nullptr, Formatter::plural(line.unpriced)).arg(Formatter().exact(line.unpriced));
    return parts.join(QStringLiteral(" · "));
}

QString BillText::summary(const Reconciliation& found)
{
    if (found.unequalDays > 0) return tr("%1 of %Ln day(s) differ", nullptr, found.days).arg(Formatter().exact(found.unequalDays));
    return found.notes.empty() ? tr("The ledger matches the bill: %Ln day(s)", nullptr, found.days) : tr("The ledger matches the part of the bill that could be read: %Ln day(s)", nullptr, found.days);
}

QStringList BillText::notes(const Reconciliation& found)
{
    QStringList notes;
    const Formatter format;
    if (found.roughDays > 0)
        notes += tr("For %1 of %Ln day(s) only hourly totals are left. They may include requests from just before or after the day.", nullptr, found.days).arg(format.exact(found.roughDays));
    if (found.daysWithoutSearches > 0)
        notes += tr("For %1 of %Ln day(s) request details were deleted. Web searches are not counted there, and their cost is included in the models’ cost.", nullptr, found.days).arg(format.exact(found.daysWithoutSearches));
    if (found.rate)
        notes += tr("Ledger amounts in the other currency are converted at $1 = %1 (%2).", "rate, its day").arg(format.price(found.rate->usdCny, Currency::Cny), QString::fromStdString(found.rate->date));
    else if (found.incomparable > 0)
        notes += tr("%Ln amount(s) cannot be compared because the ledger uses another currency and no exchange rate is set. Set one in the settings.", nullptr, found.incomparable);
    return notes;
}

} // namespace ui::models
