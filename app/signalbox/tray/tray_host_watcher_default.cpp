#include "tray_host_watcher.h"

#include <QSystemTrayIcon>

namespace app {

namespace {

// Windows and macOS always have a tray.
class NativeTrayHostWatcher final : public TrayHostWatcher {
public:
    bool isPresent() const override { return QSystemTrayIcon::isSystemTrayAvailable(); }
    bool isPreferred() const override { return true; }
};

} // namespace

std::unique_ptr<TrayHostWatcher> makeTrayHostWatcher() { return std::make_unique<NativeTrayHostWatcher>(); }

} // namespace app
