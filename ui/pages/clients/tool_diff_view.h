#pragma once

#include "ui/widgets/diff_view.h"

#include <string>

namespace ui::pages {

/// The lines of a change of one file of a tool: with numbers, + and − as well as colour. As high as its lines, up to a limit.
class ToolDiffView : public widgets::DiffView {
    Q_OBJECT
public:
    explicit ToolDiffView(QWidget* parent = nullptr);

    void setDiff(const std::string& unified);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
};

} // namespace ui::pages
