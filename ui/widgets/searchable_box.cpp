#include "searchable_box.h"

#include <QComboBox>
#include <QCompleter>

namespace ui::widgets {

void makeSearchable(QComboBox& box)
{
    box.setEditable(true);
    box.setInsertPolicy(QComboBox::NoInsert);
    box.setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box.completer()->setFilterMode(Qt::MatchContains);
    box.completer()->setCompletionMode(QCompleter::PopupCompletion);
}

} // namespace ui::widgets
