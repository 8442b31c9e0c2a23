#include "data_table.h"

#include "cell_delegate.h"

#include "ui/widgets/access/table_access.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace ui::widgets {

namespace {
constexpr int kScrollSlack = 2;
constexpr int kMostMeasured = 60; ///< rows whose texts decide how room is shared
constexpr int kProgressRow = 62; ///< px: two lines and a bar
constexpr int kSortArrow = 14; ///< px beside a heading, with its distance
constexpr int kLeastStretch = 110; ///< px of the column that takes what is left, before another gives way
}

DataTable::DataTable(QWidget* parent) : QTableView(parent)
{
    TableAccess::install();
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setAlternatingRowColors(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setTabKeyNavigation(false);
    setMouseTracking(true);
    setCornerButtonEnabled(false);
    // The card below with its rounded corners must stay visible.
    setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    QHeaderView* header = horizontalHeader();
    header->viewport()->setAutoFillBackground(false);
    header->setAutoFillBackground(false);
    header->setHighlightSections(false);
    header->setSectionsClickable(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setStretchLastSection(false);
    header->viewport()->installEventFilter(this);
    setItemDelegate(new CellDelegate(this));
    setRowHeight(RowHeight::OneLine);
}

void DataTable::setRowHeight(RowHeight height)
{
    m_rowHeight = height;
    measure();
}

void DataTable::measure()
{
    const look::Theme& theme = look::theme();
    const look::Metrics& metrics = theme.metrics();
    const int body = fontMetrics().height();
    const int small = QFontMetrics(theme.font(look::TextRole::Small)).height();
    int height = std::max(theme.px(metrics.rowHeight), body + 8);
    if (m_rowHeight == RowHeight::TwoLines)
        height = std::max(theme.px(metrics.rowHeightTwoLines), body + small + 8);
    else if (m_rowHeight == RowHeight::Actions)
        height = std::max(theme.px(metrics.rowHeightCards), body + small + 8);
    else if (m_rowHeight == RowHeight::Progress)
        height = std::max(theme.px(kProgressRow), body + small + theme.px(kProgressRow) / 3);
    verticalHeader()->setMinimumSectionSize(height);
    verticalHeader()->setDefaultSectionSize(height);
    updateGeometry();
}

void DataTable::setColumns(const QList<int>& widths, int stretchColumn)
{
    m_widths = widths;
    m_stretchColumn = stretchColumn;
    m_shared.clear();
    m_sharedWidth = -1;
    QHeaderView* header = horizontalHeader();
    if (!model() || model()->columnCount() == 0)
        return;
    for (int column = 0; column < model()->columnCount(); ++column) {
        header->setSectionResizeMode(column, column == stretchColumn ? QHeaderView::Stretch : QHeaderView::Interactive);
        if (column != stretchColumn && column < widths.size())
            header->resizeSection(column, look::theme().px(widths[column]));
    }
    scheduleDelayedItemsLayout(); // shares the room
}

void DataTable::setWidth(int column, int width)
{
    m_widths[column] = width;
    m_shared.remove(column);
    horizontalHeader()->resizeSection(column, look::theme().px(width));
    fitColumns();
    scheduleDelayedItemsLayout(); // shares the room
}

void DataTable::setFitting(const QList<int>& columns)
{
    m_fitting = columns;
    widenColumns();
    fitColumns();
}

void DataTable::widenColumns()
{
    if (!model())
        return;
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    for (const int column : std::as_const(m_fitting)) {
        int width = look::theme().px(m_widths.value(column));
        for (int row = 0; row < model()->rowCount(); ++row) {
            const QModelIndex index = model()->index(row, column);
            width = std::max(width, itemDelegateForIndex(index)->sizeHint(option, index).width());
        }
        horizontalHeader()->resizeSection(column, width);
    }
}

void DataTable::setGivingWay(const QList<int>& columns)
{
    for (const int column : std::as_const(m_givingWay)) {
        if (!columns.contains(column))
            setColumnHidden(column, false);
    }
    m_givingWay = columns;
    fitColumns();
    scheduleDelayedItemsLayout();
}

/// While all have their own width, nothing is measured. Otherwise each gives what its texts do not need before one is
/// hidden: a column that is wide for longer texts, such as times with their day, costs no other while it has none.
void DataTable::fitColumns()
{
    if (m_givingWay.isEmpty() || !model())
        return;
    const look::Theme& theme = look::theme();
    const auto ownWidthOf = [&](int column) {
        if (column == m_stretchColumn)
            return theme.px(kLeastStretch);
        return isColumnHidden(column) ? theme.px(m_widths.value(column)) : ownWidth(column);
    };
    std::vector<int> widths(static_cast<std::size_t>(model()->columnCount()), 0);
    const auto widthOf = [&](int column) -> int& { return widths[static_cast<std::size_t>(column)]; };
    const auto isTooMuch = [&] { return std::accumulate(widths.begin(), widths.end(), 0) > viewport()->width(); };
    std::vector<int> measured;
    for (int column = 0; column < model()->columnCount(); ++column) {
        if (isColumnHidden(column) && !m_givingWay.contains(column))
            continue;
        widthOf(column) = ownWidthOf(column);
        if (column != m_stretchColumn && !m_fitting.contains(column))
            measured.push_back(column);
    }
    if (isTooMuch())
        for (const int column : measured) widthOf(column) = std::min(widthOf(column), wantedWidth(column));
    for (const int column : std::as_const(m_givingWay)) {
        const bool givesWay = isTooMuch();
        if (givesWay)
            widthOf(column) = 0;
        if (isColumnHidden(column) != givesWay)
            setColumnHidden(column, givesWay);
    }
}

void DataTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    fitColumns();
    shareRoom();
}

void DataTable::doItemsLayout()
{
    QTableView::doItemsLayout();
    fitColumns();
    shareRoom();
}

/// Without what it was given or has given. A width that somebody chose stays.
int DataTable::ownWidth(int column) const
{
    const int width = horizontalHeader()->sectionSize(column);
    const auto shared = m_shared.constFind(column);
    return shared != m_shared.cend() && *shared == width ? look::theme().px(m_widths.value(column)) : width;
}

/// Beside the text of a cell or a heading.
int DataTable::inset(int column) const
{
    const look::Theme& theme = look::theme();
    const int inset = theme.px(theme.metrics().cardPaddingX) - look::kCardEdge;
    int last = model()->columnCount() - 1;
    while (last > column && isColumnHidden(last)) --last;
    return (column == 0 ? inset : inset / 2) + (column == last ? inset : inset / 2);
}

int DataTable::headingWidth(int column) const
{
    const look::Theme& theme = look::theme();
    const QString heading = horizontalHeader()->isHidden() ? QString() : model()->headerData(column, Qt::Horizontal).toString();
    const int arrow = isSortingEnabled() && !heading.isEmpty() ? theme.px(kSortArrow) : 0;
    return QFontMetrics(theme.font(look::TextRole::Small)).horizontalAdvance(heading) + arrow + inset(column) + 1;
}

/// For its heading and its texts in sight.
int DataTable::wantedWidth(int column) const
{
    const look::Theme& theme = look::theme();
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    int width = headingWidth(column);
    const int unneeded = 2 * theme.px(theme.metrics().cardPaddingX) - inset(column) - 1; // of the hint
    const int first = std::max(rowAt(0), 0);
    const int last = std::min(first + kMostMeasured, model()->rowCount());
    for (int row = first; row < last; ++row) {
        const QModelIndex index = model()->index(row, column);
        if (!isRowHidden(row)) width = std::max(width, itemDelegateForIndex(index)->sizeHint(option, index).width() - unneeded);
    }
    return width;
}

namespace {

/// A column that takes part in the sharing of room.
struct Share {
    int column;
    int own;
    int wanted;
    int width; ///< that it gets
};

/// Columns give what their texts do not need, and get what theirs lack. What is left over goes back to those that gave.
void share(std::vector<Share>& columns, int room)
{
    int given = 0;
    for (Share& each : columns) {
        each.width = std::min(each.own, each.wanted);
        room -= each.width;
        given += each.own - each.width;
    }
    std::vector<Share*> lacking;
    lacking.reserve(columns.size());
    for (Share& each : columns) lacking.push_back(&each);
    std::ranges::sort(lacking, {}, [](const Share* each) { return each->wanted - each->width; }); // the more are complete
    for (Share* each : lacking) {
        const int more = std::clamp(each->wanted - each->width, 0, std::max(room, 0));
        each->width += more;
        room -= more;
    }
    if (room <= 0) return;
    const double part = given > 0 ? std::min(1.0, room / static_cast<double>(given)) : 0;
    for (Share& each : columns) each.width += static_cast<int>(part * std::max(each.own - each.wanted, 0));
}

} // namespace

void DataTable::shareRoom()
{
    if (!model() || m_widths.isEmpty() || m_stretchColumn >= model()->columnCount() || isColumnHidden(m_stretchColumn))
        return;
    std::vector<Share> columns; // in sight, without the one that takes what is left
    int room = viewport()->width();
    bool isWhole = m_sharedWidth == viewport()->width();
    int taken = look::theme().px(kLeastStretch);
    for (int column = 0; column < model()->columnCount(); ++column) {
        if (isColumnHidden(column))
            continue;
        const int wanted = wantedWidth(column);
        isWhole = isWhole && wanted <= horizontalHeader()->sectionSize(column);
        taken += column == m_stretchColumn ? 0 : horizontalHeader()->sectionSize(column);
        if (column == m_stretchColumn)
            room -= wanted;
        else if (m_fitting.contains(column))
            room -= ownWidth(column);
        else
            columns.push_back({column, ownWidth(column), wanted, 0});
    }
    if (isWhole && taken <= viewport()->width()) // nothing is elided or cut off: nothing moves
        return;
    m_sharedWidth = viewport()->width();
    share(columns, room);
    for (const Share& each : columns) {
        if (each.width != horizontalHeader()->sectionSize(each.column))
            horizontalHeader()->resizeSection(each.column, each.width);
        if (each.width != each.own)
            m_shared[each.column] = each.width;
        else
            m_shared.remove(each.column);
    }
}

/// The full heading, if it was elided.
bool DataTable::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::ToolTip || watched != horizontalHeader()->viewport() || !model())
        return QTableView::eventFilter(watched, event);
    const auto* const help = static_cast<QHelpEvent*>(event);
    const int column = horizontalHeader()->logicalIndexAt(help->pos());
    if (column < 0 || model()->headerData(column, Qt::Horizontal, Qt::ToolTipRole).isValid() || headingWidth(column) <= horizontalHeader()->sectionSize(column))
        return QTableView::eventFilter(watched, event);
    QToolTip::showText(help->globalPos(), model()->headerData(column, Qt::Horizontal).toString(), this);
    return true;
}

void DataTable::setFitsRows(int minimumRows, int maximumRows)
{
    m_minimumRows = minimumRows;
    m_maximumRows = maximumRows;
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    updateGeometry();
}

void DataTable::setModel(QAbstractItemModel* model)
{
    QTableView::setModel(model);
    if (!model)
        return;
    setColumns(m_widths, m_stretchColumn);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(model, signal, this, [this] { updateGeometry(); });
    connect(model, &QAbstractItemModel::modelReset, this, [this] { updateGeometry(); });
}

void DataTable::setSeveral()
{
    m_several = true;
    setSelectionMode(QAbstractItemView::ExtendedSelection);
}

void DataTable::setSortable()
{
    QHeaderView* const header = horizontalHeader();
    header->setSectionsClickable(true);
    header->setSortIndicatorClearable(true);
    header->setSortIndicator(-1, Qt::AscendingOrder);
    setSortingEnabled(true);
}

void DataTable::choose(const QModelIndex& index)
{
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void DataTable::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected)
{
    QTableView::selectionChanged(selected, deselected);
    settleSelection();
}

void DataTable::settleSelection()
{
    if (!m_several || !selectionModel()) return;
    QItemSelection hidden;
    const QModelIndexList rows = selectionModel()->selectedRows();
    for (const QModelIndex& row : rows)
        if (isRowHidden(row.row())) hidden.select(row, row);
    if (!hidden.isEmpty()) return selectionModel()->select(hidden, QItemSelectionModel::Deselect | QItemSelectionModel::Rows); // and comes back
    const QModelIndex current = currentIndex();
    if (rows.isEmpty() && current.isValid() && !isRowHidden(current.row()))
        selectionModel()->select(current, QItemSelectionModel::Select | QItemSelectionModel::Rows);
}

bool DataTable::isTyping() const { return !m_typed.isEmpty() && m_typedLast.isValid() && m_typedLast.elapsed() <= QApplication::keyboardInputInterval(); }

/// Unlike Qt's, it looks at the first column whichever cell is current, and skips hidden rows.
void DataTable::keyboardSearch(const QString& text)
{
    const int rows = model() ? model()->rowCount() : 0;
    if (rows == 0 || text.isEmpty()) return m_typed.clear();
    const bool isNew = !isTyping();
    m_typed = isNew ? text : m_typed + text;
    m_typedLast.start();
    const bool isOneLetter = m_typed.count(m_typed.front()) == m_typed.size(); // repeated, it goes through the names that begin with it
    const QString wanted = isOneLetter ? m_typed.left(1) : m_typed;
    const int current = currentIndex().row();
    const int first = isNew || isOneLetter ? current + 1 : std::max(current, 0);
    for (int i = 0; i < rows; ++i) {
        const int row = (first + i) % rows;
        if (isRowHidden(row) || !model()->index(row, 0).data().toString().startsWith(wanted, Qt::CaseInsensitive)) continue;
        choose(model()->index(row, 0));
        scrollTo(currentIndex());
        return;
    }
}

/// A space within a typed name is part of it, and no shortcut.
bool DataTable::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space && isTyping()) {
        event->accept();
        return true;
    }
    return QTableView::event(event);
}

int DataTable::rowsHeight(int rows) const
{
    return horizontalHeader()->sizeHint().height() + rows * verticalHeader()->defaultSectionSize() + kScrollSlack;
}

QSize DataTable::sizeHint() const
{
    const QSize hint = QTableView::sizeHint();
    if (m_maximumRows == 0)
        return hint;
    const int rows = model() ? model()->rowCount() : 0;
    return {hint.width(), rowsHeight(std::clamp(rows, m_minimumRows, m_maximumRows))};
}

QSize DataTable::minimumSizeHint() const
{
    int width = 0;
    for (int column = 0; column < m_widths.size(); ++column)
        width += look::theme().px(m_widths[column]);
    return {std::min(width, look::theme().px(240)), rowsHeight(std::max(m_minimumRows, 1))};
}

QString DataTable::selectedText() const
{
    QStringList lines;
    if (!selectionModel())
        return {};
    QModelIndexList rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    for (const QModelIndex& row : std::as_const(rows)) {
        QStringList cells;
        for (int column = 0; column < model()->columnCount(); ++column) {
            const QModelIndex cell = row.siblingAtColumn(column);
            const QVariant raw = cell.data(CellRole::kRaw);
            cells += raw.isValid() ? raw.toString() : cell.data(Qt::DisplayRole).toString();
        }
        lines += cells.join(QLatin1Char('\t'));
    }
    return lines.join(QLatin1Char('\n'));
}

void DataTable::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        const QString text = selectedText();
        if (!text.isEmpty())
            QGuiApplication::clipboard()->setText(text);
        event->accept();
        return;
    }
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::NoModifier && isTyping()) {
        keyboardSearch(event->text());
        event->accept();
        return;
    }
    QTableView::keyPressEvent(event);
}

// Rows are selected as a whole: Home and End move to the first and last row, not within a row.
QModelIndex DataTable::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    const bool isToEnd = action == MoveHome || action == MoveEnd;
    return QTableView::moveCursor(action, isToEnd ? modifiers | Qt::ControlModifier : modifiers);
}

void DataTable::mouseMoveEvent(QMouseEvent* event)
{
    setHoveredRow(rowAt(event->position().toPoint().y()));
    QTableView::mouseMoveEvent(event);
}

/// Keyboard users see where the focus ring is.
void DataTable::focusInEvent(QFocusEvent* event)
{
    QTableView::focusInEvent(event);
    const bool isByKey = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason || event->reason() == Qt::ShortcutFocusReason;
    if (isByKey && currentIndex().isValid()) scrollTo(currentIndex());
}

void DataTable::leaveEvent(QEvent* event)
{
    setHoveredRow(-1);
    QTableView::leaveEvent(event);
}

void DataTable::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        measure();
    if (event->type() == QEvent::LanguageChange) { // models return their texts in the new language
        viewport()->update();
        horizontalHeader()->viewport()->update();
    }
}

void DataTable::setHoveredRow(int row)
{
    if (row == m_hoveredRow)
        return;
    m_hoveredRow = row;
    viewport()->update();
}

} // namespace ui::widgets
