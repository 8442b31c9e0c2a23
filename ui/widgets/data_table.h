#pragma once

#include "ui/look/theme.h"

#include <QTableView>

namespace ui::widgets {

/// What a model may say of a cell beside Qt's own roles. The numbers are those of
/// `ui/models/roles.h`, which this room does not see; the pages check that they agree.
namespace CellRole {
inline constexpr int kSecondLine = Qt::UserRole + 1; ///< QString: small and secondary under the text
inline constexpr int kStatus = kSecondLine + 1;      ///< QString: a status of palette.json; its shape before the text
inline constexpr int kTone = kSecondLine + 2;        ///< QString: a colour of palette.json for the text
inline constexpr int kRaw = kSecondLine + 3;         ///< what Ctrl+C copies; the text unless given
inline constexpr int kFixedFont = kSecondLine + 4;   ///< bool: an address or a model's name; shortened in its middle
inline constexpr int kIcon = kSecondLine + 5;        ///< QString: an icon before the text, in the text's colour
inline constexpr int kStrong = kSecondLine + 6;      ///< bool: bold first line
inline constexpr int kSwatch = kSecondLine + 7;      ///< int: a series of the palette, whose colour stands before the text
inline constexpr int kShare = kSecondLine + 8;       ///< double, 0 to 1: drawn as a bar instead of the text
inline constexpr int kInk = kSecondLine + 9;         ///< int: the series that the bar has its colour of
} // namespace CellRole

/// A table of the house: no vertical lines and no frame, a line under each row
/// but the last, rows chosen as a whole. Ctrl+C copies rows as tab-separated text.
class DataTable : public QTableView {
    Q_OBJECT
public:
    explicit DataTable(QWidget* parent = nullptr);

    enum class RowHeight { OneLine, TwoLines, Actions };
    void setRowHeight(RowHeight height);
    /// The column that takes what is left; the others have their own width in px
    /// at a 10 pt font.
    void setColumns(const QList<int>& widths, int stretchColumn);
    /// Columns that are wider than that where their texts are.
    void setFitting(const QList<int>& columns);
    /// Columns that are left out, in this order, while there is no room for all.
    void setGivingWay(const QList<int>& columns);
    /// As high as its rows, for a table in a page that scrolls as a whole; at most
    /// `maximumRows`, at least `minimumRows`.
    void setFitsRows(int minimumRows, int maximumRows);
    void setModel(QAbstractItemModel* model) override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    /// The chosen rows as text, one line each; empty if none are.
    QString selectedText() const;
    int hoveredRow() const { return m_hoveredRow; }

protected:
    void keyPressEvent(QKeyEvent* event) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void setHoveredRow(int row);
    int rowsHeight(int rows) const;
    void widenColumns();
    void fitColumns();
    void measure();

    RowHeight m_rowHeight = RowHeight::OneLine;
    QList<int> m_widths;
    QList<int> m_fitting;
    QList<int> m_givingWay;
    int m_stretchColumn = 0;
    int m_minimumRows = 0;
    int m_maximumRows = 0; // 0: does not fit to its rows
    int m_hoveredRow = -1;
};

} // namespace ui::widgets
