#include "tool_diff_view.h"

#include "ui/look/theme.h"

#include <QStringList>
#include <QStyle>

#include <algorithm>
#include <cmath>
#include <utility>

namespace ui::pages {

using gateway::DiffLine;

namespace {

constexpr int kFewestDiffLines = 3;
constexpr int kMostDiffLines = 24;
constexpr int kNumberWidth = 4;
constexpr QChar kMinus(0x2212);
constexpr QChar kGap(0x22EF);

} // namespace

ToolDiffView::ToolDiffView(QWidget* parent) : DiffView(parent) { setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed); }

void ToolDiffView::setDiff(const std::vector<gateway::DiffHunk>& hunks)
{
    QStringList lines;
    std::vector<Ground> grounds;
    for (const gateway::DiffHunk& hunk : hunks) {
        if (!lines.isEmpty()) {
            lines << QString(kNumberWidth, QLatin1Char(' ')) + kGap;
            grounds.push_back(Ground::Plain);
        }
        for (const DiffLine& line : hunk) {
            const bool isAdded = line.kind == DiffLine::Kind::Added;
            const bool isRemoved = line.kind == DiffLine::Kind::Removed;
            const QChar sign = isAdded ? QLatin1Char('+') : isRemoved ? kMinus : QLatin1Char(' ');
            lines << QStringLiteral("%1 %2 %3").arg(isRemoved ? line.before : line.after, kNumberWidth).arg(sign).arg(QString::fromStdString(line.text));
            grounds.push_back(isAdded ? Ground::Added : isRemoved ? Ground::Removed : Ground::Plain);
        }
    }
    setLines(lines.join(QLatin1Char('\n')), std::move(grounds));
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
