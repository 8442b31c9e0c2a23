// render_icons DRAWINGS HICOLOR: the icon theme's files from the project's drawings.

#include <QDir>
#include <QImage>
#include <QPainter>
#include <QSvgRenderer>

#include <algorithm>
#include <array>
#include <cstdio>

namespace {

constexpr std::array kSizes{16, 22, 24, 32, 48, 64};
constexpr int kSmallest = 24; // below it the application's sign has a simpler drawing

bool render(const QString& drawing, int size, const QString& target)
{
    QSvgRenderer renderer(drawing);
    QImage image(size, size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    renderer.render(&painter);
    painter.end();
    return renderer.isValid() && QDir().mkpath(QFileInfo(target).path()) && image.save(target);
}

bool copy(const QString& from, const QString& to)
{
    QFile::remove(to);
    return QDir().mkpath(QFileInfo(to).path()) && QFile::copy(from, to);
}

bool renderAll(const QDir& drawings, const QString& hicolor)
{
    const QString png = hicolor + QStringLiteral("/%1x%1/%2/%3.png");
    const QStringList tray = drawings.entryList({QStringLiteral("tray-*.svg")});
    const auto trayAt = [&](int size) {
        return std::all_of(tray.begin(), tray.end(), [&](const QString& name) {
            const QString target = png.arg(size).arg(QStringLiteral("status"), QStringLiteral("signalbox-") + name.chopped(4));
            return render(drawings.filePath(name), size, target);
        });
    };
    const auto sizeDone = [&](int size) {
        const QString sign = size < kSmallest ? QStringLiteral("signalbox-16.svg") : QStringLiteral("signalbox.svg");
        return render(drawings.filePath(sign), size, png.arg(size).arg(QStringLiteral("apps"), QStringLiteral("signalbox"))) && trayAt(size);
    };
    return !tray.isEmpty() && std::all_of(kSizes.begin(), kSizes.end(), sizeDone)
        && copy(drawings.filePath(QStringLiteral("signalbox.svg")), hicolor + QStringLiteral("/scalable/apps/signalbox.svg"));
}

} // namespace

int main(int argc, char* argv[])
{
    if (argc != 3) {
        std::fputs("usage: render_icons DRAWINGS HICOLOR\n", stderr);
        return 2;
    }
    return renderAll(QDir(QFile::decodeName(argv[1])), QFile::decodeName(argv[2])) ? 0 : 1;
}
