#include "color_scheme.h"

#include <QGuiApplication>
#include <QPalette>

namespace ui::shell {

namespace {

/// Without a portal: uses the platform's palette at the start.
class PaletteColorScheme final : public ColorScheme {
public:
    PaletteColorScheme()
    {
        const QPalette palette = QGuiApplication::palette();
        const bool isDark = palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
        m_scheme = isDark ? look::Scheme::Dark : look::Scheme::Light;
    }

    look::Scheme current() const override { return m_scheme; }

private:
    look::Scheme m_scheme = look::Scheme::Light;
};

} // namespace

std::unique_ptr<ColorScheme> ColorScheme::ofSystem() { return std::make_unique<PaletteColorScheme>(); }

} // namespace ui::shell
