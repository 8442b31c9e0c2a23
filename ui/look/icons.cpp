#include "icons.h"

#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <optional>

namespace ui::look {

namespace {

constexpr int kSmallSign = 24; // below this size the logo has a simpler drawing

QString pathOf(const QString& name) { return QStringLiteral(":/icons/") + name + QStringLiteral(".svg"); }

// Without a colour, the drawing keeps its own.
QPixmap draw(const QString& name, QSize pixels, const std::optional<QColor>& color)
{
    const QString key = QStringLiteral("signalbox/%1/%2x%3/%4")
                            .arg(name)
                            .arg(pixels.width())
                            .arg(pixels.height())
                            .arg(color ? color->name(QColor::HexArgb) : QString());
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    QSvgRenderer renderer(pathOf(name));
    if (!renderer.isValid() || pixels.isEmpty())
        return {};
    pixmap = QPixmap(pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    renderer.setAspectRatioMode(Qt::KeepAspectRatio);
    renderer.render(&painter);
    if (color) {
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(pixmap.rect(), *color);
    }
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

/// Draws at the requested size, in the theme's current colour.
class TintedEngine final : public QIconEngine {
public:
    TintedEngine(QString name, std::variant<Color, Status> color) : m_name(std::move(name)), m_color(color) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        const qreal dpr = painter->device()->devicePixelRatioF();
        QPixmap pixmap = draw(m_name, rect.size() * dpr, colorFor(mode));
        pixmap.setDevicePixelRatio(dpr);
        painter->drawPixmap(rect.topLeft(), pixmap);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override { return draw(m_name, size, colorFor(mode)); }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State, qreal) override
    {
        return draw(m_name, size, colorFor(mode));
    }

    QSize actualSize(const QSize& size, QIcon::Mode, QIcon::State) override { return size; }
    QIconEngine* clone() const override { return new TintedEngine(*this); }
    QString key() const override { return QStringLiteral("signalbox-tinted"); }
    QString iconName() override { return m_name; }
    bool isNull() override { return false; }

private:
    QColor colorFor(QIcon::Mode mode) const
    {
        if (mode == QIcon::Disabled)
            return theme().color(Color::Disabled);
        if (mode == QIcon::Selected && std::holds_alternative<Color>(m_color))
            return theme().color(Color::OnAccent);
        return std::visit([](auto which) { return theme().color(which); }, m_color);
    }

    QString m_name;
    std::variant<Color, Status> m_color;
};

/// The logo in its own colours, with the drawing for the size.
class SignEngine final : public QIconEngine {
public:
    void paint(QPainter* painter, const QRect& rect, QIcon::Mode, QIcon::State) override
    {
        const qreal dpr = painter->device()->devicePixelRatioF();
        QPixmap pixmap = draw(nameFor(rect.width()), rect.size() * dpr, std::nullopt);
        pixmap.setDevicePixelRatio(dpr);
        painter->drawPixmap(rect.topLeft(), pixmap);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode, QIcon::State) override { return draw(nameFor(size.width()), size, std::nullopt); }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode, QIcon::State, qreal scale) override
    {
        return draw(nameFor(static_cast<int>(size.width() / scale)), size, std::nullopt);
    }

    QSize actualSize(const QSize& size, QIcon::Mode, QIcon::State) override { return size; }
    QList<QSize> availableSizes(QIcon::Mode, QIcon::State) override
    {
        QList<QSize> sizes;
        for (const int side : {16, 22, 24, 32, 48, 64, 128, 256})
            sizes.append(QSize(side, side));
        return sizes;
    }
    QIconEngine* clone() const override { return new SignEngine(*this); }
    QString key() const override { return QStringLiteral("signalbox-sign"); }
    bool isNull() override { return false; }

private:
    static QString nameFor(int side) { return side < kSmallSign ? QStringLiteral("signalbox-16") : QStringLiteral("signalbox"); }
};

} // namespace

QIcon icon(const QString& name, Color color) { return QIcon(new TintedEngine(name, color)); }

QIcon icon(Status status) { return QIcon(new TintedEngine(theme().shape(status), status)); }

QIcon applicationIcon() { return QIcon(new SignEngine); }

QPixmap tinted(const QString& name, QSize size, qreal dpr, const QColor& color)
{
    QPixmap pixmap = draw(name, size * dpr, color);
    pixmap.setDevicePixelRatio(dpr);
    return pixmap;
}

void paintIcon(QPainter& painter, const QRect& area, const QString& name, int size, const QColor& color)
{
    const QPixmap pixmap = tinted(name, QSize(size, size), painter.device()->devicePixelRatioF(), color);
    if (!pixmap.isNull())
        painter.drawPixmap(area.x() + (area.width() - size) / 2, area.y() + (area.height() - size) / 2, pixmap);
}

} // namespace ui::look
