#include "consumer_list_model.h"

#include "consumer_text.h"

#include "ui/models/formatter.h"
#include "ui/models/roles.h"
#include "ui/models/sorted_rows.h"

#include <algorithm>

namespace ui::models {

ConsumerListModel::ConsumerListModel(const Access& access, ConsumerActivity& activity, const gateway::Clock& clock, QObject* parent)
    : QAbstractTableModel(parent), m_access(access), m_activity(activity), m_clock(clock), m_consumers(access.configuration().settings().consumers)
{
    connect(&access.news(), &GatewayNews::settingsChanged, this, &ConsumerListModel::settle);
    connect(&activity, &ConsumerActivity::changed, this, &ConsumerListModel::refreshTimes);
}

void ConsumerListModel::settle()
{
    const auto& next = m_access.configuration().settings().consumers;
    if (next == m_consumers) return;
    const bool isSameRows = std::ranges::equal(next, m_consumers, {}, &gateway::config::ConsumerSettings::name, &gateway::config::ConsumerSettings::name);
    if (!isSameRows) beginResetModel();
    m_consumers = next;
    if (!isSameRows) endResetModel();
    else refreshTimes();
}

void ConsumerListModel::refreshTimes()
{
    if (!m_consumers.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int ConsumerListModel::rowOf(const QString& name) const
{
    const auto found = std::ranges::find(m_consumers, name.toStdString(), &gateway::config::ConsumerSettings::name);
    return found == m_consumers.end() ? -1 : static_cast<int>(found - m_consumers.begin());
}

int ConsumerListModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_consumers.size()); }

int ConsumerListModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString ConsumerListModel::text(int row, int column) const
{
    const auto now = m_clock.wallNow();
    switch (column) {
    case Name: return QString::fromStdString(consumer(row).name);
    case Keys: return ConsumerText::state(consumer(row), now).word;
    case Expires: return ConsumerText::expiry(consumer(row), now);
    case LastSeen: return ConsumerText::lastSeen(m_activity.of(consumer(row).name), now);
    case Today: return ConsumerText::tokens(m_activity.of(consumer(row).name));
    default: return {};
    }
}

QVariant ConsumerListModel::raw(int row, int column) const
{
    const ConsumerUse use = m_activity.of(consumer(row).name);
    if (column == Today && use.tokensToday) return QVariant::fromValue<qint64>(*use.tokensToday);
    if (column == LastSeen && use.lastSeen) return Formatter::local(*use.lastSeen).toString(Qt::ISODate);
    return text(row, column);
}

QVariant ConsumerListModel::sortValue(int row, int column) const
{
    const ConsumerUse use = m_activity.of(consumer(row).name);
    switch (column) {
    case Keys: {
        const words::StateText state = ConsumerText::state(consumer(row), m_clock.wallNow());
        return QStringLiteral("%1 %2").arg(severityOf(state.status)).arg(state.word);
    }
    case Expires: {
        const auto end = ConsumerText::lastEnd(consumer(row), m_clock.wallNow());
        return end ? QVariant(qlonglong{end->time_since_epoch().count()}) : QVariant();
    }
    case LastSeen: return use.lastSeen ? QVariant(qlonglong{use.lastSeen->time_since_epoch().count()}) : QVariant();
    case Today: return use.tokensToday ? QVariant(qlonglong{*use.tokensToday}) : QVariant();
    default: return text(row, column);
    }
}

QVariant ConsumerListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) return {};
    const int row = index.row();
    switch (role) {
    case Qt::DisplayRole: return text(row, index.column());
    case SecondLineRole: return index.column() == Name ? ConsumerText::scope(consumer(row)) : QVariant();
    case StrongRole: return index.column() == Name;
    case StatusRole: return index.column() == Keys ? ConsumerText::state(consumer(row), m_clock.wallNow()).status : QVariant();
    case Qt::ToolTipRole: {
        const ConsumerUse use = m_activity.of(consumer(row).name);
        return index.column() == LastSeen && use.lastSeen ? Formatter().dateTime(Formatter::local(*use.lastSeen)) : QVariant();
    }
    case Qt::TextAlignmentRole: return index.column() == Today ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case RawRole: return raw(row, index.column());
    case SortRole: return sortValue(row, index.column());
    case IdRole: return QString::fromStdString(consumer(row).name);
    default: return {};
    }
}

QVariant ConsumerListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole && section == Today) return QVariant(int(Qt::AlignRight | Qt::AlignVCenter));
    if (role == Qt::InitialSortOrderRole) return int(section == LastSeen || section == Today ? Qt::DescendingOrder : Qt::AscendingOrder);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Name: return tr("Consumer");
    case Keys: return tr("Keys");
    case Expires: return tr("Expires");
    case LastSeen: return tr("Last request");
    case Today: return tr("Tokens today");
    default: return {};
    }
}

} // namespace ui::models
