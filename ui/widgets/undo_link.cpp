#include "undo_link.h"

#include <QEvent>
#include <QKeySequence>

#include <algorithm>
#include <utility>

namespace ui::widgets {

namespace {

constexpr int kLeastUndoCharacters = 8;

QString undoKeys() { return QKeySequence(QKeySequence::Undo).toString(QKeySequence::NativeText); } // handled by the window

} // namespace

UndoLink::UndoLink(QWidget* card) : Button(ButtonKind::Link, {}, QStringLiteral("act-undo"), card)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAttribute(Qt::WA_LayoutUsesWidgetRect); // its own rule of how much of it is shown counts with its edges
    hide();
    connect(this, &QPushButton::clicked, this, &UndoLink::undo);
}

void UndoLink::offer(std::function<QString()> words, std::function<void()> undo)
{
    m_words = std::move(words);
    m_undo = std::move(undo);
    say();
    show();
}

void UndoLink::undo()
{
    hide();
    if (const auto undo = std::exchange(m_undo, nullptr)) undo();
}

void UndoLink::say()
{
    m_said = m_words();
    setAccessibleName(m_said);
    ensurePolished();
    setText(m_said);
    m_around = Button::sizeHint().width() - fontMetrics().horizontalAdvance(m_said);
    updateGeometry();
    shorten();
}

void UndoLink::shorten()
{
    const bool isWhole = width() >= sizeHint().width();
    const QString shown = isWhole ? m_said : fontMetrics().elidedText(m_said, Qt::ElideMiddle, std::max(width() - m_around, 0));
    if (shown != text()) setText(shown);
    setToolTip(shown == m_said ? undoKeys() : QStringLiteral("%1 (%2)").arg(m_said, undoKeys()));
}

QSize UndoLink::sizeHint() const { return {m_around + fontMetrics().horizontalAdvance(m_said), Button::sizeHint().height()}; }

QSize UndoLink::minimumSizeHint() const
{
    const QSize hint = sizeHint();
    return {std::min(hint.width(), m_around + kLeastUndoCharacters * fontMetrics().averageCharWidth()), hint.height()};
}

void UndoLink::resizeEvent(QResizeEvent* event)
{
    Button::resizeEvent(event);
    if (!m_said.isEmpty()) shorten();
}

void UndoLink::changeEvent(QEvent* event)
{
    const bool isOther = event->type() == QEvent::LanguageChange || event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange;
    if (isOther && m_words) say();
    Button::changeEvent(event);
}

} // namespace ui::widgets
