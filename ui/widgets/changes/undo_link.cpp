#include "undo_link.h"

#include <QEvent>
#include <QKeySequence>

#include <utility>

namespace ui::widgets {

UndoLink::UndoLink(QWidget* card) : Button(ButtonKind::Link, {}, QStringLiteral("act-undo"), card)
{
    hide();
    setToolTip(QKeySequence(QKeySequence::Undo).toString(QKeySequence::NativeText)); // which the window has
    connect(this, &QPushButton::clicked, this, &UndoLink::undo);
}

void UndoLink::offer(std::function<QString()> words, std::function<void()> undo)
{
    m_words = std::move(words);
    m_undo = std::move(undo);
    setText(m_words());
    show();
}

void UndoLink::undo()
{
    hide();
    if (const auto undo = std::exchange(m_undo, nullptr)) undo();
}

void UndoLink::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange && m_words) setText(m_words());
    Button::changeEvent(event);
}

} // namespace ui::widgets
