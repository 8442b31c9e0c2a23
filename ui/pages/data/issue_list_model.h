#pragma once

#include "gateway/config/fields/issue.h"

#include <QAbstractTableModel>

#include <vector>

namespace ui::pages {

/// The issues of a configuration, by line and field, in the gateway's wording.
class IssueListModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Line, Field, Message, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// `lines`: of each issue, from 1; 0: none.
    void setIssues(std::vector<gateway::config::Issue> issues, std::vector<int> lines);
    int line(int row) const { return m_lines[static_cast<std::size_t>(row)]; }
    bool hasErrors() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<gateway::config::Issue> m_issues;
    std::vector<int> m_lines;
};

} // namespace ui::pages
