#pragma once

#include "tray_host_watcher.h"

#include <QTimer>

#include <chrono>

namespace app {

/// Waiting times.
struct TrayPatience {
    std::chrono::milliseconds start{10000}; ///< for a first host: the session may start this program before its panel
    std::chrono::milliseconds settle{1000}; ///< a panel with two kinds of hosts registers the better one second
    std::chrono::milliseconds loss{10000};  ///< for a host to return, for example after a restart of the panel
};

/// Whether there is a tray, debounced. Without polling. Main thread.
class TrayPresence final : public QObject {
    Q_OBJECT
public:
    enum class State {
        Unknown, ///< none so far, but it may still appear: do not query Qt yet
        Present,
        Absent, ///< none appeared, or it disappeared and did not return
    };

    /// `watcher` must outlive it.
    explicit TrayPresence(const TrayHostWatcher& watcher, TrayPatience patience = {}, QObject* parent = nullptr);

    State state() const { return m_state; }
    /// Whether a host exists now, so that a hidden window can be shown again.
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
