#pragma once

#include "ui/widgets/diff_view.h"

#include <string_view>

namespace ui::pages {

/// What differs between two versions of the configuration: + and − as well as colour.
class TextDiffView : public widgets::DiffView {
    Q_OBJECT
public:
    explicit TextDiffView(QWidget* parent = nullptr);

    void setTexts(std::string_view before, std::string_view after);
    int addedLines() const;
    int removedLines() const;
};

} // namespace ui::pages
