#pragma once

class QComboBox;

namespace ui::widgets {

/// Lets a name be typed into `box`, also one that it does not list: typing offers the entries that contain the text. Its
/// width does not follow its longest entry. Main thread.
void makeSearchable(QComboBox& box);

} // namespace ui::widgets
