#pragma once

#include "tray_host_watcher.h"

#include <memory>

namespace app {

/// Legacy hosts, which own the selection _NET_SYSTEM_TRAY_Sn of an X screen. Uses its own connection to the X server,
/// so that Qt's is not affected.
class X11TrayHostWatcher final : public TrayHostWatcher {
    Q_OBJECT
public:
    explicit X11TrayHostWatcher(QObject* parent = nullptr);
    ~X11TrayHostWatcher() override;

    bool isPresent() const override;
    bool isPreferred() const override { return false; }

private:
    void look();
    void readEvents();

    class Private;
    std::unique_ptr<Private> d;
};

} // namespace app
