#include "window_size.h"

#include "theme.h"

#include <QScreen>
#include <QWidget>

#include <algorithm>

namespace ui::look {

namespace {

constexpr int kTitleBar = 40; // px at a 10 pt font

} // namespace

QSize roomFor(const QWidget& window, int width, int height)
{
    const QSize room = window.screen()->availableGeometry().size();
    return {std::min(theme().px(width), room.width()), std::min(theme().px(height), room.height() - theme().px(kTitleBar))};
}

void sizeOnScreen(QWidget& window, int width, int height) { window.resize(roomFor(window, width, height)); }

} // namespace ui::look
