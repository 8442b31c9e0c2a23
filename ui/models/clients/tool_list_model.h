#pragma once

#include "tool_text.h"

#include <QAbstractTableModel>

#include <memory>
#include <vector>

namespace ui::models {

/// The tools of the catalog: those that are set up or found first, those that are not here last.
/// Main thread.
class ToolListModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Program, SetUp, ColumnCount };

    /// Both must outlive it.
    ToolListModel(ConsumerActivity& activity, const gateway::Clock& clock, QObject* parent = nullptr);

    /// What was found; empty: nothing was looked for yet.
    void setTools(std::shared_ptr<const gateway::clients::ClientCatalog> catalog, std::vector<gateway::clients::ClientState> states);
    /// Times and requests are told anew.
    void refresh();

    /// Valid for rows only.
    const Tool& tool(int row) const { return m_tools[static_cast<std::size_t>(row)]; }
    int rowOf(const QString& id) const; ///< -1: none
    int usedCount() const;  ///< that are set up
    int foundCount() const; ///< that are here and could be

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
