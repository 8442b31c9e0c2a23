#include "field_undo.h"

#include "shortcuts.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTextEdit>

#include <optional>

namespace ui::shell {

namespace {

struct Steps {
    bool canUndo = false;
    bool canRedo = false;
};

/// The undo state of `widget`; empty: not a text input.
std::optional<Steps> stepsOf(const QObject& widget)
{
    const auto* line = qobject_cast<const QLineEdit*>(&widget);
    if (qobject_cast<const QComboBox*>(&widget) || qobject_cast<const QAbstractSpinBox*>(&widget)) line = widget.findChild<const QLineEdit*>();
    if (line) return Steps{line->isUndoAvailable(), line->isRedoAvailable()};
    const QTextDocument* document = nullptr;
    if (const auto* plain = qobject_cast<const QPlainTextEdit*>(&widget)) document = plain->document();
    if (const auto* rich = qobject_cast<const QTextEdit*>(&widget)) document = rich->document();
    if (document) return Steps{document->isUndoAvailable(), document->isRedoAvailable()};
    return std::nullopt;
}

} // namespace

FieldUndo::FieldUndo(QWidget& window, QObject* parent) : QObject(parent), m_window(window)
{
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) { watch(now); });
    watch(QApplication::focusWidget());
}

void FieldUndo::watch(QWidget* focused)
{
    if (m_watched) m_watched->removeEventFilter(this);
    m_watched = focused && m_window.isAncestorOf(focused) && focused->window() == &m_window ? focused : nullptr;
    if (m_watched) m_watched->installEventFilter(this);
}

bool FieldUndo::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::ShortcutOverride) return QObject::eventFilter(watched, event);
    const auto* const keys = static_cast<QKeyEvent*>(event);
    const bool isUndo = keys->keyCombination() == kUndoKeys;
    const bool isRedo = keys->keyCombination() == kRedoKeys;
    const auto steps = isUndo || isRedo ? stepsOf(*watched) : std::nullopt;
    if (!steps || (isUndo ? steps->canUndo : steps->canRedo)) return QObject::eventFilter(watched, event);
    event->ignore(); // otherwise the field would handle it
    return true;
}

} // namespace ui::shell
