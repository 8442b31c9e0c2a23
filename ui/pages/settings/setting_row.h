#pragma once

class QWidget;

namespace ui::widgets {
class Card;
class Label;
}

namespace ui::pages {

/// A setting: its name, one plain sentence, and its control at the right.
struct SettingRow {
    widgets::Label* name = nullptr;
    widgets::Label* sentence = nullptr;
};

/// Adds a row to `card`, with a hairline below it but for the last one.
SettingRow addSettingRow(widgets::Card& card, QWidget* control, bool isLast);
/// Adds a heading over rows; the first one stands closer to the edge.
widgets::Label* addSettingHeading(widgets::Card& card, bool isFirst);

} // namespace ui::pages
