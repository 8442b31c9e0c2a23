#pragma once

#include "limit_state.h"

#include "gateway/policy/limits/past_limit.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <functional>
#include <string>

namespace ui::models {

/// Texts about limits, in the current language. Main thread.
class LimitText {
    Q_DECLARE_TR_FUNCTIONS(ui::models::LimitText)
public:
    using NameOf = std::function<QString(const std::string&)>; ///< display name of a provider, by id
    using LimitSettings = gateway::config::LimitSettings;

    /// "Cost", "Input + output tokens".
    static QString counted(const LimitSettings& limit);
    static QString kind(gateway::config::LimitKind kind);
    static QString by(gateway::config::LimitBy by);
    /// "per day, calendar", "per 5 hours, sliding"; for requests in flight: "16 more can wait".
    static QString window(const LimitSettings& limit);
    /// "All requests", "Route fast", "Consumer ci", "Enforced budget".
    static QString place(const LimitPlace& place);
    /// The place, and the conditions: "All requests · only DeepSeek · only gpt-4o".
    static QString scope(const LimitState& state, const NameOf& nameOf);
    /// "¥1.29", "92.4 k", "12".
    static QString amount(const gateway::policy::LimitRule& rule, std::int64_t amount);
    /// "¥1.29 of ¥1.50"; "limit ¥1.50" if nothing is known of its use.
    static QString used(const LimitState& state);
    /// "86%"; empty if it is disabled or unknown.
    static QString share(const LimitState& state);
    /// "frees up from 15:12 · 8.1 k reserved", "resets at midnight", "none waiting".
    static QString reset(const LimitState& state, gateway::WallTime now);
    /// Whom a counter counts: "session 7f3a", "ci · gpt-4o"; "–" for a limit with one counter.
    static QString who(const gateway::policy::LimitRule& rule, const std::string& who, const NameOf& nameOf);
    /// Among how many counters it is the nearest one, or what happens now that the limit is reached: "of 14 sessions",
    /// "requests are refused".
    static QString among(const LimitState& state);
    /// The level, for screen readers and tool tips: "disabled", "near its limit".
    static QString level(const LimitState& state);
    /// The name of the status shape in palette.json.
    static QString status(const LimitState& state);
    /// A line for the tray menu and the overview: "agents: 86% of ¥1.50".
    static QString line(const LimitState& state);
    /// Everything, a line each.
    static QString whole(const LimitState& state, const NameOf& nameOf, gateway::WallTime now);
    /// What limits did today, since the gateway started; empty: nothing.
    static QString today(const std::vector<LimitState>& states);

    /// "would have refused 3 of 1,204 requests".
    static QString preview(const gateway::policy::LimitCheck& check, gateway::WallTime now);
    static QString previewReading();
    static QString previewWithoutLedger();
    static QString previewFailed();

private:
    static QString value(gateway::config::LimitBy by, const std::string& value, const NameOf& nameOf);
};

} // namespace ui::models
