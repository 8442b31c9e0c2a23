#pragma once

#include "tray_host_watcher.h"

#include <QDBusConnection>
#include <QDBusServiceWatcher>

namespace app {

/// Hosts that register at org.kde.StatusNotifierWatcher on the session bus.
class DBusTrayHostWatcher final : public TrayHostWatcher {
    Q_OBJECT
public:
    explicit DBusTrayHostWatcher(QObject* parent = nullptr);

    bool isPresent() const override { return m_present; }
    bool isPreferred() const override { return m_present; }

private Q_SLOTS:
    void ask();

private:
    void set(bool present);

    QDBusConnection m_bus;
    QDBusServiceWatcher m_service;
    bool m_present = false;
};

} // namespace app
