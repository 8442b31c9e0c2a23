#include "tool_diff_view.h"

#include "ui/look/theme.h"
#include "ui/models/clients/diff_lines.h"

#include <QStyle>

#include <algorithm>
#include <cmath>

namespace ui::pages {

using models::DiffLine;

namespace {

constexpr int kFewestDiffLines = 3;
constexpr int kMostDiffLines = 24;

} // namespace

ToolDiffView::ToolDiffView(QWidget* parent) : DiffView(parent) { setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed); }

void ToolDiffView::setDiff(const std::string& unified)
{
    const auto lines = models::diffLines(unified);
    std::vector<Ground> grounds;
    grounds.reserve(lines.size());
    for (const DiffLine& line : lines)
        grounds.push_back(line.kind == DiffLine::Kind::Added ? Ground::Added : line.kind == DiffLine::Kind::Removed ? Ground::Removed : Ground::Plain);
    setLines(models::diffText(lines), std::move(grounds));
}

QSize ToolDiffView::sizeHint() const
{
    const int lines = std::clamp(static_cast<int>(grounds().size()), kFewestDiffLines, kMostDiffLines);
    // In addition to the text margins, QPlainTextEdit needs another pixel before it treats all lines as visible.
    const int around = 2 * frameWidth() + static_cast<int>(3 * document()->documentMargin()) + 1;
    const int bar = style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, this);
    const int line = static_cast<int>(std::ceil(QFontMetricsF(font()).lineSpacing()));
    return {QPlainTextEdit::sizeHint().width(), lines * line + around + bar};
}

QSize ToolDiffView::minimumSizeHint() const { return {look::theme().px(160), sizeHint().height()}; }

} // namespace ui::pages
