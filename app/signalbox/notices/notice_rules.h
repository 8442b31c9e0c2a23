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

/// What is to become of one notice.
struct NoticeStep {
    Notice notice;
    bool isRetraction = false; ///< what was shown of its matter is over
};

/// Which events are told: at most one notice of a provider in `kBetween`, none of
/// a kind that is muted. What is over takes its notice away. The end of a fallback or
/// of a rest stands in its place: it is told however soon, and holds nothing back, but
/// only where the beginning was, so that there is at most one to each. Where a
/// beginning is held back, an end that still stands there is taken away: it is no
/// longer true. Pure; main thread.
class NoticeRules {
    Q_DECLARE_TR_FUNCTIONS(app::NoticeRules)
public:
    using NameOf = std::function<QString(const std::string&)>;
    static constexpr std::chrono::minutes kBetween{10};

    using TextOf = std::function<QString(const ui::models::Event&)>;

    /// `textOf` an event is that of the list of events.
    std::vector<NoticeStep> event(const ui::models::Event& event, const TextOf& textOf, gateway::TimePoint now);
    /// What keeps the gateway from its port, its file or HTTPS and is solved by now takes its notice away.
    std::vector<NoticeStep> status(const gateway::host::Status& status);
    /// Quotas that have passed 80, 95 or 100 %, and those that are whole again. Of the first call nothing is told. Of the
    /// other notices of a provider none holds a level back. What cannot be told at once, a level or that a quota is
    /// whole again, is told with a later call, if it is still so.
    std::vector<NoticeStep> meters(const std::vector<gateway::providers::KeyMeter>& meters, const NameOf& nameOf, gateway::TimePoint now);

    /// Budgets of which 80, 95 or 100 % are spent, each of these once in a period of theirs; what is muted or has to be
    /// quiet is told once it may be. Of those whose period is over the notice is taken back.
    std::vector<NoticeStep> budgets(const std::vector<gateway::usage::BudgetState>& states, const NameOf& nameOf, gateway::WallTime wallNow);
    /// What an earlier run has told of them.
    void setNotifiedBudgets(NotifiedBudgets told) { m_budgets = std::move(told); }
    const NotifiedBudgets& notifiedBudgets() const { return m_budgets; }

    /// A newer version, once; what is muted or has to be quiet is told once it may be. `isKnown`: its user has asked for it
    /// and sees it. What is no longer so takes its notice away.
    std::vector<NoticeStep> update(const gateway::host::UpdateFinding& finding, bool isKnown);
    /// What this or an earlier run has told of it.
    void setNotifiedUpdate(QString told) { m_notifiedUpdate = std::move(told); }
    const QString& notifiedUpdate() const { return m_notifiedUpdate; }

    /// Keys that are locked are in the encrypted file, not in the keychain.
    void setVaultLocked(bool isLocked) { m_isVaultLocked = isLocked; }
    /// The keychain that is here is not the one with the keys.
    void setKeychainElsewhere(bool isElsewhere) { m_isKeychainElsewhere = isElsewhere; }
    /// Whether a user's own certificate ends within a month, or has ended; told at most once a day. `ends` may be empty.
    std::vector<NoticeStep> certificate(std::optional<gateway::WallTime> ends, gateway::WallTime wallNow, gateway::TimePoint now);

    /// Until another call only what is urgent is told.
    void setQuiet(bool isQuiet) { m_isQuiet = isQuiet; }
    void setMuted(std::vector<std::string> kinds) { m_muted = std::move(kinds); }

private:
    /// A quota's level that was shown, by which lower ones of the same provider are held back.
    struct ShownLevel {
        gateway::TimePoint at;
        int level = 0; ///< percent
    };
    /// These return whether it was told.
    bool tell(std::vector<NoticeStep>& steps, Notice notice, gateway::TimePoint now);
    bool tellBeginning(std::vector<NoticeStep>& steps, const Notice& notice, gateway::TimePoint now);
    bool tellEnd(std::vector<NoticeStep>& steps, Notice notice);
    bool tellWhole(std::vector<NoticeStep>& steps, const Notice& notice, gateway::TimePoint now);
    bool tellLevel(std::vector<NoticeStep>& steps, Notice notice, int level, gateway::TimePoint now);
    void endOrRetract(std::vector<NoticeStep>& steps, const Notice& notice);
    void retractEnd(std::vector<NoticeStep>& steps, const Notice& notice);
    void endFallback(std::vector<NoticeStep>& steps, Notice notice, const ui::models::Event& event);
    void takeRest(std::vector<NoticeStep>& steps, Notice notice, const ui::models::Event& event, const TextOf& textOf, gateway::TimePoint now);
    void takeQuota(std::vector<NoticeStep>& steps, const gateway::providers::KeyMeter& meter, const gateway::providers::KeyLimit& quota,
        const NameOf& nameOf, gateway::TimePoint now);
    void remember(const QString& about, gateway::TimePoint now);
    bool isMuted(const QString& kind) const;
    static void show(std::vector<NoticeStep>& steps, Notice notice);
    bool isWanted(const Notice& notice) const;
    void describeKeyProblem(Notice& notice, gateway::host::KeyHealth health, std::function<QString()> text) const;

    std::vector<std::string> m_muted;
    std::map<QString, gateway::TimePoint> m_told; ///< by provider; of the gateway by its text
    std::map<QString, QString> m_problems;        ///< of the gateway, that stand: by subject, what `m_told` knows them by
    std::map<QString, bool> m_standing;           ///< whether what was shown last of a matter that ends was its end
    std::map<std::string, std::set<std::string>> m_fallbacks; ///< by route or model: the subjects of their notices
    std::map<std::string, int> m_levels;          ///< of quotas: percent that were told
    std::map<QString, ShownLevel> m_shownLevels;  ///< the last one, by provider
    std::set<std::string> m_whole;                ///< quotas of which it is still to be told
    NotifiedBudgets m_budgets;
    QString m_notifiedUpdate; ///< "0.2.0 installed"
    bool m_isUpdateShown = false;
    bool m_hasLevels = false;
    bool m_isVaultLocked = false;
    bool m_isKeychainElsewhere = false;
    bool m_isQuiet = false;
    std::optional<gateway::WallTime> m_certificateNotified; ///< when
};

/// Whether `time` of the day is in `hours`. Pure.
bool isQuiet(const std::optional<gateway::config::QuietHours>& hours, QTime time);

} // namespace app
