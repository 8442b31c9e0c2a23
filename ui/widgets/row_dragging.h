#pragma once

#include <QObject>
#include <QPoint>

class QTableView;
class QWidget;

namespace ui::widgets {

class RowMark;

/// Lets the user drag rows of a table with the mouse; the page carries out the move. Escape cancels. Keyboard shortcuts
/// for moving are up to the page.
class RowDragging : public QObject {
    Q_OBJECT
public:
    /// `table` owns it.
    explicit RowDragging(QTableView* table);

    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    /// Move `row` before the row at `place`; to the end if that is the number of rows.
    void moveWanted(int row, int place);

private:
    bool follow(const QPoint& at);
    bool drop();
    void end();
    int placeAt(int y) const;

    QTableView* m_table;
    QWidget* m_rows; ///< the viewport: events may arrive while the table is destroyed, when it has none any more
    RowMark* m_mark;
    QPoint m_pressed;
    int m_row = -1; ///< the pressed row; -1: none
    int m_place = -1; ///< where it would be dropped; -1: not dragging
};

} // namespace ui::widgets
