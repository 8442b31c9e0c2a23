#pragma once

#include "notice_bundles.h"
#include "notice_memory.h"
#include "notice_rules.h"
#include "notifier.h"

#include "gateway/core/clock.h"
#include "ui/models/budgets/budget_book.h"
#include "ui/models/budgets/budget_events.h"
#include "ui/models/gateway_parts.h"
#include "ui/models/gateway_model.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace app {

/// Shows desktop notifications about the gateway and carries out the chosen actions. Main thread.
class Notices final : public QObject {
    Q_OBJECT
public:
    using Access = ui::models::GatewayParts<ui::models::GatewayControl, ui::models::Configuration, ui::models::Secrets, ui::models::Providers,
        ui::models::Requests, ui::models::Diagnosis>;

    /// How long a notice waits for others of its sort.
    static constexpr gateway::Milliseconds kGather{1000};

    /// All but `notifier` must outlive it.
    Notices(ui::models::GatewayModel& model, const Access& access, const gateway::Clock& clock,
        std::unique_ptr<Notifier> notifier, QObject* parent = nullptr);

    /// Stores in `file` what is reported only once, and reads what an earlier run has reported.
    void rememberIn(const QString& file);
    /// Shows a notice of the program itself, even if its kind is muted.
    void tell(const Notice& notice) { m_notifier->show(notice); }

Q_SIGNALS:
    /// Emitted when a notice was clicked: its page must be shown.
    void showRequested(const app::Notice& notice);
    /// Emitted when keys in the encrypted file are needed: ask for its passphrase.
    void unlockRequested();
    /// Emitted when the desktop cannot show the notice.
    void notShown(const app::Notice& notice);

private:
    void listenToClock();
    void checkBudgets();
    void checkUpdate();
    void take(std::vector<NoticeStep> steps);
    void pass(const std::vector<NoticeStep>& steps);
    void obey(const Notice& notice, const QString& action);
    void tryAgain(const Notice& notice);
    void mute(const QString& kind);
    std::vector<NoticeAction> limitActions(const std::string& name) const;
    void changeLimit(const Notice& notice, const std::function<void(gateway::config::LimitSettings&)>& change);

    ui::models::GatewayModel& m_model;
    Access m_access;
    const gateway::Clock& m_clock;
    std::unique_ptr<Notifier> m_notifier;
    NoticeRules m_rules;
    NoticeBundles m_bundles;
    QTimer m_gather; ///< started by the first waiting notice
    NoticeMemory m_memory;
    ui::models::BudgetBook m_budgets;
    ui::models::BudgetEvents m_budgetEvents;
};

/// Whether a provider needs a key in the encrypted file, which is locked.
bool isVaultWanted(const ui::models::GatewayParts<ui::models::GatewayControl, ui::models::Providers>& access);
/// The same for the system's keychain.
bool isKeychainWanted(const ui::models::GatewayParts<ui::models::Providers>& access);

} // namespace app
