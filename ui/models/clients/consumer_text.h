#pragma once

#include "consumer_activity.h"

#include "ui/words/health_words.h"

#include <QCoreApplication>
#include <QString>

namespace ui::models {

/// Texts about a consumer and its keys, in the current language. Main thread.
class ConsumerText {
    Q_DECLARE_TR_FUNCTIONS(ui::models::ConsumerText)
public:
    /// "2 keys ready", "disabled", "no key".
    static words::StateText state(const gateway::config::ConsumerSettings& consumer, gateway::WallTime now);
    static words::StateText keyState(const gateway::config::ConsumerKey& key, gateway::WallTime now);
    /// Name for display: "sb-...3fAb".
    static QString keyName(const gateway::config::ConsumerKey& key);
    /// Expiry of the longest valid active key: "never", "31 December", "–".
    static QString expiry(const gateway::config::ConsumerSettings& consumer, gateway::WallTime now);
    static QString expiry(const gateway::config::ConsumerKey& key, gateway::WallTime now);
    /// The same as a time; empty: never, or no active key.
    static std::optional<gateway::WallTime> lastEnd(const gateway::config::ConsumerSettings& consumer, gateway::WallTime now);
    /// "all routes · gpt-4o, fast".
    static QString scope(const gateway::config::ConsumerSettings& consumer);
    /// How long content of its requests is stored: "until 31 December"; empty: not stored.
    static QString kept(const gateway::config::ConsumerSettings& consumer, gateway::WallTime now);
    static QString lastSeen(const ConsumerUse& use, gateway::WallTime now);
    static QString tokens(const ConsumerUse& use);
};

} // namespace ui::models
