#pragma once

#include <QComboBox>
#include <QString>

namespace ui::widgets {

/// Sets the accessible name of a combo box without a label. On Linux a combo box reports its value as its name, and its
/// name through a label, which may be invisible. Call it again after a change of the language. Main thread.
void setBoxLabel(QComboBox& box, const QString& name);

} // namespace ui::widgets
