#pragma once

#include "theme.h"

#include <QIcon>
#include <QPixmap>
#include <QString>

class QPainter;

namespace ui::look {

/// A drawing of `resources/icons` ("act-copy", without ".svg") in a colour of the
/// theme. The colour is looked up at each painting, so the icon follows the theme;
/// a disabled one has the disabled colour, a selected one (menus) that on the accent.
QIcon icon(const QString& name, Color color = Color::Text);
QIcon icon(Status status);
/// The application's sign, in its own colours; the small drawing below 24 px.
QIcon applicationIcon();

/// `name` in `color`, `size` px of the screen's scale `dpr`. Kept in Qt's pixmap
/// cache by all four. Empty for a name that does not exist.
QPixmap tinted(const QString& name, QSize size, qreal dpr, const QColor& color);
/// Paints `name` into the middle of `area`, `size` px wide and high.
void paintIcon(QPainter& painter, const QRect& area, const QString& name, int size, const QColor& color);

} // namespace ui::look
