#pragma once

#include "limit_monitor.h"
#include "limit_text.h"

#include <QAbstractTableModel>

#include <vector>

namespace ui::models {

/// All limits in the order of the configuration, with what is used of them. Main thread.
class LimitListModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Counts, Used, Nearest, ColumnCount };

    /// All must outlive it; whoever owns `monitor` sets whether it is watched.
    LimitListModel(const LimitMonitor& monitor, const gateway::Clock& clock, LimitText::NameOf nameOf, QObject* parent = nullptr);

    /// Only for valid rows.
    const LimitState& state(int row) const { return m_states[static_cast<std::size_t>(row)]; }
    /// Updates relative times ("frees up in 5 s"), and everything after a change of the language.
    void refresh();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void settle();
    QString text(const LimitState& state, int column) const;
    QString secondLine(const LimitState& state, int column) const;
    QString spoken(const LimitState& state, int column) const;
    QVariant raw(const LimitState& state, int column) const;
    QVariant sortValue(const LimitState& state, int column) const;
    QVariant bar(const LimitState& state, int role) const;

    const LimitMonitor& m_monitor;
    const gateway::Clock& m_clock;
    const LimitText::NameOf m_nameOf;
    std::vector<LimitState> m_states;
};

} // namespace ui::models
