#include "make_autostart.h"

#include "no_autostart.h"

namespace app {

// macOS has login items for application bundles; not implemented yet.
std::unique_ptr<ui::models::Autostart> makeAutostart(const QString&, const QStringList&, const QString&) { return std::make_unique<NoAutostart>(); }

} // namespace app
