#pragma once

#include "ui/widgets/diff_view.h"

#include <string_view>

namespace ui::pages {

/// The differences between two versions of the configuration: with + and −, and colours.
class TextDiffView : public widgets::DiffView {
    Q_OBJECT
public:
    explicit TextDiffView(QWidget* parent = nullptr);

    void setTexts(std::string_view before, std::string_view after);
    int addedLines() const;
    int removedLines() const;
};

} // namespace ui::pages
