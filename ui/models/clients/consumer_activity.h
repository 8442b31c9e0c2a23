#pragma once

#include "ui/models/gateway_parts.h"

#include "gateway/usage/search/ask_thread.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace ui::models {

/// What a consumer did.
struct ConsumerUse {
    bool isSeenKnown = false; ///< else nobody knows whether it was ever seen
    std::optional<gateway::WallTime> lastSeen;  ///< when its last request began; empty, if that is known: there was none
    std::optional<std::int64_t> tokensToday;    ///< of all kinds; empty: not known

    bool operator==(const ConsumerUse&) const = default;
};

/// When each consumer was last heard of and what it used today: from the ledger, on a thread of
/// its own, and at once from what the gateway tells while it runs. Main thread.
class ConsumerActivity final : public QObject {
    Q_OBJECT
public:
    using Access = GatewayParts<Configuration, Requests>;

    /// Both must outlive it.
    ConsumerActivity(const Access& access, const gateway::Clock& clock, QObject* parent = nullptr);
    ~ConsumerActivity() override;

    /// Asks the ledger; while one question is under way there is no other.
    void refresh();
    /// Whether anybody looks: else the ledger is not asked after each request.
    void setWatched(bool watched);
    ConsumerUse of(const std::string& consumer) const;

Q_SIGNALS:
    void changed();
    /// A request by it has ended just now.
    void seen(const std::string& consumer);

private:
    using Uses = std::map<std::string, ConsumerUse>;
    void hear(const gateway::usage::LiveSnapshot& snapshot);
    void hearNames();
    void take(const gateway::Result<Uses>& uses);

    Access m_access;
    const gateway::Clock& m_clock;
    std::unique_ptr<gateway::usage::AskThread> m_thread; ///< made with the first question
    Uses m_uses;
    QTimer m_again;
    bool m_isAsking = false;
    bool m_isWatched = false;
    bool m_isOutdated = false; ///< there are consumers that were not asked for
};

} // namespace ui::models
