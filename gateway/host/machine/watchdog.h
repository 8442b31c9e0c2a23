#pragma once

#include "gateway/core/clock.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace gateway::host {

/// Notices when the gateway thread no longer answers. It asks only when somebody looks, and while requests are under way:
/// nothing wakes up at rest. Main thread.
class Watchdog final : public QObject {
    Q_OBJECT
public:
    /// Has `pong` called in this thread once the watched one has come to it.
    using Ping = std::function<void(std::function<void()> pong)>;

    /// `limit`: how long an answer may take; `between`: how often it asks while requests are under way.
    explicit Watchdog(Ping ping, Milliseconds limit = Milliseconds(5000), Milliseconds between = Milliseconds(10000), QObject* parent = nullptr);

    /// Asks now, unless an answer is awaited.
    void look();
    /// Whether requests are under way.
    void setBusy(bool isBusy);
    bool isHung() const { return m_isHung; }

Q_SIGNALS:
    /// `isHung()` is another.
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
