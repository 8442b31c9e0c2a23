#pragma once

#include "ui/look/theme.h"

#include <QElapsedTimer>
#include <QMap>
#include <QTableView>

namespace ui::widgets {

/// Roles of cells in addition to Qt's own. The numbers are those of `ui/models/roles.h`, which this room must not
/// include; the pages check that they match.
namespace CellRole {
inline constexpr int kSecondLine = Qt::UserRole + 1; ///< QString: small and secondary under the text
inline constexpr int kStatus = kSecondLine + 1;      ///< QString: a status from palette.json; its shape is drawn before the text
inline constexpr int kTone = kSecondLine + 2;        ///< QString: a colour from palette.json for the text
inline constexpr int kRaw = kSecondLine + 3;         ///< copied by Ctrl+C; default: the text
inline constexpr int kFixedFont = kSecondLine + 4;   ///< bool: an address or a model name; elided in the middle
inline constexpr int kIcon = kSecondLine + 5;        ///< QString: an icon before the text, in its colour
inline constexpr int kStrong = kSecondLine + 6;      ///< bool: bold first line
inline constexpr int kSwatch = kSecondLine + 7;      ///< int: a series of the palette, whose colour is shown before the text
inline constexpr int kShare = kSecondLine + 8;       ///< double, 0 to 1: drawn as a bar instead of the text
inline constexpr int kInk = kSecondLine + 9;         ///< int: the series whose colour the bar has
inline constexpr int kId = kSecondLine + 11;         ///< QString: identifies the row; filters find it, too
inline constexpr int kAside = kSecondLine + 14;        ///< QString: secondary, at the right end of the first line
inline constexpr int kProgress = kSecondLine + 15;     ///< double: the share that is used up, as a bar between the lines
inline constexpr int kProgressHeld = kSecondLine + 16; ///< double: the part of it that is reserved, hatched at its end
inline constexpr int kProgressInk = kSecondLine + 17;  ///< QString: the colour of the bar, from palette.json
} // namespace CellRole

/// The standard table: no vertical lines and no frame, a line below each row except the last, row selection. Ctrl+C
/// copies rows as tab-separated text. Typed letters lead to the next row whose first column begins with them.
class DataTable : public QTableView {
    Q_OBJECT
public:
    explicit DataTable(QWidget* parent = nullptr);

    enum class RowHeight { OneLine, TwoLines, Actions, Progress };
    void setRowHeight(RowHeight height);
    /// `stretchColumn` takes the remaining width; the others have their own width in px at a 10 pt font. What the texts
    /// and headings of some columns do not need goes to columns where they would be elided.
    void setColumns(const QList<int>& widths, int stretchColumn);
    /// Another width of a column, in px at a 10 pt font, for example in another view.
    void setWidth(int column, int width);
    /// Columns that grow with their texts.
    void setFitting(const QList<int>& columns);
    /// Columns that are hidden, in this order, if there is no room for the texts of all.
    void setGivingWay(const QList<int>& columns);
    /// Makes the table as high as its rows, for a page that scrolls as a whole; at most `maximumRows`, at least
    /// `minimumRows`.
    void setFitsRows(int minimumRows, int maximumRows);
    /// Lets several rows be selected. Rows that are hidden are never among them, and the current row is selected if no
    /// other is.
    void setSeveral();
    /// Sorts by the column whose heading is clicked: first in its initial order, then reversed, then in the model's own
    /// order again. The model must be able to sort.
    void setSortable();
    /// Selects only this row and makes it the current one, whatever keys are held down.
    void choose(const QModelIndex& index);
    /// To be called when rows were hidden or shown.
    void settleSelection();
    void setModel(QAbstractItemModel* model) override;
    void keyboardSearch(const QString& text) override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    void doItemsLayout() override;

    /// The selected rows as text, one line each; empty if none.
    QString selectedText() const;
    int hoveredRow() const { return m_hoveredRow; }

protected:
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;
    void keyPressEvent(QKeyEvent* event) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    bool isTyping() const;
    void setHoveredRow(int row);
    int rowsHeight(int rows) const;
    void widenColumns();
    void fitColumns();
    int ownWidth(int column) const;
    int inset(int column) const;
    int headingWidth(int column) const;
    int wantedWidth(int column) const;
    void shareRoom();
    void measure();

    RowHeight m_rowHeight = RowHeight::OneLine;
    QList<int> m_widths;
    QList<int> m_fitting;
    QList<int> m_givingWay;
    QMap<int, int> m_shared; ///< columns that have more or less than their own width, and how much they have
    int m_sharedWidth = -1; ///< of the table when room was last shared
    int m_stretchColumn = 0;
    int m_minimumRows = 0;
    int m_maximumRows = 0; // 0: the height does not follow the rows
    int m_hoveredRow = -1;
    bool m_several = false;
    QString m_typed; ///< letters of the search by typing
    QElapsedTimer m_typedLast;
};

} // namespace ui::widgets
