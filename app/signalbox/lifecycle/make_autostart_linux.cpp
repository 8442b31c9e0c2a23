#include "make_autostart.h"

#include "portal_autostart.h"
#include "xdg_autostart.h"

#include <QStandardPaths>

namespace app {

std::unique_ptr<ui::models::Autostart> makeAutostart(const QString& program, const QStringList& arguments, const QString& memoryFile)
{
    if (PortalAutostart::isNeeded())
        return std::make_unique<PortalAutostart>(memoryFile, arguments);
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + QStringLiteral("/autostart");
    return std::make_unique<XdgAutostart>(folder, program, arguments);
}

} // namespace app
