#include "window_size.h"

#include "theme.h"

#include <QScreen>
#include <QWidget>

#include <algorithm>

namespace ui::look {

namespace {

constexpr int kTitleBar = 40; // px at a 10 pt font

} // namespace

void sizeOnScreen(QWidget& window, int width, int height)
{
    const QSize room = window.screen()->availableGeometry().size();
    window.resize(std::min(theme().px(width), room.width()), std::min(theme().px(height), room.height() - theme().px(kTitleBar)));
}

} // namespace ui::look
