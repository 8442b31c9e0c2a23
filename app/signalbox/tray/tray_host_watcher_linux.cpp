#include "tray_host_watcher_dbus.h"
#include "tray_host_watcher_x11.h"

#include <QGuiApplication>

namespace app {

namespace {

class AnyTrayHostWatcher final : public TrayHostWatcher {
public:
    AnyTrayHostWatcher()
    {
        const QString platform = QGuiApplication::platformName();
        const bool isX = platform == QLatin1String("xcb");
        if (!isX && !platform.startsWith(QLatin1String("wayland")))
            return; // Qt's other platforms have no tray, whatever is on the bus
        m_dbus = new DBusTrayHostWatcher(this);
        connect(m_dbus, &TrayHostWatcher::changed, this, &TrayHostWatcher::changed);
        if (!isX)
            return;
        m_x11 = new X11TrayHostWatcher(this);
        connect(m_x11, &TrayHostWatcher::changed, this, &TrayHostWatcher::changed);
    }

    bool isPresent() const override { return (m_dbus && m_dbus->isPresent()) || (m_x11 && m_x11->isPresent()); }
    bool isPreferred() const override { return m_dbus && m_dbus->isPreferred(); }

private:
    DBusTrayHostWatcher* m_dbus = nullptr; ///< null: no tray is possible
    X11TrayHostWatcher* m_x11 = nullptr; ///< null: this is no X session
};

} // namespace

std::unique_ptr<TrayHostWatcher> makeTrayHostWatcher() { return std::make_unique<AnyTrayHostWatcher>(); }

} // namespace app
