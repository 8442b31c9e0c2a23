#include "limit_list_model.h"

#include "ui/models/formatter.h"
#include "ui/models/roles.h"

#include <algorithm>
#include <utility>

namespace ui::models {

LimitListModel::LimitListModel(const LimitMonitor& monitor, const gateway::Clock& clock, LimitText::NameOf nameOf, QObject* parent)
    : QAbstractTableModel(parent), m_monitor(monitor), m_clock(clock), m_nameOf(std::move(nameOf)), m_states(monitor.states())
{
    connect(&monitor, &LimitMonitor::changed, this, &LimitListModel::settle);
}

void LimitListModel::settle()
{
    const bool isSameRows = std::ranges::equal(m_states, m_monitor.states(), {}, &LimitState::name, &LimitState::name);
    if (!isSameRows) beginResetModel();
    m_states = m_monitor.states();
    if (!isSameRows) endResetModel();
    else refresh();
}

void LimitListModel::refresh()
{
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int LimitListModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_states.size()); }

int LimitListModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString LimitListModel::text(const LimitState& state, int column) const
{
    switch (column) {
    case Name: return QString::fromStdString(state.name());
    case Counts: return LimitText::counted(state.settings());
    case Used: return LimitText::used(state);
    case Nearest: return state.isKnown && state.counters > 0 ? LimitText::who(*state.rule, state.who, m_nameOf) : Formatter::none();
    default: return {};
    }
}

QString LimitListModel::secondLine(const LimitState& state, int column) const
{
    switch (column) {
    case Name: return LimitText::scope(state, m_nameOf);
    case Counts: return LimitText::window(state.settings());
    case Used: return LimitText::reset(state, m_clock.wallNow());
    case Nearest: return state.settings().enabled ? LimitText::among(state) : QString();
    default: return {};
    }
}

QVariant LimitListModel::raw(const LimitState& state, int column) const
{
    if (column == Used && state.isKnown) return QString::fromStdString(state.rule->shown(state.used));
    if (column == Counts || column == Name) return text(state, column) + QStringLiteral(", ") + secondLine(state, column);
    return text(state, column);
}

QVariant LimitListModel::sortValue(const LimitState& state, int column) const
{
    if (column == Used) return state.isKnown && state.settings().enabled ? QVariant(state.share()) : QVariant();
    return text(state, column);
}

/// The whole cell, with what is otherwise a shape or a bar.
QString LimitListModel::spoken(const LimitState& state, int column) const
{
    QStringList parts{text(state, column)};
    if (column == Used) parts += LimitText::share(state);
    parts += secondLine(state, column);
    if (column == Name) parts += LimitText::level(state);
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

/// The bar of what is used: only where a number is known.
QVariant LimitListModel::bar(const LimitState& state, int role) const
{
    if (!state.isKnown || !state.settings().enabled) return {};
    switch (role) {
    case ProgressRole: return state.share();
    case ProgressHeldRole: return state.reservedShare();
    case ProgressInkRole: {
        const QString status = LimitText::status(state);
        return status == QLatin1StringView("ok") ? QStringLiteral("accent_text") : status;
    }
    default: return {};
    }
}

QVariant LimitListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) return {};
    const LimitState& limit = state(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return text(limit, column);
    case SecondLineRole: return secondLine(limit, column);
    case StrongRole: return column == Name;
    case StatusRole: return column == Name ? QVariant(LimitText::status(limit)) : QVariant();
    case AsideRole: return column == Used ? QVariant(LimitText::share(limit)) : QVariant();
    case ProgressRole:
    case ProgressHeldRole:
    case ProgressInkRole: return column == Used ? bar(limit, role) : QVariant();
    case ToneRole: return limit.settings().enabled ? QVariant() : QVariant(QStringLiteral("text_secondary"));
    case Qt::ToolTipRole: return column == Name || column == Used ? QVariant(LimitText::whole(limit, m_nameOf, m_clock.wallNow())) : QVariant();
    case Qt::AccessibleTextRole: return spoken(limit, column);
    case RawRole: return raw(limit, column);
    case SortRole: return sortValue(limit, column);
    case IdRole: return QString::fromStdString(limit.name());
    default: return {};
    }
}

QVariant LimitListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::InitialSortOrderRole) return int(section == Used ? Qt::DescendingOrder : Qt::AscendingOrder);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Name: return tr("Limit");
    case Counts: return tr("Counts");
    case Used: return tr("Used");
    case Nearest: return tr("Nearest to the limit");
    default: return {};
    }
}

} // namespace ui::models
