#include "version_list_model.h"

#include "ui/models/formatter.h"
#include "ui/models/roles.h"

namespace ui::pages {

using gateway::config::Author;
using gateway::config::Version;

namespace {

constexpr std::size_t kShownParts = 3;

} // namespace

void VersionListModel::setVersions(std::vector<Version> versions)
{
    beginResetModel();
    m_versions = std::move(versions);
    endResetModel();
}

void VersionListModel::retranslate()
{
    if (!m_versions.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

QString VersionListModel::authorText(Author author)
{
    switch (author) {
    case Author::File: return tr("another program"); // usually an editor, which leaves no name
    case Author::Window: return tr("this window");
    case Author::Command: return tr("a command");
    case Author::Backup: return tr("a backup");
    }
    return {};
}

int VersionListModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_versions.size()); }

int VersionListModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString VersionListModel::words(const Version& version, std::size_t most) const
{
    return fields::ChangeWords::of(version.changes, most, fields::ChangeWords::Step::Done, m_nameOf);
}

QString VersionListModel::text(const Version& version, int column) const
{
    switch (column) {
    case Since: return models::Formatter().dateTime(models::Formatter::local(version.time));
    case By: return authorText(version.author);
    case What:
        if (version.isFirst) return tr("oldest version");
        return version.changes.empty() ? tr("layout only") : words(version, kShownParts);
    default: return {};
    }
}

QVariant VersionListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount()) return {};
    const Version& one = version(index.row());
    switch (role) {
    case Qt::DisplayRole: return text(one, index.column());
    case Qt::ToolTipRole:
        return index.column() == What && !one.isFirst ? words(one, one.changes.size()) : QString();
    case models::IdRole: return one.number;
    case models::ToneRole: return index.column() == By ? QStringLiteral("text_secondary") : QString();
    default: return {};
    }
}

QVariant VersionListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Since: return tr("Since");
    case By: return tr("Changed by");
    case What: return tr("What changed");
    default: return {};
    }
}

} // namespace ui::pages
