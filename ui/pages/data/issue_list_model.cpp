#include "issue_list_model.h"

#include "ui/models/roles.h"
#include "ui/words/sentence_words.h"

#include <algorithm>

namespace ui::pages {

using gateway::config::Issue;

void IssueListModel::setIssues(std::vector<Issue> issues, std::vector<int> lines)
{
    beginResetModel();
    m_issues = std::move(issues);
    m_lines = std::move(lines);
    endResetModel();
}

bool IssueListModel::hasErrors() const
{
    return std::any_of(m_issues.begin(), m_issues.end(), [](const Issue& issue) { return issue.level == Issue::Level::Error; });
}

int IssueListModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_issues.size()); }

int IssueListModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant IssueListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount()) return {};
    const Issue& issue = m_issues[static_cast<std::size_t>(index.row())];
    if (role == models::StatusRole && index.column() == Line)
        return issue.level == Issue::Level::Error ? QStringLiteral("error") : QStringLiteral("warn");
    if (role == models::FixedFontRole) return index.column() == Field;
    if (role == Qt::ToolTipRole) return words::SentenceWords::of(issue);
    if (role != Qt::DisplayRole) return {};
    switch (index.column()) {
    case Line: return line(index.row()) > 0 ? QString::number(line(index.row())) : QStringLiteral("–");
    case Field: return QString::fromStdString(issue.path);
    case Message: return words::SentenceWords::of(issue.message);
    default: return {};
    }
}

QVariant IssueListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Line: return tr("Line");
    case Field: return tr("Field");
    case Message: return tr("Problem");
    default: return {};
    }
}

} // namespace ui::pages
