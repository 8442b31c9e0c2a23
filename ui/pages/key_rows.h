#pragma once

#include <QObject>
#include <QString>

class QPoint;
class QTableView;

namespace ui::pages {

/// Actions on keys in a table whose first column has their names: in the context menu of a row; Return or a double
/// click replaces the key, Delete removes it.
class KeyRows final : public QObject {
    Q_OBJECT
public:
    /// `table` must outlive it.
    explicit KeyRows(QTableView& table, QObject* parent);

Q_SIGNALS:
    void replaceRequested(const QString& key);
    void removeRequested(const QString& key);

private:
    /// Empty: none.
    QString chosen() const;
    void popUp(const QPoint& at);

    QTableView& m_table;
};

} // namespace ui::pages
