#include "notices.h"

#include "gateway/host/updates/update_watch.h"
#include "ui/models/formatter.h"

#include <algorithm>

namespace app {

using ui::models::GatewayNews;

Notices::Notices(ui::models::GatewayModel& model, const Access& access, const gateway::Clock& clock, std::unique_ptr<Notifier> notifier, QObject* parent)
    : QObject(parent), m_model(model), m_access(access), m_clock(clock), m_notifier(std::move(notifier)), m_budgets(access, clock),
      m_budgetEvents(m_budgets, *model.events(), [&model](const std::string& id) { return model.providerName(id); })
{
    const auto nameOf = [this](const std::string& id) { return m_model.providerName(id); };
    const auto follow = [this] { m_rules.setMuted(m_access.configuration().settings().ui.muted); };
    follow();
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
    else
        Q_EMIT showRequested(notice);
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
