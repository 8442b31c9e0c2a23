#include "tray_pictures.h"

#include <QFile>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

#include <array>

namespace app {

namespace {

constexpr std::array kSizes{16, 22, 24, 32, 48, 64};

QString drawingOf(const QString& state, bool darkPanel)
{
    // "-dark" is for dark panels.
    return QStringLiteral(":/icons/tray-%1-%2.svg").arg(state, darkPanel ? QStringLiteral("dark") : QStringLiteral("light"));
}

} // namespace

QIcon trayPicture(const QString& state, bool darkPanel)
{
    QString drawing = drawingOf(state, darkPanel);
    if (!QFile::exists(drawing))
        drawing = drawingOf(QStringLiteral("error"), darkPanel);
    QSvgRenderer renderer(drawing);
    QIcon icon;
    for (const int size : kSizes) {
        QPixmap pixmap(size, size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        renderer.render(&painter);
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

} // namespace app
