#include "make_autostart.h"

#include "no_autostart.h"

namespace app {

// Windows starts what the Run key of the user names; not built yet.
std::unique_ptr<ui::models::Autostart> makeAutostart(const QString&, const QStringList&, const QString&) { return std::make_unique<NoAutostart>(); }

} // namespace app
