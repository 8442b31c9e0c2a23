#pragma once

#include <QObject>
#include <QPoint>

class QTableView;
class QWidget;

namespace ui::widgets {

class RowMark;

/// Lets the rows of a table be dragged to another place with the mouse; what becomes of them is the page's. Escape leaves
/// all as it was. Keys for the same are the page's as well.
class RowDragging : public QObject {
    Q_OBJECT
public:
    /// `table` owns it.
    explicit RowDragging(QTableView* table);

    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    /// `row` is to stand before the one at `place`; behind all where that is their number.
    void moveWanted(int row, int place);

private:
    bool follow(const QPoint& at);
    bool drop();
    void end();
    int placeAt(int y) const;

    QTableView* m_table;
    QWidget* m_rows; ///< its viewport: events come while the table goes, which has none by then
    RowMark* m_mark;
    QPoint m_pressed;
    int m_row = -1; ///< that is pressed; -1: none
    int m_place = -1; ///< where it would go; -1: it is not dragged
};

} // namespace ui::widgets
