#include "answer_view.h"

#include "ui/look/theme.h"

#include <QEvent>
#include <QTextCursor>

#include <algorithm>
#include <utility>

namespace ui::pages {

AnswerView::AnswerView(QWidget* parent) : QTextEdit(parent)
{
    setReadOnly(true);
    setTabChangesFocus(true);
    setFrameShape(QFrame::NoFrame);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    viewport()->setAutoFillBackground(false);
    document()->setDocumentMargin(0);
}

void AnswerView::setPieces(std::vector<gateway::evaluation::TextPiece> pieces)
{
    m_pieces = std::move(pieces);
    fill();
}

int AnswerView::markCount() const { return static_cast<int>(std::ranges::count(m_pieces, true, &gateway::evaluation::TextPiece::isMarked)); }

void AnswerView::fill()
{
    const look::Theme& theme = look::theme();
    QTextCharFormat plain;
    plain.setForeground(theme.color(look::Color::Text));
    QTextCharFormat marked = plain;
    marked.setBackground(theme.color(look::Color::AccentSoft));
    marked.setUnderlineStyle(QTextCharFormat::SingleUnderline);
    marked.setUnderlineColor(theme.color(look::Color::AccentText));
    clear();
    QTextCursor cursor(document());
    cursor.beginEditBlock();
    for (const auto& piece : m_pieces) cursor.insertText(QString::fromStdString(piece.text), piece.isMarked ? marked : plain);
    cursor.endEditBlock();
    moveCursor(QTextCursor::Start);
}

void AnswerView::changeEvent(QEvent* event)
{
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) fill();
}

} // namespace ui::pages
