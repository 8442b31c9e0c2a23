#pragma once

#include "language.h"
#include "theme_controller.h"

#include "ui/models/gateway_parts.h"

namespace ui::models {
}

namespace ui::shell {

/// Applies the configured theme and language at the start and after every change. Create it before the window and the
/// tray.
class Appearance : public QObject {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::Configuration>;

    /// Both must outlive it.
    Appearance(QApplication& application, const Access& access, std::unique_ptr<ColorScheme> system, QObject* parent = nullptr);

    ThemeController& theme() { return m_theme; }
    Language& language() { return m_language; }

private:
    void follow();

    Access m_access;
    ThemeController m_theme;
    Language m_language;
};

} // namespace ui::shell
