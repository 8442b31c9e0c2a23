#pragma once

#include "theme.h"

#include <QProxyStyle>

namespace ui::look {

/// Dynamic property of a push button, one of `ButtonKind` as int.
inline constexpr char kButtonKindProperty[] = "buttonKind";
enum class ButtonKind { Plain, Primary, Link, Icon };

/// Fusion with Signalbox's shapes and colours. Uses no style sheets, so that every widget follows palette changes by
/// itself.
class SignalboxStyle final : public QProxyStyle {
    Q_OBJECT
public:
    explicit SignalboxStyle(Theme theme);

    const Theme& theme() const { return m_theme; }

    void polish(QWidget* widget) override;
    void unpolish(QWidget* widget) override;
    using QProxyStyle::polish;
    using QProxyStyle::unpolish;

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl sub, const QWidget* widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size, const QWidget* widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* data) const override;

private:
    Theme m_theme;
};

} // namespace ui::look
