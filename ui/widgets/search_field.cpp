#include "search_field.h"

#include "ui/look/icons.h"

#include <QKeyEvent>

namespace ui::widgets {

SearchField::SearchField(QWidget* parent) : QLineEdit(parent)
{
    addAction(look::icon(QStringLiteral("act-search"), look::Color::TextSecondary), QLineEdit::LeadingPosition);
}

void SearchField::setHint(const QString& hint)
{
    setPlaceholderText(hint);
    setAccessibleName(hint);
}

void SearchField::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        event->accept();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

} // namespace ui::widgets
