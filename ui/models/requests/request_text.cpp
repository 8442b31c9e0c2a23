#include "request_text.h"

#include "ui/models/client_name.h"
#include "ui/models/formatter.h"
#include "ui/words/failure_words.h"

namespace ui::models {

using gateway::usage::Outcome;
using gateway::usage::RequestRow;
using words::FailureWords;

namespace {

/// Whether it has probably cost something.
bool isCharged(const RequestRow& row) { return row.tokens || (row.outcome == Outcome::Answered && !row.provider.empty()); }

QDateTime local(const RequestRow& row) { return QDateTime::fromMSecsSinceEpoch(row.key.startedAt_ms); }

} // namespace

QString RequestText::time(const RequestRow& row, const QDate& today)
{
    const Formatter format;
    const QDateTime when = local(row);
    return when.date() == today ? format.time(when) : tr("%1, %2", "short day and time").arg(format.shortDay(when.date()), format.time(when));
}

QString RequestText::client(const RequestRow& row) { return ClientName::of(Caller(row)); }

QString RequestText::servedBy(const RequestRow& row, const NameOf& nameOf)
{
    if (row.provider.empty()) return Formatter::none();
    const QString name = nameOf(row.provider);
    return row.model.empty() || row.model == row.askedModel ? name : QStringLiteral("%1 · %2").arg(name, QString::fromStdString(row.model));
}

QString RequestText::result(const RequestRow& row)
{
    const QString code = FailureWords::errorCode(row.errorCode);
    switch (row.outcome) {
    case Outcome::Cancelled: return code.isEmpty() ? tr("cancelled by client") : code; // by the gateway: the code says so
    case Outcome::Interrupted: return tr("interrupted");
    case Outcome::Answered:
        //: %1 is the HTTP status
        return row.isFallback ? tr("%1 after fallback").arg(row.status) : QString::number(row.status);
    case Outcome::ClientError:
    case Outcome::Failed: break;
    }
    return code.isEmpty() ? QString::number(row.status) : QStringLiteral("%1 %2").arg(QString::number(row.status), code);
}

QString RequestText::status(const RequestRow& row)
{
    switch (row.outcome) {
    case Outcome::Answered: return row.isFallback ? QStringLiteral("warn") : QStringLiteral("ok");
    case Outcome::Cancelled: return QStringLiteral("idle");
    case Outcome::Interrupted:
    case Outcome::ClientError:
    case Outcome::Failed: break;
    }
    return QStringLiteral("error");
}

QString RequestText::tokens(const RequestRow& row)
{
    if (row.tokens) return Formatter().cellTokens(*row.tokens);
    return row.outcome == Outcome::Answered && !row.provider.empty() ? Formatter().unknown() : Formatter::none();
}

QString RequestText::exactTokens(std::int64_t count, bool areEstimated)
{
    const QString exact = Formatter().exact(count);
    return areEstimated ? tr("%1, estimated", "tokens").arg(exact) : exact;
}

QString RequestText::exactTokens(const gateway::usage::ExchangeRecord& record)
{
    const auto& tokens = record.tokens;
    if (!tokens.isKnown()) return record.provider.empty() ? Formatter::none() : Formatter().unknown();
    return exactTokens((tokens.totalInput() + tokens.totalOutput()).count, tokens.origin == gateway::protocol::UsageOrigin::Estimated);
}

QString RequestText::cost(const RequestRow& row)
{
    if (row.cost) return Formatter().cost(*row.cost, !row.isCostAtLeast);
    return isCharged(row) ? Formatter().unknown() : Formatter::none();
}

QString RequestText::cost(const std::vector<const RequestRow*>& rows)
{
    gateway::Money yuan{gateway::Currency::Cny, 0};
    gateway::Money dollars{gateway::Currency::Usd, 0};
    bool isNone = true;
    bool isWhole = true;
    for (const RequestRow* const row : rows) {
        if (row->cost) (row->cost->currency == gateway::Currency::Cny ? yuan : dollars).pico += row->cost->pico;
        isNone = isNone && !row->cost && !isCharged(*row);
        isWhole = isWhole && (row->cost ? !row->isCostAtLeast : !isCharged(*row));
    }
    return isNone ? Formatter::none() : Formatter().cost({dollars, yuan}, isWhole);
}

} // namespace ui::models
