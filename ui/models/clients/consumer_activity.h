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

/// Activity of a consumer.
struct ConsumerUse {
    bool isSeenKnown = false; ///< false: unknown whether it was ever seen
    std::optional<gateway::WallTime> lastSeen;  ///< start of its last request; empty, if that is known: none
    std::optional<std::int64_t> tokensToday;    ///< of all kinds; empty: unknown
    std::optional<gateway::WallTime> lastAnswered = {}; ///< start of its last request that a model answered; empty: none, as far as known

    bool operator==(const ConsumerUse&) const = default;
};

/// When each consumer was last active and what it used today: from the ledger, on a separate thread, and immediately
/// from the gateway while it is running. Main thread.
class ConsumerActivity final : public QObject {
    Q_OBJECT
public:
    using Access = GatewayParts<Configuration, Requests>;

    /// Both must outlive it.
    ConsumerActivity(const Access& access, const gateway::Clock& clock, QObject* parent = nullptr);
    ~ConsumerActivity() override;

    /// Queries the ledger; only one query runs at a time.
    void refresh();
    /// Whether anybody looks: if not, the ledger is not queried after each request.
    void setWatched(bool watched);
    ConsumerUse of(const std::string& consumer) const;

Q_SIGNALS:
    void changed();
    /// Emitted when a request by the consumer has just ended.
    void seen(const std::string& consumer);

private:
    using Uses = std::map<std::string, ConsumerUse>;
    void hear(const gateway::usage::LiveSnapshot& snapshot);
    void hearNames();
    void take(const gateway::Result<Uses>& uses);

    Access m_access;
    const gateway::Clock& m_clock;
    std::unique_ptr<gateway::usage::AskThread> m_thread; ///< created with the first query
    Uses m_uses;
    QTimer m_again;
    bool m_isAsking = false;
    bool m_isWatched = false;
    bool m_isOutdated = false; ///< there are consumers that were not queried
};

} // namespace ui::models
