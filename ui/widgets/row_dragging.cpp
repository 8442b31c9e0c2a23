#include "row_dragging.h"

#include "ui/look/theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTableView>

#include <algorithm>
#include <utility>

namespace ui::widgets {

namespace {

constexpr int kLine = 3;
constexpr int kDot = 4;
constexpr int kScrollEdge = 24; ///< px from an end of the table in which it scrolls

} // namespace

/// Marks where a row would be dropped.
class RowMark final : public QWidget {
public:
    explicit RowMark(QWidget* parent) : QWidget(parent)
    {
        setObjectName(QStringLiteral("rowMark"));
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setFocusPolicy(Qt::NoFocus);
        hide();
    }

    void showAt(int y)
    {
        const int height = 2 * kDot + 2;
        setGeometry(0, std::clamp(y - height / 2, 0, std::max(parentWidget()->height() - height, 0)), parentWidget()->width(), height);
        raise();
        show();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QColor accent = look::theme().color(look::Color::AccentText);
        const int middle = height() / 2;
        painter.setPen(QPen(accent, kLine));
        painter.setBrush(accent);
        painter.drawLine(kDot + kLine, middle, width() - kLine, middle);
        painter.drawEllipse(QPoint(kDot + kLine, middle), kDot - 1, kDot - 1);
    }
};

RowDragging::RowDragging(QTableView* table) : QObject(table), m_table(table), m_rows(table->viewport()), m_mark(new RowMark(m_rows))
{
    m_rows->installEventFilter(this);
    table->installEventFilter(this); // to receive its keys
    // The dragged row would be another one.
    connect(table->model(), &QAbstractItemModel::modelReset, this, &RowDragging::end);
    connect(table->model(), &QAbstractItemModel::rowsInserted, this, &RowDragging::end);
    connect(table->model(), &QAbstractItemModel::rowsRemoved, this, &RowDragging::end);
    connect(table->model(), &QAbstractItemModel::rowsMoved, this, &RowDragging::end);
}

bool RowDragging::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress) {
        if (m_place < 0 || static_cast<QKeyEvent*>(event)->key() != Qt::Key_Escape) return QObject::eventFilter(watched, event);
        event->accept();
        if (event->type() == QEvent::KeyPress) end();
        return true;
    }
    if (watched != m_rows) return QObject::eventFilter(watched, event);
    const auto* const mouse = event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseMove || event->type() == QEvent::MouseButtonRelease
        ? static_cast<QMouseEvent*>(event)
        : nullptr;
    if (!mouse) return QObject::eventFilter(watched, event);
    if (event->type() == QEvent::MouseMove) return (mouse->buttons() & Qt::LeftButton) && follow(mouse->position().toPoint());
    if (event->type() == QEvent::MouseButtonRelease) return mouse->button() == Qt::LeftButton && drop();
    if (mouse->button() == Qt::LeftButton) {
        m_pressed = mouse->position().toPoint();
        m_row = m_table->rowAt(m_pressed.y());
    }
    return QObject::eventFilter(watched, event);
}

/// Whether the table must not receive the event: it would change the selection.
bool RowDragging::follow(const QPoint& at)
{
    if (m_row < 0) return false;
    if (m_place < 0 && (at - m_pressed).manhattanLength() < QApplication::startDragDistance()) return true;
    if (m_place < 0) m_rows->setCursor(Qt::ClosedHandCursor);
    QScrollBar& bar = *m_table->verticalScrollBar();
    if (at.y() < kScrollEdge) bar.setValue(bar.value() - kScrollEdge);
    else if (at.y() > m_rows->height() - kScrollEdge) bar.setValue(bar.value() + kScrollEdge);
    m_place = placeAt(at.y());
    const int rows = m_table->model()->rowCount();
    m_mark->showAt(m_place < rows ? m_table->rowViewportPosition(m_place) : m_table->rowViewportPosition(rows - 1) + m_table->rowHeight(rows - 1));
    return true;
}

bool RowDragging::drop()
{
    const int row = m_row;
    const int place = m_place;
    end();
    if (place < 0) return false;
    if (place != row && place != row + 1) Q_EMIT moveWanted(row, place);
    return true;
}

void RowDragging::end()
{
    m_row = -1;
    if (std::exchange(m_place, -1) < 0) return;
    m_mark->hide();
    m_rows->unsetCursor();
}

/// Before the row whose upper half contains `y`.
int RowDragging::placeAt(int y) const
{
    const int rows = m_table->model()->rowCount();
    for (int row = 0; row < rows; ++row)
        if (y < m_table->rowViewportPosition(row) + m_table->rowHeight(row) / 2) return row;
    return rows;
}

} // namespace ui::widgets
