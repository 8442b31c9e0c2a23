#pragma once

#include <QComboBox>
#include <QString>

namespace ui::widgets {

/// What a box is called where no label stands beside it. On Linux a box says its choice as its name, and its own name
/// by a label that need not be seen. To be called again in another language. Main thread.
void setBoxLabel(QComboBox& box, const QString& name);

} // namespace ui::widgets
