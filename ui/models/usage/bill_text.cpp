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
    case Figure::Input: return tr("Fresh input");
    case Figure::CachedInput: return tr("Cached read");
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
    return found.notes.empty() ? tr("The ledger and the bill are equal: %Ln day(s)", nullptr, found.days) : tr("The ledger and what was read of the bill are equal: %Ln day(s)", nullptr, found.days);
}

QStringList BillText::notes(const Reconciliation& found)
{
    QStringList notes;
    const Formatter format;
    if (found.roughDays > 0)
        notes += tr("The details of %1 of %Ln day(s) are gone, and the ledger has the sums of whole hours: some of what began just before or behind is among them.", nullptr, found.days).arg(format.exact(found.roughDays));
    if (found.daysWithoutSearches > 0)
        notes += tr("The details of requests of %1 of %Ln day(s) are gone: searches of the web are not counted there, and what they cost stands with the models.", nullptr, found.days).arg(format.exact(found.daysWithoutSearches));
    if (found.rate)
        notes += tr("The ledger’s money in the other currency is converted: $1 = %1 of %2.", "rate, its day").arg(format.price(found.rate->usdCny, Currency::Cny), QString::fromStdString(found.rate->date));
    else if (found.incomparable > 0)
        notes += tr("The ledger’s money is not in the currency of the bill, and no exchange rate is known: %Ln sum(s) cannot be compared. Give one in the settings.", nullptr, found.incomparable);
    return notes;
}

} // namespace ui::models
