#pragma once

#include <QMenu>

class QActionGroup;

namespace ui::widgets {

class DataTable;

/// The columns by which a sortable list can be sorted, for its context menus: the way that needs no mouse. It is also the
/// context menu of the headings.
class SortMenu final : public QMenu {
    Q_OBJECT
public:
    /// `list` has its model, and must outlive this.
    explicit SortMenu(DataTable& list);

    void retranslate();
    /// Opens `menu` at `global` with this menu at its end, for this time only.
    void openWithin(QMenu& menu, const QPoint& global);

private:
    void build();
    void settle();

    DataTable& m_list;
    QActionGroup* m_columns;
    QAction* m_own; ///< the list's own order
    QAction* m_upward;
    QAction* m_downward;
};

} // namespace ui::widgets
