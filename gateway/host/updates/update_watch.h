#pragma once

#include "update_finding.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <functional>
#include <memory>

namespace gateway::host {

/// Looks for newer versions of this program: when it is told to, and by itself once a day where that is wanted. Main
/// thread, which it never blocks.
class UpdateWatch final : public QObject {
    Q_OBJECT
public:
    /// Called on a worker; it ends soon once `isOver` is true.
    using Look = std::function<UpdateFinding(const std::atomic<bool>& isOver)>;
    static constexpr std::chrono::minutes kFirst{5}; ///< the start of the session is busy enough
    static constexpr std::chrono::hours kBetween{24};

    explicit UpdateWatch(Look look, Milliseconds first = kFirst, Milliseconds between = kBetween, QObject* parent = nullptr);
    ~UpdateWatch() override;

    /// What the last look has found.
    const UpdateFinding& finding() const { return m_finding; }
    bool isLooking() const { return m_isLooking; }
    /// Looks now, unless it does already.
    void look();
    /// Somebody has asked for the last look, and knows of its finding.
    bool wasAsked() const { return m_wasAsked; }
    /// Whether it looks by itself, `first` from now and then every `between`.
    void setDaily(bool isDaily);
    bool isDaily() const { return m_next.isActive(); }

Q_SIGNALS:
    /// It begins to look, or has looked.
    void changed();

private:
    void begin();

    const Look m_look;
    const std::shared_ptr<std::atomic<bool>> m_isOver; ///< the worker may outlive this
    const Milliseconds m_first;
    UpdateFinding m_finding;
    QTimer m_next;
    bool m_isLooking = false;
    bool m_wasAsked = false;
};

} // namespace gateway::host
