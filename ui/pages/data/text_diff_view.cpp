#include "text_diff_view.h"

#include "gateway/core/text/line_diff.h"

#include <algorithm>

namespace ui::pages {

using gateway::DiffLine;

namespace {

constexpr QChar kMinus(0x2212);

} // namespace

TextDiffView::TextDiffView(QWidget* parent) : DiffView(parent) { }

void TextDiffView::setTexts(std::string_view before, std::string_view after)
{
    QStringList lines;
    std::vector<Ground> grounds;
    for (const auto& hunk : gateway::diffHunks(gateway::diffLines(before, after))) {
        if (!lines.isEmpty()) {
            lines << QStringLiteral("⋯");
            grounds.push_back(Ground::Plain);
        }
        for (const DiffLine& line : hunk) {
            const bool isAdded = line.kind == DiffLine::Kind::Added;
            const bool isRemoved = line.kind == DiffLine::Kind::Removed;
            const QChar sign = isAdded ? QLatin1Char('+') : isRemoved ? kMinus : QLatin1Char(' ');
            lines << QString(sign) + QLatin1Char(' ') + QString::fromStdString(line.text);
            grounds.push_back(isAdded ? Ground::Added : isRemoved ? Ground::Removed : Ground::Plain);
        }
    }
    setLines(lines.join(QLatin1Char('\n')), std::move(grounds));
}

int TextDiffView::addedLines() const { return static_cast<int>(std::ranges::count(grounds(), Ground::Added)); }

int TextDiffView::removedLines() const { return static_cast<int>(std::ranges::count(grounds(), Ground::Removed)); }

} // namespace ui::pages
