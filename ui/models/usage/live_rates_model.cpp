#include "live_rates_model.h"

#include "ui/models/formatter.h"
#include "ui/models/roles.h"
#include "ui/words/route_words.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace ui::models {

using gateway::Milliseconds;
using gateway::usage::LiveBy;
using gateway::usage::LiveGroup;
using gateway::usage::LiveSnapshot;

namespace {

constexpr Milliseconds kQuiet{1000}; ///< without a snapshot: nothing has changed since the last

double shown(double rate) { return std::round(rate * 10) / 10; }

} // namespace

LiveRatesModel::LiveRatesModel(NameOf nameOf, QObject* parent) : QAbstractTableModel(parent), m_nameOf(std::move(nameOf)) { }

void LiveRatesModel::setBy(std::optional<LiveBy> by)
{
    if (by == m_by) return;
    beginResetModel();
    m_by = by;
    m_groups.clear();
    if (!by) m_window.clear();
    endResetModel();
}

void LiveRatesModel::add(const LiveSnapshot& snapshot)
{
    if (!m_by) return;
    if (!m_window.empty()) m_window.back().inFlight.clear();
    LiveSnapshot kept;
    kept.at = snapshot.at;
    kept.inFlight = snapshot.inFlight;
    kept.shares = snapshot.shares;
    m_window.push_back(std::move(kept));
    // The first snapshot only marks the start: its data is from before.
    const auto inside = std::ranges::find_if(m_window, [&](const LiveSnapshot& one) { return one.at > snapshot.at - kWindow; });
    if (inside - m_window.begin() > 1) m_window.erase(m_window.begin(), inside - 1);
}

void LiveRatesModel::advance(gateway::TimePoint now)
{
    if (!m_by || m_window.empty()) return;
    if (const auto since = now - m_window.back().at; since >= kQuiet) {
        LiveSnapshot quiet;
        quiet.at = now;
        quiet.inFlight = m_window.back().inFlight;
        for (auto& each : quiet.inFlight) each.age += std::chrono::duration_cast<Milliseconds>(since);
        add(quiet);
    }
    setGroups(gateway::usage::liveRates(m_window, *m_by));
}

void LiveRatesModel::setGroups(std::vector<LiveGroup> groups)
{
    // Both are sorted by name.
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (std::ranges::binary_search(groups, m_groups[static_cast<std::size_t>(row)].name, {}, &LiveGroup::name)) continue;
        beginRemoveRows({}, row, row);
        m_groups.erase(m_groups.begin() + row);
        endRemoveRows();
    }
    for (std::size_t row = 0; row < groups.size(); ++row) {
        const bool isThere = row < m_groups.size() && m_groups[row].name == groups[row].name;
        if (!isThere) beginInsertRows({}, static_cast<int>(row), static_cast<int>(row));
        if (!isThere) m_groups.insert(m_groups.begin() + static_cast<std::ptrdiff_t>(row), groups[row]);
        if (!isThere) endInsertRows();
    }
    m_groups = std::move(groups);
    if (!m_groups.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int LiveRatesModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_groups.size()); }

int LiveRatesModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString LiveRatesModel::name(const LiveGroup& group) const
{
    if (m_by == LiveBy::Consumer && !group.name.empty()) return words::RouteWords::consumer(group.name);
    if (!group.name.empty()) return m_by == LiveBy::Provider ? m_nameOf(group.name) : QString::fromStdString(group.name);
    return m_by == LiveBy::Process ? tr("unknown program") : tr("none yet", "no provider or model");
}

QVariant LiveRatesModel::raw(const LiveGroup& group, int column)
{
    switch (column) {
    case InFlight: return qlonglong{group.inFlight};
    case FirstToken: return group.firstToken.count() < 0 ? QVariant() : QVariant(qlonglong{group.firstToken.count()});
    case Input: return std::llround(group.inputPerSecond);
    case Output: return std::llround(group.outputPerSecond);
    case Requests: return shown(group.exchangesPerSecond);
    default: return {};
    }
}

QString LiveRatesModel::text(const LiveGroup& group, int column) const
{
    const Formatter format;
    switch (column) {
    case Name: return name(group);
    case InFlight: return format.exact(group.inFlight);
    case FirstToken:
        if (group.firstToken.count() >= 0) return format.latency(group.firstToken);
        return group.waiting > 0 ? tr("waiting") : Formatter::none();
    case Input: return format.cellTokens(std::llround(group.inputPerSecond));
    case Output: return format.cellTokens(std::llround(group.outputPerSecond));
    case Requests: return QLocale().toString(shown(group.exchangesPerSecond), 'f', 1);
    default: return {};
    }
}

QVariant LiveRatesModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const LiveGroup& group = m_groups[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return text(group, column);
    case RawRole: return column == Name ? QVariant(name(group)) : raw(group, column);
    case IdRole: return QString::fromStdString(group.name);
    case FixedFontRole: return column == Name && m_by == LiveBy::Model && !group.name.empty();
    case ToneRole:
        return column == Name && group.name.empty() ? QVariant(QStringLiteral("text_secondary")) : QVariant();
    case Qt::ToolTipRole:
        if (column == InFlight && group.oldest.count() >= 0) return tr("oldest: %1").arg(Formatter().duration(group.oldest));
        if (column == Requests && group.failedPerSecond > 0)
            return tr("%1 failed").arg(Formatter().share(group.failedPerSecond / group.exchangesPerSecond));
        return {};
    case Qt::TextAlignmentRole: return int(column > Name ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    default: return {};
    }
}

QVariant LiveRatesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return int(section > Name ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Name:
        switch (m_by.value_or(LiveBy::Provider)) {
        case LiveBy::Provider: return tr("Provider");
        case LiveBy::Model: return tr("Model");
        case LiveBy::Consumer: return tr("Consumer");
        case LiveBy::Process: return tr("Program");
        }
        return {};
    case InFlight: return tr("In flight");
    case FirstToken: return tr("First token");
    case Input: return tr("Tokens in/s");
    case Output: return tr("Tokens out/s");
    case Requests: return tr("Requests/s");
    default: return {};
    }
}

} // namespace ui::models
