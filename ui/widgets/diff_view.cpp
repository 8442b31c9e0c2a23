#include "diff_view.h"

#include "ui/look/theme.h"

#include <QEvent>
#include <QTextBlock>

#include <utility>

namespace ui::widgets {

DiffView::DiffView(QWidget* parent) : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTabChangesFocus(true);
    setLineWrapMode(NoWrap);
    setFont(look::theme().font(look::TextRole::Mono));
    viewport()->setAutoFillBackground(false);
}

void DiffView::setLines(const QString& text, std::vector<Ground> grounds)
{
    m_grounds = std::move(grounds);
    setPlainText(text);
    colour();
    updateGeometry();
}

/// In the current theme's colours.
void DiffView::colour()
{
    QList<QTextEdit::ExtraSelection> coloured;
    QTextBlock block = document()->firstBlock();
    for (const Ground ground : m_grounds) {
        if (ground != Ground::Plain) {
            QTextEdit::ExtraSelection line;
            line.cursor = QTextCursor(block);
            line.format.setBackground(look::theme().color(ground == Ground::Added ? look::Color::OkSoft : look::Color::ErrorSoft));
            line.format.setProperty(QTextFormat::FullWidthSelection, true);
            coloured << line;
        }
        block = block.next();
    }
    setExtraSelections(coloured);
}

void DiffView::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) colour();
}

} // namespace ui::widgets
