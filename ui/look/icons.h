#pragma once

#include "theme.h"

#include <QIcon>
#include <QPixmap>
#include <QString>

class QPainter;

namespace ui::look {

/// An icon from `resources/icons` ("act-copy", without ".svg") in a colour of the theme. The colour is looked up at
/// each painting, so that the icon follows the theme; disabled icons have the disabled colour, selected ones (menus)
/// the colour on the accent.
QIcon icon(const QString& name, Color color = Color::Text);
QIcon icon(Status status);
/// The application icon, in its own colours; with a simplified drawing below 24 px.
QIcon applicationIcon();

/// `name` in `color`, `size` px at the screen's scale `dpr`. All four functions use Qt's pixmap cache. Empty for an
/// unknown name.
QPixmap tinted(const QString& name, QSize size, qreal dpr, const QColor& color);
/// Paints `name` in the centre of `area`, `size` px wide and high.
void paintIcon(QPainter& painter, const QRect& area, const QString& name, int size, const QColor& color);

} // namespace ui::look
