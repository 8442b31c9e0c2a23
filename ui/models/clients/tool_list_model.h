#pragma once

#include "tool_text.h"

#include <QAbstractTableModel>

#include <memory>
#include <vector>

namespace ui::models {

/// The tools of the catalog: set-up and detected ones first, those not on this machine last. Main thread.
class ToolListModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Program, SetUp, ColumnCount };

    /// Both must outlive it.
    ToolListModel(ConsumerActivity& activity, const gateway::Clock& clock, QObject* parent = nullptr);

    /// Sets the detected tools; empty: not searched yet.
    void setTools(std::shared_ptr<const gateway::clients::ClientCatalog> catalog, std::vector<gateway::clients::ClientState> states);
    /// Updates times and requests.
    void refresh();

    /// Only for valid rows.
    const Tool& tool(int row) const { return m_tools[static_cast<std::size_t>(row)]; }
    int rowOf(const QString& id) const; ///< -1: none
    int usedCount() const;  ///< set up
    int foundCount() const; ///< detected but not set up

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    ConsumerActivity& m_activity;
    const gateway::Clock& m_clock;
    std::shared_ptr<const gateway::clients::ClientCatalog> m_catalog;
    std::vector<Tool> m_tools;
};

} // namespace ui::models
