#pragma once

#include "language.h"
#include "theme_controller.h"

#include "ui/models/gateway_parts.h"

namespace ui::models {
}

namespace ui::shell {

/// Theme and language as the configuration says, from the start on and at every
/// change. To be made before the window and the tray.
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
