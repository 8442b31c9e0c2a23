#include "text_diff_view.h"

#include "gateway/core/text/line_diff.h"
#include "ui/look/theme.h"

#include <QEvent>
#include <QTextBlock>
#include <QTextCursor>

namespace ui::pages {

using gateway::DiffLine;

namespace {

constexpr QChar kMinus(0x2212);
constexpr int kAddedState = 1; // of a block
constexpr int kRemovedState = 2;

} // namespace

TextDiffView::TextDiffView(QWidget* parent) : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setTabChangesFocus(true);
    setLineWrapMode(NoWrap);
    setFont(look::theme().font(look::TextRole::Mono));
    viewport()->setAutoFillBackground(false);
}

void TextDiffView::setTexts(std::string_view before, std::string_view after)
{
    QStringList lines;
    std::vector<int> states;
    m_added = m_removed = 0;
    for (const auto& hunk : gateway::diffHunks(gateway::diffLines(before, after))) {
        if (!lines.isEmpty()) {
            lines << QStringLiteral("⋯");
            states.push_back(0);
        }
        for (const DiffLine& line : hunk) {
            const bool isAdded = line.kind == DiffLine::Kind::Added;
            const bool isRemoved = line.kind == DiffLine::Kind::Removed;
            m_added += isAdded ? 1 : 0;
            m_removed += isRemoved ? 1 : 0;
            const QChar sign = isAdded ? QLatin1Char('+') : isRemoved ? kMinus : QLatin1Char(' ');
            lines << QString(sign) + QLatin1Char(' ') + QString::fromStdString(line.text);
            states.push_back(isAdded ? kAddedState : isRemoved ? kRemovedState : 0);
        }
    }
    setPlainText(lines.join(QLatin1Char('\n')));
    QTextBlock block = document()->firstBlock();
    for (const int state : states) {
        block.setUserState(state);
        block = block.next();
    }
    paintLines();
}

/// The colours of the theme in use.
void TextDiffView::paintLines()
{
    const look::Theme& theme = look::theme();
    QList<QTextEdit::ExtraSelection> lines;
    for (QTextBlock block = document()->firstBlock(); block.isValid(); block = block.next()) {
        if (block.userState() <= 0) continue;
        QTextEdit::ExtraSelection line;
        line.cursor = QTextCursor(block);
        line.format.setBackground(theme.color(block.userState() == kAddedState ? look::Color::OkSoft : look::Color::ErrorSoft));
        line.format.setProperty(QTextFormat::FullWidthSelection, true);
        lines << line;
    }
    setExtraSelections(lines);
}

void TextDiffView::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) paintLines();
}

} // namespace ui::pages
