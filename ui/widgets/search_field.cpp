#include "search_field.h"

#include "ui/look/icons.h"

#include <QAction>
#include <QEvent>
#include <QKeyEvent>

#include <algorithm>

namespace ui::widgets {

SearchField::SearchField(QWidget* parent)
    : QLineEdit(parent), m_glass(addAction(look::icon(QStringLiteral("act-search"), look::Color::TextSecondary), QLineEdit::LeadingPosition))
{
    m_glass->setText(tr("Search")); // it is a button, which needs a name for screen readers
    connect(m_glass, &QAction::triggered, this, [this] { setFocus(Qt::OtherFocusReason); });
}

void SearchField::setHint(const QString& hint)
{
    setPlaceholderText(hint);
    setAccessibleName(hint);
    updateGeometry();
}

QSize SearchField::sizeHint() const
{
    const QSize hint = QLineEdit::sizeHint();
    const look::Theme& theme = look::theme();
    const int around = 3 * theme.px(theme.metrics().iconAction); // the magnifier icon, its spacing, and the edges
    return {std::max(hint.width(), fontMetrics().horizontalAdvance(placeholderText()) + around), hint.height()};
}

void SearchField::changeEvent(QEvent* event)
{
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) m_glass->setText(tr("Search"));
}

bool SearchField::isForEscape() const { return !text().isEmpty() || (m_list && m_list->isVisible()); }

/// Handles the key before the page uses it to go back.
bool SearchField::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->matches(QKeySequence::Cancel) && isForEscape()) {
        event->accept();
        return true;
    }
    return QLineEdit::event(event);
}

void SearchField::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && isForEscape()) {
        if (text().isEmpty()) m_list->setFocus(Qt::OtherFocusReason);
        else clear();
        event->accept();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

} // namespace ui::widgets
