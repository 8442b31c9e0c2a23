#include "diff_view.h"

#include "ui/look/theme.h"

#include <QEvent>
#include <QStyle>
#include <QTextBlock>

#include <algorithm>
#include <optional>

namespace ui::pages {

using models::DiffLine;

namespace {

constexpr int kFewestDiffLines = 3;
constexpr int kMostDiffLines = 24;

std::optional<look::Color> groundOf(DiffLine::Kind kind)
{
    switch (kind) {
    case DiffLine::Kind::Added: return look::Color::OkSoft;
    case DiffLine::Kind::Removed: return look::Color::ErrorSoft;
    case DiffLine::Kind::Same:
    case DiffLine::Kind::Gap: break;
    }
    return std::nullopt;
}

} // namespace

DiffView::DiffView(QWidget* parent) : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTabChangesFocus(true);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setFont(look::theme().font(look::TextRole::Mono));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    viewport()->setAutoFillBackground(false);
}

void DiffView::setDiff(const std::string& unified)
{
    m_lines = models::diffLines(unified);
    setPlainText(models::diffText(m_lines));
    colour();
    updateGeometry();
}

void DiffView::colour()
{
    QList<QTextEdit::ExtraSelection> grounds;
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const auto ground = groundOf(m_lines[i].kind);
        if (!ground) continue;
        QTextEdit::ExtraSelection line;
        line.cursor = QTextCursor(document()->findBlockByNumber(static_cast<int>(i)));
        line.format.setBackground(look::theme().color(*ground));
        line.format.setProperty(QTextFormat::FullWidthSelection, true);
        grounds << line;
    }
    setExtraSelections(grounds);
}

QSize DiffView::sizeHint() const
{
    const int lines = std::clamp(static_cast<int>(m_lines.size()), kFewestDiffLines, kMostDiffLines);
    const int around = 2 * frameWidth() + static_cast<int>(2 * document()->documentMargin());
    const int bar = style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, this);
    return {QPlainTextEdit::sizeHint().width(), lines * fontMetrics().lineSpacing() + around + bar};
}

QSize DiffView::minimumSizeHint() const { return {look::theme().px(160), sizeHint().height()}; }

void DiffView::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) colour();
}

} // namespace ui::pages
