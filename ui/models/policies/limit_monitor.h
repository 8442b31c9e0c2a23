#pragma once

#include "limit_state.h"

#include "ui/models/gateway_parts.h"

#include <QObject>
#include <QTimer>

#include <cstdint>
#include <vector>

namespace ui::models {

/// The limits of the configuration with what is used of them. While watched, it asks the gateway at once, after
/// changes, and when something of a limit is free again; without enabled limits it does nothing. Main thread.
class LimitMonitor final : public QObject {
    Q_OBJECT
public:
    using Access = GatewayParts<Configuration, LimitCounts>;

    /// Both must outlive it.
    LimitMonitor(const Access& access, const gateway::Clock& clock, QObject* parent = nullptr);

    void setWatched(bool isWatched);
    bool isWatched() const { return m_isWatched; }
    /// In the order of the configuration. Their use is that of the last time at which it was watched.
    const std::vector<LimitState>& states() const { return m_states; }
    /// Null: there is no such limit.
    const LimitState* state(const std::string& name) const;
    /// Whether it will ask again by itself at some time.
    bool isWaiting() const { return m_next.isActive(); }

Q_SIGNALS:
    void changed();

private:
    void ask();
    void take(std::vector<gateway::policy::LimitReport> reports);
    void settle();
    void awaitReset();

    Access m_access;
    const gateway::Clock& m_clock;
    std::vector<gateway::policy::LimitReport> m_reports;
    std::vector<LimitState> m_states;
    QTimer m_next; ///< until something of a limit is free again
    std::uint64_t m_asked = 0; ///< number of the last question; earlier answers are ignored
    bool m_isWatched = false;
};

} // namespace ui::models
