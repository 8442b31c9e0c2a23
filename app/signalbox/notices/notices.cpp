#include "notices.h"

#include "gateway/host/updates/update_watch.h"
#include "gateway/policy/limits/limit_rule.h"
#include "ui/models/formatter.h"
#include "ui/models/policies/limit_remedies.h"
#include "ui/models/policies/limit_text.h"
#include "ui/models/policies/placed_limit.h"

#include <QPointer>

#include <algorithm>
#include <utility>

namespace app {

using gateway::config::LimitSettings;
using ui::models::GatewayNews;

namespace {

std::string cheapestTarget(const Notices::Access& access)
{
    return ui::models::cheapestTarget(access.configuration().settings(),
        [&access](const std::string& provider, const std::string& model) { return access.providers().price(provider, model); }, access.providers().exchangeRate().usdCny);
}

} // namespace

Notices::Notices(ui::models::GatewayModel& model, const Access& access, const gateway::Clock& clock, std::unique_ptr<Notifier> notifier, QObject* parent)
    : QObject(parent), m_model(model), m_access(access), m_clock(clock), m_notifier(std::move(notifier)), m_budgets(access, clock),
      m_budgetEvents(m_budgets, *model.events(), [&model](const std::string& id) { return model.providerName(id); })
{
    const auto nameOf = [this](const std::string& id) { return m_model.providerName(id); };
    const auto follow = [this] { m_rules.setMuted(m_access.configuration().settings().ui.muted); };
    follow();
    m_rules.setLimitActions([this](const std::string& name) { return limitActions(name); });
    connect(&access.news(), &GatewayNews::settingsChanged, this, follow);
    connect(&access.news(), &GatewayNews::statusChanged, this, [this] {
        listenToClock();
        take(m_rules.status(m_access.control().status()));
        take(m_rules.certificate(m_access.control().status().certificateEnds, m_clock.wallNow(), m_clock.now()));
    });
    connect(&access.news(), &GatewayNews::metersChanged, this, [this, nameOf] {
        listenToClock();
        take(m_rules.meters(m_access.providers().meters(), nameOf, m_clock.now()));
    });
    connect(&m_budgets, &ui::models::BudgetBook::changed, this, &Notices::checkBudgets);
    m_budgets.setWatched(true);
    connect(&access.diagnosis().updates(), &gateway::host::UpdateWatch::changed, this, &Notices::checkUpdate);
    connect(model.events(), &QAbstractItemModel::rowsInserted, this, [this] {
        const auto& event = m_model.events()->events().front();
        m_rules.setVaultLocked(isVaultWanted(m_access));
        m_rules.setKeychainElsewhere(m_access.control().status().keychainMove.has_value());
        listenToClock();
        take(m_rules.event(event, [this](const ui::models::Event& each) { return m_model.events()->text(each); }, m_clock.now()));
    });
    m_gather.setSingleShot(true);
    connect(&m_gather, &QTimer::timeout, this, [this] { pass(m_bundles.release(m_clock.now())); });
    connect(m_notifier.get(), &Notifier::chosen, this, &Notices::obey);
    connect(m_notifier.get(), &Notifier::notShown, this, &Notices::notShown);
}

void Notices::listenToClock()
{
    m_rules.setQuiet(isQuiet(m_access.configuration().settings().ui.quietHours, ui::models::Formatter::local(m_clock.wallNow()).time()));
}

void Notices::rememberIn(const QString& file)
{
    m_memory = NoticeMemory(file);
    m_rules.setNotifiedBudgets(m_memory.budgets());
    m_rules.setNotifiedUpdate(m_memory.update());
}

void Notices::checkUpdate()
{
    const gateway::host::UpdateWatch& updates = m_access.diagnosis().updates();
    if (updates.isLooking())
        return;
    listenToClock();
    const QString before = m_rules.notifiedUpdate();
    take(m_rules.update(updates.finding(), updates.wasAsked()));
    if (m_rules.notifiedUpdate() != before)
        m_memory.setUpdate(m_rules.notifiedUpdate());
}

void Notices::checkBudgets()
{
    listenToClock();
    const NotifiedBudgets before = m_rules.notifiedBudgets();
    const auto nameOf = [this](const std::string& id) { return m_model.providerName(id); };
    take(m_rules.budgets(m_budgets.states(), nameOf, m_clock.wallNow()));
    if (m_rules.notifiedBudgets() != before)
        m_memory.setBudgets(m_rules.notifiedBudgets());
}

namespace {

bool hasLockedKey(const ui::models::GatewayParts<ui::models::Providers>& access, gateway::SecretReference::Store store)
{
    const auto isLocked = [store](const gateway::host::KeyStatus& key) {
        return key.health == gateway::host::KeyHealth::Locked && gateway::SecretReference::isIn(store, key.reference);
    };
    const auto& providers = access.providers().providers();
    return std::any_of(providers.begin(), providers.end(), [&](const auto& provider) { return std::any_of(provider.keys.begin(), provider.keys.end(), isLocked); });
}

} // namespace

bool isVaultWanted(const ui::models::GatewayParts<ui::models::GatewayControl, ui::models::Providers>& access)
{
    return access.control().status().vault == gateway::host::VaultState::Locked && hasLockedKey(access, gateway::SecretReference::Store::Vault);
}

bool isKeychainWanted(const ui::models::GatewayParts<ui::models::Providers>& access) { return hasLockedKey(access, gateway::SecretReference::Store::Keychain); }

void Notices::take(std::vector<NoticeStep> steps)
{
    pass(m_bundles.take(std::move(steps)));
    if (m_bundles.isWaiting() && !m_gather.isActive())
        m_gather.start(kGather);
}

void Notices::pass(const std::vector<NoticeStep>& steps)
{
    for (const NoticeStep& step : steps) {
        if (step.isRetraction)
            m_notifier->retract(step.notice.matter());
        else
            m_notifier->show(step.notice);
    }
}

void Notices::obey(const Notice& notice, const QString& action)
{
    if (action == QLatin1String("try"))
        tryAgain(notice);
    else if (action == QLatin1String("mute"))
        mute(notice.kind);
    else if (action == QLatin1String("raise"))
        changeLimit(notice, [this](LimitSettings& limit) { limit = ui::models::raisedForToday(std::move(limit), m_clock.wallNow()); });
    else if (action == QLatin1String("redirect"))
        changeLimit(notice, [this](LimitSettings& limit) { limit.onExceeded.to = cheapestTarget(m_access); });
    else
        Q_EMIT showRequested(notice);
}

/// Budgets and requests in flight have none.
std::vector<NoticeAction> Notices::limitActions(const std::string& name) const
{
    const auto limit = ui::models::findLimit(m_access.configuration().settings(), name);
    if (!limit || limit->place.kind == ui::models::LimitPlace::Kind::Budget || limit->settings.kind() == gateway::config::LimitKind::Concurrent)
        return {};
    const gateway::WallTime now = m_clock.wallNow();
    const gateway::policy::LimitRule raised(ui::models::raisedForToday(limit->settings, now));
    std::vector<NoticeAction> actions{{QStringLiteral("raise"), tr("Raise to %1 for today").arg(ui::models::LimitText::amount(raised, raised.amount().at(now)))}};
    if (const std::string to = cheapestTarget(m_access); !to.empty() && limit->settings.onExceeded.to.empty())
        actions.push_back({QStringLiteral("redirect"), tr("When reached, use %1").arg(QString::fromStdString(to))});
    return actions;
}

/// If that is rejected, the page shows the limit.
void Notices::changeLimit(const Notice& notice, const std::function<void(LimitSettings&)>& change)
{
    const auto& settings = m_access.configuration().settings();
    auto limit = notice.event ? ui::models::findLimit(settings, notice.event->subject) : std::nullopt;
    if (!limit)
        return Q_EMIT showRequested(notice);
    change(limit->settings);
    m_access.configuration().change(ui::models::withLimit(settings, *limit, limit->settings.name), [this, guard = QPointer(this), notice](const gateway::Result<void>& changed) {
        if (guard && !changed)
            Q_EMIT showRequested(notice);
    });
}

void Notices::tryAgain(const Notice& notice)
{
    if (notice.kind == QLatin1String(notice_kind::kKey))
        return isVaultWanted(m_access) ? Q_EMIT unlockRequested() : m_access.secrets().refreshKeys();
    for (const auto& provider : m_access.providers().providers()) {
        if (QString::fromStdString(provider.id) != notice.subject)
            continue;
        const auto rests = provider.rests;
        for (const gateway::routing::Rest& rest : rests)
            m_access.providers().tryAgain(rest);
        return;
    }
}

void Notices::mute(const QString& kind)
{
    auto next = m_access.configuration().settings();
    auto& muted = next.ui.muted;
    if (std::find(muted.begin(), muted.end(), kind.toStdString()) != muted.end())
        return;
    muted.push_back(kind.toStdString());
    m_access.configuration().change(next, [](const gateway::Result<void>&) {}); // if muting fails, the next notice has the same button
}

} // namespace app
