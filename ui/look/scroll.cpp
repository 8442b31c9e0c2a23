#include "scroll.h"

#include <QScrollArea>

namespace ui::look {

void scrollPlainly(QScrollArea& scroll, QWidget* content)
{
    scroll.setWidget(content);
    scroll.setWidgetResizable(true);
    scroll.setFrameShape(QFrame::NoFrame);
    scroll.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll.setFocusPolicy(Qt::NoFocus);
    scroll.viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false); // enabled by `setWidget()`
}

} // namespace ui::look
