#include "text_field.h"

#include "ui/look/theme.h"

namespace ui::dialogs {

namespace {

constexpr int kPadding = 4; // px at a 10 pt font, in addition to the document's margin

} // namespace

TextField::TextField(int lines, QWidget* parent) : QPlainTextEdit(parent), m_lines(lines)
{
    setFont(look::theme().font(look::TextRole::Mono));
    setTabChangesFocus(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    // The frame with its focus ring is drawn below the text.
    viewport()->setAutoFillBackground(false);
    const int padding = look::theme().px(kPadding);
    setViewportMargins(padding, padding, padding, padding);
}

QSize TextField::sizeHint() const
{
    const int around = 2 * (frameWidth() + look::theme().px(kPadding)) + static_cast<int>(2 * document()->documentMargin());
    return {QPlainTextEdit::sizeHint().width(), m_lines * fontMetrics().lineSpacing() + around};
}

QSize TextField::minimumSizeHint() const { return {look::theme().px(120), sizeHint().height()}; }

} // namespace ui::dialogs
