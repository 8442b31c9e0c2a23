#include "date_edit.h"

#include <QKeyEvent>
#include <QLineEdit>

#include <utility>

namespace ui::widgets {

DateEdit::DateEdit(const QDate& day, QWidget* parent) : QDateEdit(day, parent)
{
    setCalendarPopup(true);
    setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
}

// Qt moves to the next section once one is complete, and again at the separator; and it accepts digits only in a
// selected section.
void DateEdit::keyPressEvent(QKeyEvent* event)
{
    const QString text = event->text();
    const bool isDigit = !text.isEmpty() && text.front().isDigit();
    const bool isBetween = !text.isEmpty() && text.front().isPunct();
    if (isBetween && std::exchange(m_hasMovedOn, false)) return event->accept();
    if (isDigit && lineEdit()->selectedText() == lineEdit()->text()) setSelectedSection(YearSection);
    else if (isDigit && !m_isTyping) setSelectedSection(currentSection());
    const int part = currentSectionIndex();
    QDateEdit::keyPressEvent(event);
    m_hasMovedOn = isDigit && currentSectionIndex() != part;
    m_isTyping = isDigit && !m_hasMovedOn;
}

void DateEdit::focusInEvent(QFocusEvent* event)
{
    QDateEdit::focusInEvent(event);
    m_hasMovedOn = m_isTyping = false;
}

} // namespace ui::widgets
