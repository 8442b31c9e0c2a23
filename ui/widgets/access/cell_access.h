#pragma once

#include <QAccessible>
#include <QCoreApplication>
#include <QPersistentModelIndex>
#include <QPointer>
#include <QTableView>

namespace ui::widgets {

/// A part of a table that is not a widget. `rectInView()`: its rectangle in the viewport of `viewOf()`.
class TablePart : public QAccessibleInterface {
public:
    explicit TablePart(QTableView* table) : m_table(table) {}

    bool isValid() const override { return m_table; }
    QObject* object() const override { return nullptr; }
    QAccessibleInterface* parent() const override;
    QAccessibleInterface* child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    void setText(QAccessible::Text, const QString&) override {}
    QRect rect() const override;
    QAccessible::State state() const override;

protected:
    virtual QAbstractItemView* viewOf() const = 0;
    virtual QRect rectInView() const = 0;

    QPointer<QTableView> m_table;
};

/// A cell of the table's model.
class CellAccess final : public TablePart, public QAccessibleTableCellInterface {
public:
    CellAccess(QTableView* table, const QModelIndex& index) : TablePart(table), m_index(index) {}

    bool isValid() const override { return TablePart::isValid() && m_index.isValid(); }
    void* interface_cast(QAccessible::InterfaceType type) override;
    QAccessible::Role role() const override { return QAccessible::Cell; }
    QAccessible::State state() const override;
    QString text(QAccessible::Text kind) const override;

    bool isSelected() const override;
    QList<QAccessibleInterface*> columnHeaderCells() const override;
    QList<QAccessibleInterface*> rowHeaderCells() const override { return {}; }
    int columnIndex() const override { return m_index.column(); }
    int rowIndex() const override { return m_index.row(); }
    int columnExtent() const override { return 1; }
    int rowExtent() const override { return 1; }
    QAccessibleInterface* table() const override { return parent(); }

protected:
    QAbstractItemView* viewOf() const override { return m_table; }
    QRect rectInView() const override { return m_table->visualRect(m_index); }

private:
    QPersistentModelIndex m_index;
};

/// A section of one of its headers.
class HeaderAccess final : public TablePart {
    Q_DECLARE_TR_FUNCTIONS(ui::widgets::HeaderAccess)
public:
    HeaderAccess(QTableView* table, Qt::Orientation orientation, int section) : TablePart(table), m_orientation(orientation), m_section(section) {}

    bool isValid() const override;
    QAccessible::Role role() const override { return m_orientation == Qt::Horizontal ? QAccessible::ColumnHeader : QAccessible::RowHeader; }
    QString text(QAccessible::Text kind) const override;
    /// Index of the section, from 0.
    int section() const { return m_section; }
    Qt::Orientation orientation() const { return m_orientation; }

protected:
    QAbstractItemView* viewOf() const override;
    QRect rectInView() const override;

private:
    QHeaderView* header() const;

    Qt::Orientation m_orientation;
    int m_section;
};

} // namespace ui::widgets
