#pragma once

#include "tray_host_watcher.h"

#include <QTimer>

#include <chrono>

namespace app {

/// How long to wait for what.
struct TrayPatience {
    std::chrono::milliseconds start{10000}; ///< for a first host: the session may start us before its panel
    std::chrono::milliseconds settle{1000}; ///< a panel that offers two kinds of host brings the better one second
    std::chrono::milliseconds loss{10000};  ///< for a host to come back, as when a panel is started again
};

/// Whether there is a tray, as a decision rather than a flicker. Polls nothing. Main thread.
class TrayPresence final : public QObject {
    Q_OBJECT
public:
    enum class State {
        Unknown, ///< none so far, and it may still come: ask Qt nothing yet
        Present,
        Absent, ///< none came, or it went and did not come back
    };

    /// `watcher` must outlive it.
    explicit TrayPresence(const TrayHostWatcher& watcher, TrayPatience patience = {}, QObject* parent = nullptr);

    State state() const { return m_state; }
    /// A host is there at this moment: what is hidden now can be found again.
    bool isReachable() const { return m_state == State::Present && m_watcher.isPresent(); }

Q_SIGNALS:
    void stateChanged();

private:
    void look();
    void set(State state);

    const TrayHostWatcher& m_watcher;
    TrayPatience m_patience;
    QTimer m_settle;
    QTimer m_giveUp;
    State m_state = State::Unknown;
};

} // namespace app
