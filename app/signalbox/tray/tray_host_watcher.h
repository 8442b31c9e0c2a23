#pragma once

#include <QObject>

#include <memory>

namespace app {

/// Whether the desktop has a place for tray icons, determined without Qt: Qt 6.4 looks for the D-Bus host once per
/// process, at the first query or icon, and keeps the result. Event-driven, without polling. Main thread.
class TrayHostWatcher : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// False until the first result.
    virtual bool isPresent() const = 0;
    /// Whether Qt finds this host at any time, so that there is no need to wait for a better one.
    virtual bool isPreferred() const = 0;

Q_SIGNALS:
    void changed();
};

/// Watches all kinds of hosts of this platform.
std::unique_ptr<TrayHostWatcher> makeTrayHostWatcher();

} // namespace app
