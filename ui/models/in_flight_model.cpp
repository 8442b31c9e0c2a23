#include "in_flight_model.h"

#include "client_name.h"
#include "formatter.h"
#include "roles.h"

#include "gateway/routing/health/attempt_reason.h"
#include "ui/words/failure_words.h"
#include "ui/words/sentence_words.h"

#include <algorithm>

namespace ui::models {

using gateway::Milliseconds;
using gateway::usage::InFlight;

InFlightModel::InFlightModel(NameOf nameOf, QObject* parent) : QAbstractTableModel(parent), m_nameOf(std::move(nameOf)) { }

void InFlightModel::setExchanges(const std::vector<InFlight>& exchanges, gateway::TimePoint at)
{
    const auto find = [](const std::vector<InFlight>& list, const std::string& id) {
        return std::find_if(list.begin(), list.end(), [&](const InFlight& one) { return one.id == id; });
    };
    m_at = at;
    m_now = std::max(m_now, at);
    for (int row = rowCount() - 1; row >= 0; --row) {
        const auto index = static_cast<std::size_t>(row);
        const auto still = find(exchanges, m_exchanges[index].id);
        if (still != exchanges.end()) {
            m_exchanges[index] = *still;
            continue;
        }
        beginRemoveRows({}, row, row);
        m_exchanges.erase(m_exchanges.begin() + row);
        endRemoveRows();
    }
    if (!m_exchanges.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    for (const InFlight& exchange : exchanges) {
        if (find(m_exchanges, exchange.id) != m_exchanges.end()) continue;
        beginInsertRows({}, rowCount(), rowCount());
        m_exchanges.push_back(exchange);
        endInsertRows();
    }
}

std::vector<InFlight> InFlightModel::exchanges(gateway::TimePoint now) const
{
    std::vector<InFlight> exchanges = m_exchanges;
    for (InFlight& one : exchanges) one.age += std::max(Milliseconds{0}, std::chrono::duration_cast<Milliseconds>(now - m_at));
    return exchanges;
}

void InFlightModel::advance(gateway::TimePoint now)
{
    m_now = std::max(m_at, now);
    if (!m_exchanges.empty()) Q_EMIT dataChanged(index(0, Rate), index(rowCount() - 1, Running));
}

int InFlightModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_exchanges.size());
}

int InFlightModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

Milliseconds InFlightModel::age(const InFlight& exchange) const
{
    return exchange.age + std::chrono::duration_cast<Milliseconds>(m_now - m_at);
}

QString InFlightModel::text(const InFlight& exchange, int column) const
{
    const Formatter format;
    switch (column) {
    case Client: return ClientName::of(Caller(exchange));
    case ServedBy:
        if (exchange.provider.empty()) return tr("selecting a provider");
        return m_nameOf(exchange.provider) + QStringLiteral(" · ") + QString::fromStdString(exchange.model);
    case FirstToken:
        return exchange.firstToken.count() < 0 ? tr("waiting") : format.latency(exchange.firstToken);
    case Rate: {
        const QVariant rate = raw(exchange, Rate);
        return rate.isValid() ? format.exact(rate.toLongLong()) : Formatter::none();
    }
    case Running: return format.duration(age(exchange));
    default: return {};
    }
}

// Beside a status, the gateway's message is only for the tool tip.
QString InFlightModel::lastFailure(const InFlight& exchange) const
{
    const int status = gateway::routing::statusOf(exchange.lastFailure);
    const auto failure = gateway::config::failureClass(exchange.lastFailure.text);
    const QString why = status != 0 ? QString::number(status) : failure ? words::FailureWords::failureClass(*failure) : tr("no answer");
    return tr("%1: %2", "provider and why it did not answer").arg(m_nameOf(exchange.failedProvider), why);
}

QString InFlightModel::secondLine(const InFlight& exchange, int column) const
{
    if (column == Client) return QString::fromStdString(exchange.askedModel);
    if (column != ServedBy || exchange.provider.empty()) return {};
    if (!exchange.lastFailure.isEmpty()) return tr("fallback, %1").arg(lastFailure(exchange));
    if (exchange.isFallback) return tr("fallback");
    return exchange.route.empty() ? tr("has this model") : tr("first choice");
}

QVariant InFlightModel::status(const InFlight& exchange, int column) const
{
    if (column == Client) return exchange.firstToken.count() < 0 ? QStringLiteral("idle") : QStringLiteral("busy");
    if (column != ServedBy || exchange.provider.empty()) return {};
    return exchange.isFallback ? QStringLiteral("warn") : QStringLiteral("ok");
}

QVariant InFlightModel::raw(const InFlight& exchange, int column) const
{
    switch (column) {
    case FirstToken: return exchange.firstToken.count() < 0 ? QVariant() : QVariant(qlonglong{exchange.firstToken.count()});
    case Rate: {
        const auto streaming = (age(exchange) - exchange.firstToken).count();
        if (exchange.firstToken.count() < 0 || streaming <= 0) return {};
        return qlonglong{(exchange.outputTokens + exchange.reasoningTokens) * 1000 / streaming};
    }
    case Running: return qlonglong{age(exchange).count()};
    case Cancel: return QString(); // nothing to copy
    default: return text(exchange, column);
    }
}

QVariant InFlightModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const InFlight& exchange = m_exchanges[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return text(exchange, column);
    case SecondLineRole: return secondLine(exchange, column);
    case StatusRole: return status(exchange, column);
    case RawRole: return raw(exchange, column);
    case Qt::ToolTipRole:
        if (column == Cancel) return tr("Cancel request");
        if (column == Client) return ClientName::details(Caller(exchange));
        return column == ServedBy && !exchange.lastFailure.isEmpty()
            ? QVariant(tr("%1: %2", "provider and why it did not answer").arg(m_nameOf(exchange.failedProvider), words::SentenceWords::of(exchange.lastFailure))) : QVariant();
    case IdRole: return QString::fromStdString(exchange.id);
    case IconRole: return column == Cancel ? QVariant(QStringLiteral("act-close")) : QVariant();
    case Qt::AccessibleTextRole: return column == Cancel ? QVariant(tr("Cancel request")) : QVariant();
    case ToneRole:
        if (column == Cancel) return QStringLiteral("text_secondary");
        return column == FirstToken && exchange.firstToken.count() < 0 ? QVariant(QStringLiteral("text_secondary"))
                                                                       : QVariant();
    case Qt::TextAlignmentRole: return int(column >= FirstToken ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    default: return {};
    }
}

QVariant InFlightModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) {
        return int(section >= FirstToken ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    }
    if (role == Qt::AccessibleTextRole && section == Cancel) return tr("Cancel");
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Client: return tr("Client");
    case ServedBy: return tr("Served by");
    case FirstToken: return tr("First token");
    case Rate: return tr("Tokens/s");
    case Running: return tr("Running for");
    case Cancel: return QString();
    default: return {};
    }
}

} // namespace ui::models
