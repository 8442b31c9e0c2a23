#pragma once

class QWidget;

namespace ui::widgets {
class Card;
class Label;
}

namespace ui::pages {

/// A setting: its name, a description, and its control on the right.
struct SettingRow {
    widgets::Label* name = nullptr;
    widgets::Label* sentence = nullptr;
};

/// Adds a row to `card`, with a separator below it unless it is the last.
SettingRow addSettingRow(widgets::Card& card, QWidget* control, bool isLast);
/// Adds a heading above rows; the first one has a smaller distance to the edge.
widgets::Label* addSettingHeading(widgets::Card& card, bool isFirst);

} // namespace ui::pages
