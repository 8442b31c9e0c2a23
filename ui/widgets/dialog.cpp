#include "dialog.h"

namespace ui::widgets {

Dialog::~Dialog()
{
    for (QObject* const part : findChildren<QObject*>())
        part->blockSignals(true);
}

} // namespace ui::widgets
