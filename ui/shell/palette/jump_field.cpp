#include "jump_field.h"

#include "fuzzy_match.h"
#include "jump_delegate.h"

#include "ui/look/icons.h"

#include <QApplication>
#include <QKeyEvent>
#include <QListWidget>

#include <algorithm>

namespace ui::shell {

namespace {
constexpr int kMostRows = 10;
constexpr int kLeastWidth = 420;

/// The icon of a row, also when selected: the selection is tinted here instead of using the accent.
QIcon rowIcon(const QString& name, qreal dpr)
{
    const look::Theme& theme = look::theme();
    const int side = theme.px(theme.metrics().iconAction);
    const QPixmap drawing = look::tinted(name, QSize(side, side), dpr, theme.color(look::Color::TextSecondary));
    QIcon icon(drawing);
    icon.addPixmap(drawing, QIcon::Selected);
    return icon;
}
} // namespace

JumpField::JumpField(QWidget* parent) : SearchField(parent)
{
    connect(this, &QLineEdit::textChanged, this, [this] {
        if (hasFocus())
            showList();
    });
}

JumpField::~JumpField() { delete m_list; }

void JumpField::setSource(std::function<std::vector<Jump>()> source) { m_source = std::move(source); }
void JumpField::setLastResort(std::function<Jump(const QString&)> lastResort) { m_lastResort = std::move(lastResort); }

void JumpField::open()
{
    if (hasFocus()) {
        selectAll();
        showList();
        return;
    }
    m_back = QApplication::focusWidget();
    setFocus(Qt::ShortcutFocusReason);
}

bool JumpField::isOpen() const { return m_list && m_list->isVisible(); }

QStringList JumpField::shownTitles() const
{
    QStringList titles;
    for (const std::size_t index : m_shown)
        titles += m_jumps[index].title;
    return titles;
}

void JumpField::showList()
{
    if (!m_list) {
        m_list = new QListWidget(window());
        m_list->setObjectName(QStringLiteral("searchResults"));
        m_list->setFocusPolicy(Qt::NoFocus);
        m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        m_list->setUniformItemSizes(true);
        m_list->setItemDelegate(new JumpDelegate(m_list));
        m_list->setMouseTracking(true);
        m_list->setBackgroundRole(QPalette::Base);
        m_list->setAutoFillBackground(true); // behind the scroll bar, too
        m_list->setAccessibleName(accessibleName());
        // The field keeps the focus, so it reports the selected row to screen readers.
        connect(m_list, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem* item) { setAccessibleDescription(item ? item->text() : QString()); });
        connect(m_list, &QListWidget::itemClicked, this, &JumpField::runCurrent);
    }
    if (!m_list->isVisible() && m_source)
        m_all = m_source();
    fill();
    const look::Theme& theme = look::theme();
    const int rows = std::clamp(m_list->count(), 1, kMostRows);
    const int width = std::max(this->width(), theme.px(kLeastWidth));
    const int height = rows * std::max(m_list->sizeHintForRow(0), theme.px(theme.metrics().rowHeight)) + 2 * m_list->frameWidth() + 2;
    const QPoint corner = mapTo(window(), QPoint(this->width() - width, this->height() + 4));
    m_list->setGeometry(QRect(corner, QSize(width, height)));
    m_list->show();
    m_list->raise();
}

void JumpField::fill()
{
    m_list->clear();
    m_shown.clear();
    m_jumps = m_all;
    const QString wanted = text().trimmed();
    if (wanted.isEmpty()) {
        for (std::size_t i = 0; i < m_jumps.size(); ++i)
            if (m_jumps[i].isListed)
                m_shown.push_back(i);
    } else {
        std::vector<Candidate> candidates;
        for (const Jump& jump : m_jumps)
            candidates.push_back({jump.title, jump.kind + u' ' + jump.words});
        m_shown = bestFits(wanted, candidates);
        if (m_lastResort) {
            m_jumps.push_back(m_lastResort(wanted));
            m_shown.push_back(m_jumps.size() - 1);
        }
    }
    for (const std::size_t i : m_shown) {
        const Jump& jump = m_jumps[i];
        const QString what = QStringLiteral("%1 · %2").arg(jump.title, jump.kind);
        auto* item = new QListWidgetItem(rowIcon(jump.icon, devicePixelRatioF()), jump.keys.isEmpty() ? what : QStringLiteral("%1 · %2").arg(what, jump.keys), m_list);
        item->setData(JumpDelegate::kTitleRole, jump.title);
        item->setToolTip(item->text());
    }
    if (m_shown.empty()) {
        auto* none = new QListWidgetItem(tr("Nothing matches “%1”").arg(wanted), m_list);
        none->setFlags(Qt::NoItemFlags);
        return;
    }
    m_list->setCurrentRow(0);
}

void JumpField::close()
{
    if (m_list)
        m_list->hide();
    setAccessibleDescription({}); // it described a row
}

void JumpField::step(int by)
{
    if (!isOpen())
        return showList();
    if (!m_shown.empty())
        m_list->setCurrentRow(std::clamp(m_list->currentRow() + by, 0, m_list->count() - 1));
}

void JumpField::runCurrent()
{
    const int row = m_list ? m_list->currentRow() : -1;
    if (row < 0 || row >= static_cast<int>(m_shown.size()))
        return;
    const std::function<void()> run = m_jumps[m_shown[static_cast<std::size_t>(row)]].run;
    clear(); // clearing opens the list again, so it comes first
    close();
    clearFocus();
    close(); // a list under the mouse stays open after the focus is lost
    run();
}

void JumpField::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Down: return step(1);
    case Qt::Key_Up: return step(-1);
    case Qt::Key_PageDown: return step(kMostRows);
    case Qt::Key_PageUp: return step(-kMostRows);
    case Qt::Key_Return:
    case Qt::Key_Enter: return runCurrent();
    case Qt::Key_Escape:
        clear();
        close();
        if (m_back)
            m_back->setFocus(Qt::OtherFocusReason);
        else
            clearFocus();
        return;
    default: SearchField::keyPressEvent(event);
    }
}

void JumpField::focusInEvent(QFocusEvent* event)
{
    SearchField::focusInEvent(event);
    // Tab does not open the list; a click or the shortcut does.
    if (event->reason() == Qt::MouseFocusReason || event->reason() == Qt::ShortcutFocusReason)
        showList();
}

void JumpField::focusOutEvent(QFocusEvent* event)
{
    SearchField::focusOutEvent(event);
    if (!m_list || !m_list->underMouse())
        close();
}

} // namespace ui::shell
