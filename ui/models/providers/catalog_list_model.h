#pragma once

#include "ui/models/gateway_parts.h"

#include <QAbstractTableModel>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace ui::models {

/// The catalog as a list, with its own search: by name, id and alias, then by the models of an entry. Supported entries
/// come first among equals. Main thread.
class CatalogListModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Kind, ColumnCount };

    explicit CatalogListModel(QObject* parent = nullptr);

    void setCatalog(const CatalogSource& catalog);
    /// Words that must all match, ignoring case and hyphens; empty: everything.
    void setSearch(const QString& text);
    QString search() const { return m_search; }
    /// The base URL, if an address was searched for; then entries for any address are listed, and those whose host it is.
    QString searchedAddress() const;

    int totalCount() const { return static_cast<int>(m_catalog.entries.size()); }
    const gateway::providers::CatalogEntry& entry(int row) const;
    /// Row of a listed entry; -1: none.
    int rowOf(std::string_view id) const;
    static QString regionText(gateway::providers::Region region);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row {
        const gateway::providers::CatalogEntry* entry = nullptr;
        int rank = 0;       ///< lower is better
        QStringList models; ///< that match, the first few
        int modelCount = 0; ///< how many match
        int others = 0;     ///< percent of its models that do not; resellers have more
    };
    void rebuild();
    std::optional<Row> rowFor(const gateway::providers::CatalogEntry& entry, const std::vector<std::string>& words, const std::optional<std::string>& searchedHost) const;
    QString secondLine(const Row& row) const;

    CatalogSource m_catalog;
    QString m_search;
    std::vector<Row> m_rows;
};

} // namespace ui::models
