#pragma once

#include "ui/fields/change_words.h"

#include "gateway/config/history/config_history.h"

#include <QAbstractTableModel>

#include <utility>
#include <vector>

namespace ui::pages {

/// The versions of the configuration, newest first, with their authors and changes.
class VersionListModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Since, By, What, ColumnCount };

    explicit VersionListModel(fields::ChangeWords::NameOf nameOf) : m_nameOf(std::move(nameOf)) {}

    void setVersions(std::vector<gateway::config::Version> versions);
    const gateway::config::Version& version(int row) const { return m_versions[static_cast<std::size_t>(row)]; }
    /// Updates the texts.
    void retranslate();
    static QString authorText(gateway::config::Author author);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString words(const gateway::config::Version& version, std::size_t most) const;
    QString text(const gateway::config::Version& version, int column) const;

    fields::ChangeWords::NameOf m_nameOf;
    std::vector<gateway::config::Version> m_versions;
};

} // namespace ui::pages
