#pragma once

#include "update_finding.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <functional>
#include <memory>

namespace gateway::host {

/// Checks for newer versions of this program: on request, and once a day if enabled. Main thread, which it never
/// blocks.
class UpdateWatch final : public QObject {
    Q_OBJECT
public:
    /// Called on a worker; ends soon after `isOver` becomes true.
    using Look = std::function<UpdateFinding(const std::atomic<bool>& isOver)>;
    static constexpr std::chrono::minutes kFirst{5}; ///< delay after the start, which is busy enough
    static constexpr std::chrono::hours kBetween{24};

    explicit UpdateWatch(Look look, Milliseconds first = kFirst, Milliseconds between = kBetween, QObject* parent = nullptr);
    ~UpdateWatch() override;

    /// The finding of the last check.
    const UpdateFinding& finding() const { return m_finding; }
    bool isLooking() const { return m_isLooking; }
    /// Checks now, unless a check is running.
    void look();
    /// Whether somebody requested the last check and therefore knows its finding.
    bool wasAsked() const { return m_wasAsked; }
    /// Whether to check automatically, `first` from now and then every `between`.
    void setDaily(bool isDaily);
    bool isDaily() const { return m_next.isActive(); }

Q_SIGNALS:
    /// Emitted when a check begins or ends.
    void changed();

private:
    void begin();

    const Look m_look;
    const std::shared_ptr<std::atomic<bool>> m_isOver; ///< the worker may outlive this object
    const Milliseconds m_first;
    UpdateFinding m_finding;
    QTimer m_next;
    bool m_isLooking = false;
    bool m_wasAsked = false;
};

} // namespace gateway::host
