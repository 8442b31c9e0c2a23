#pragma once

#include "notice.h"
#include "notice_memory.h"

#include "gateway/config/settings/settings.h"
#include "gateway/core/clock.h"
#include "gateway/host/status.h"
#include "gateway/host/updates/update_finding.h"
#include "gateway/providers/key_meter.h"
#include "gateway/usage/budgets/budget_state.h"
#include "ui/models/event_model.h"

#include <QCoreApplication>
#include <QTime>

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace app {

/// What to do with a notice.
struct NoticeStep {
    Notice notice;
    bool isRetraction = false; ///< removes the shown notice with its key
};

/// Decides which events are reported: at most one notice per provider in `kBetween`, none of a muted kind. When a
/// problem has ended, its notice is retracted. The end of a fallback or a cooldown replaces its beginning: it is
/// reported at any time and delays nothing, but only if the beginning was reported, so that each beginning has at most
/// one end. If a beginning is suppressed, an earlier end that is still shown is retracted, since it is no longer true.
/// Pure; main thread.
class NoticeRules {
    Q_DECLARE_TR_FUNCTIONS(app::NoticeRules)
public:
    using NameOf = std::function<QString(const std::string&)>;
    static constexpr std::chrono::minutes kBetween{10};

    using TextOf = std::function<QString(const ui::models::Event&)>;

    /// `textOf` returns the text of an event as in the event list.
    std::vector<NoticeStep> event(const ui::models::Event& event, const TextOf& textOf, gateway::TimePoint now);
    /// Retracts notices about the gateway's port, file or HTTPS once the problem is solved.
    std::vector<NoticeStep> status(const gateway::host::Status& status);
    /// Reports quotas that have passed 80, 95 or 100 %, and their resets. The first call reports nothing. Other notices
    /// of a provider do not delay these. What cannot be reported at once is reported by a later call, if it still
    /// applies.
    std::vector<NoticeStep> meters(const std::vector<gateway::providers::KeyMeter>& meters, const NameOf& nameOf, gateway::TimePoint now);

    /// Reports that 80, 95 or 100 % of a budget are spent, each once in a period; suppressed ones are reported once
    /// permitted. Retracts the notices of budgets whose period is over.
    std::vector<NoticeStep> budgets(const std::vector<gateway::usage::BudgetState>& states, const NameOf& nameOf, gateway::WallTime wallNow);
    /// Sets what an earlier run has reported.
    void setNotifiedBudgets(NotifiedBudgets told) { m_budgets = std::move(told); }
    const NotifiedBudgets& notifiedBudgets() const { return m_budgets; }

    /// Reports a newer version once; a suppressed notice is reported once permitted. `isKnown`: the user requested the
    /// check and sees the result. Retracts notices that no longer apply.
    std::vector<NoticeStep> update(const gateway::host::UpdateFinding& finding, bool isKnown);
    /// Sets what an earlier run has reported.
    void setNotifiedUpdate(QString told) { m_notifiedUpdate = std::move(told); }
    const QString& notifiedUpdate() const { return m_notifiedUpdate; }

    /// Locked keys are in the encrypted file, not in the keychain.
    void setVaultLocked(bool isLocked) { m_isVaultLocked = isLocked; }
    /// The available keychain is not the one with the keys.
    void setKeychainElsewhere(bool isElsewhere) { m_isKeychainElsewhere = isElsewhere; }
    /// Reports that the user's own certificate expires within a month, or has expired; at most once a day. `ends` may
    /// be empty.
    std::vector<NoticeStep> certificate(std::optional<gateway::WallTime> ends, gateway::WallTime wallNow, gateway::TimePoint now);

    /// While true, only urgent notices are reported.
    void setQuiet(bool isQuiet) { m_isQuiet = isQuiet; }
    void setMuted(std::vector<std::string> kinds) { m_muted = std::move(kinds); }
    /// Sets what the user can do about a limit, by its name.
    void setLimitActions(std::function<std::vector<NoticeAction>(const std::string& limit)> actionsOf) { m_limitActions = std::move(actionsOf); }

private:
    /// The last reported level of a quota, which suppresses lower ones of the same provider.
    struct ShownLevel {
        gateway::TimePoint at;
        int level = 0; ///< percent
    };
    /// These return whether the notice was reported.
    bool tell(std::vector<NoticeStep>& steps, Notice notice, gateway::TimePoint now);
    bool tellBeginning(std::vector<NoticeStep>& steps, const Notice& notice, gateway::TimePoint now);
    bool tellEnd(std::vector<NoticeStep>& steps, Notice notice);
    bool tellWhole(std::vector<NoticeStep>& steps, const Notice& notice, gateway::TimePoint now);
    bool tellLevel(std::vector<NoticeStep>& steps, Notice notice, int level, gateway::TimePoint now);
    void endOrRetract(std::vector<NoticeStep>& steps, const Notice& notice);
    void retractEnd(std::vector<NoticeStep>& steps, const Notice& notice);
    void endFallback(std::vector<NoticeStep>& steps, Notice notice, const ui::models::Event& event);
    void takeRest(std::vector<NoticeStep>& steps, Notice notice, const ui::models::Event& event, const TextOf& textOf, gateway::TimePoint now);
    void takeLimit(std::vector<NoticeStep>& steps, Notice notice, const ui::models::Event& event, const std::function<QString()>& text, gateway::TimePoint now);
    void takeQuota(std::vector<NoticeStep>& steps, const gateway::providers::KeyMeter& meter, const gateway::providers::KeyLimit& quota,
        const NameOf& nameOf, gateway::TimePoint now);
    void remember(const QString& about, gateway::TimePoint now);
    bool isMuted(const QString& kind) const;
    static void show(std::vector<NoticeStep>& steps, Notice notice);
    bool isWanted(const Notice& notice) const;
    void describeKeyProblem(Notice& notice, gateway::host::KeyHealth health, std::function<QString()> text) const;

    std::function<std::vector<NoticeAction>(const std::string& limit)> m_limitActions;
    std::vector<std::string> m_muted;
    std::map<QString, gateway::TimePoint> m_notifiedAt; ///< by provider; for the gateway by text
    std::map<QString, QString> m_problems;        ///< current problems of the gateway: by subject, the key in `m_notifiedAt`
    std::map<QString, bool> m_standing;           ///< whether the last shown notice of a subject was its end
    std::map<std::string, std::set<std::string>> m_fallbacks; ///< by route or model: the subjects of their notices
    std::map<std::string, int> m_levels;          ///< reported percentage of each quota
    std::map<QString, ShownLevel> m_shownLevels;  ///< the last one, by provider
    std::set<std::string> m_whole;                ///< quotas whose reset must still be reported
    NotifiedBudgets m_budgets;
    QString m_notifiedUpdate; ///< "0.2.0 installed"
    bool m_isUpdateShown = false;
    bool m_hasLevels = false;
    bool m_isVaultLocked = false;
    bool m_isKeychainElsewhere = false;
    bool m_isQuiet = false;
    std::optional<gateway::WallTime> m_certificateNotified; ///< time of the notice
};

/// Whether the time of day is within `hours`. Pure.
bool isQuiet(const std::optional<gateway::config::QuietHours>& hours, QTime time);

} // namespace app
