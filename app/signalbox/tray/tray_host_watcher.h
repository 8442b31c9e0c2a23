#pragma once

#include <QObject>

#include <memory>

namespace app {

/// Whether the desktop has a place for tray icons, without asking Qt: Qt 6.4
/// looks for the D-Bus host once per process, at the first question or icon,
/// and keeps the answer. Watches; polls nothing. Main thread.
class TrayHostWatcher : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// False until an answer has come.
    virtual bool isPresent() const = 0;
    /// True if the host is one that Qt finds at any time, so that it need not be
    /// waited whether a better one comes.
    virtual bool isPreferred() const = 0;

Q_SIGNALS:
    void changed();
};

/// Watches every kind of host that this platform has.
std::unique_ptr<TrayHostWatcher> makeTrayHostWatcher();

} // namespace app
