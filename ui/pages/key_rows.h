#pragma once

#include <QObject>
#include <QString>

class QPoint;
class QTableView;

namespace ui::pages {

/// What can be done with a key in a table whose first column names it: in the context menu of its row; Return or a
/// double click replaces it, Delete removes it.
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
