#pragma once

#include "gateway/core/text/line_diff.h"
#include "ui/widgets/diff_view.h"

#include <vector>

namespace ui::pages {

/// The changed lines of a tool's file: with numbers, + and −, and colours. As high as its lines, up to a limit.
class ToolDiffView : public widgets::DiffView {
    Q_OBJECT
public:
    explicit ToolDiffView(QWidget* parent = nullptr);

    void setDiff(const std::vector<gateway::DiffHunk>& hunks);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
};

} // namespace ui::pages
