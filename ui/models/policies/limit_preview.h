#pragma once

#include "placed_limit.h"

#include "gateway/policy/limits/past_limit.h"
#include "gateway/usage/search/ask_thread.h"
#include "ui/models/gateway_parts.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>

namespace ui::models {

/// Tells how many requests of the last 7 days a limit that is being edited would have refused, according to the ledger.
/// Main thread; the ledger is read on a thread of its own.
class LimitPreview final : public QObject {
    Q_OBJECT
public:
    using Access = GatewayParts<Providers, Requests>;

    enum class State : std::uint8_t {
        Nothing, ///< no limit was given
        Reading,
        NoLedger,
        Unreadable,
        Known,
    };
    static constexpr std::chrono::days kSpan{7};
    static constexpr std::chrono::milliseconds kPause{300};

    /// Both must outlive it. `pause`: how long it waits after the last change.
    LimitPreview(const Access& access, const gateway::Clock& clock, QObject* parent = nullptr, std::chrono::milliseconds pause = kPause);
    ~LimitPreview() override;

    /// Reads soon; an earlier question is forgotten. Empty: there is no valid limit to ask about.
    void setLimit(const std::optional<PlacedLimit>& limit);
    State state() const { return m_state; }
    /// Only if `state()` is `Known`.
    const gateway::policy::LimitCheck& check() const { return m_check; }
    /// A sentence about the state; empty if there is nothing to say.
    QString text() const;
    /// Whether the limit would have been in the way of requests.
    bool isInTheWay() const { return m_state == State::Known && m_check.refused > 0; }

Q_SIGNALS:
    void changed();

private:
    void read();
    void set(State state);

    Access m_access;
    const gateway::Clock& m_clock;
    std::unique_ptr<gateway::usage::AskThread> m_thread; ///< created at the first question
    std::shared_ptr<const gateway::policy::LimitRule> m_rule; ///< null: none
    gateway::policy::LimitCheck m_check;
    QTimer m_pause;
    State m_state = State::Nothing;
};

} // namespace ui::models
