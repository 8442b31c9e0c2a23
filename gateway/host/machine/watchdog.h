#pragma once

#include "gateway/core/clock.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace gateway::host {

/// Detects when the gateway thread no longer responds. It checks only when somebody looks, and while requests are in
/// progress: an idle program has no wake-ups. Main thread.
class Watchdog final : public QObject {
    Q_OBJECT
public:
    /// Has `pong` called in this thread once the watched thread has processed the call.
    using Ping = std::function<void(std::function<void()> pong)>;

    /// `limit`: how long a response may take; `between`: the interval of checks while requests are in progress.
    explicit Watchdog(Ping ping, Milliseconds limit = Milliseconds(5000), Milliseconds between = Milliseconds(10000), QObject* parent = nullptr);

    /// Checks now, unless a response is pending.
    void look();
    /// Sets whether requests are in progress.
    void setBusy(bool isBusy);
    bool isHung() const { return m_isHung; }

Q_SIGNALS:
    /// Emitted when `isHung()` changes.
    void changed();

private:
    void answered();
    void setHung(bool isHung);

    Ping m_ping;
    QTimer m_limit;
    QTimer m_between;
    bool m_isAsking = false;
    bool m_isHung = false;
};

} // namespace gateway::host
