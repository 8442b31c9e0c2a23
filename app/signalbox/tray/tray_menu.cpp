#include "tray_menu.h"

#include "route_menu.h"
#include "tray_text.h"

#include "gateway/host/updates/update_watch.h"
#include "ui/models/formatter.h"
#include "ui/models/gateway_model.h"
#include "ui/models/policies/limit_text.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>

#include <algorithm>

namespace app {

using ui::models::EventModel;
using ui::models::GatewayModel;

namespace {

constexpr std::chrono::minutes kShortPause{15};
constexpr std::size_t kMostEvents = 5;
constexpr int kMostEventText = 90; // characters; the window shows the full text

// Hosts read the menu again over D-Bus after each change: changes only what differs.
void setText(QAction* action, const QString& text)
{
    if (action->text() != text)
        action->setText(text);
}

} // namespace

TrayMenu::TrayMenu(GatewayModel& model, const Access& access, const gateway::Clock& clock)
    : m_model(model), m_updates(access.diagnosis().updates()), m_clock(clock), m_limits(access, clock), m_route(new RouteMenu(model, access, clock, this))
{
    setObjectName(QStringLiteral("trayMenu"));
    m_route->setObjectName(QStringLiteral("routeMenu"));
    build();
    setDefaultAction(m_open);
    connect(m_route, &RouteMenu::refused, this, &TrayMenu::refused);
    connect(&model, &GatewayModel::headlineChanged, this, &TrayMenu::refresh);
    connect(&model, &GatewayModel::todayChanged, this, [this] {
        if (m_model.activeCount() == 0) // otherwise it is updated with the headline
            refresh();
    });
    connect(&m_updates, &gateway::host::UpdateWatch::changed, this, &TrayMenu::refresh);
    connect(this, &QMenu::aboutToShow, this, &TrayMenu::look);
    connect(this, &QMenu::aboutToShow, this, [access] { access.control().lookAtThread(); });
    connect(this, &QMenu::aboutToShow, this, [this] { m_limits.setWatched(true); });
    connect(&m_limits, &ui::models::LimitMonitor::changed, this, [this] {
        m_limits.setWatched(false); // one answer is enough: the menu is open for a moment
        refreshLimit();
    });
    connect(m_events, &QMenu::aboutToShow, this, [this] {
        m_unseen = 0;
        look();
    });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(model.events(), signal, this, &TrayMenu::refreshEvents);
    retranslate();
}

void TrayMenu::build()
{
    m_open = addAction(QString(), this, &TrayMenu::openRequested);
    m_status = addAction(QString());
    m_status->setEnabled(false);
    m_problem = addAction(QString(), this, &TrayMenu::showProblem);
    m_today = addAction(QString(), this, [this] { Q_EMIT pageRequested(QStringLiteral("usage")); });
    m_limit = addAction(QString(), this, [this] { Q_EMIT pageRequested(QStringLiteral("policies")); });
    addSeparator();
    m_copy = addMenu(QString());
    m_copyOpenAi = m_copy->addAction(QString(), this, [this] { copy(false, QStringLiteral("/v1")); });
    m_copyAnthropic = m_copy->addAction(QString(), this, [this] { copy(false, QString()); });
    m_copySecure = m_copy->addAction(QString(), this, [this] { copy(true, QStringLiteral("/v1")); });
    addMenu(m_route);
    addSeparator();
    m_pause = addMenu(QString());
    m_pauseShort = m_pause->addAction(QString(), this, [this] { Q_EMIT pauseRequested(kShortPause); });
    m_pauseLong = m_pause->addAction(QString(), this, [this] { Q_EMIT pauseRequested(std::nullopt); });
    m_resume = addAction(QString(), this, &TrayMenu::resumeRequested);
    buildEvents();
    addSeparator();
    m_settings = addAction(QString(), this, [this] { Q_EMIT pageRequested(QStringLiteral("settings")); });
    m_update = addAction(QString(), this, &TrayMenu::lookForUpdate);
    addSeparator();
    m_quit = addAction(QString(), this, &TrayMenu::quitRequested);
}

void TrayMenu::buildEvents()
{
    m_events = addMenu(QString());
    m_noEvents = m_events->addAction(QString());
    m_noEvents->setEnabled(false);
    for (std::size_t i = 0; i < kMostEvents; ++i) {
        m_eventRows.push_back(m_events->addAction(QString(), this, [this, i] {
            const auto& events = m_model.events()->events();
            if (i >= events.size())
                return;
            const ui::models::Event event = events[i]; // a copy, since opening it may add events
            Q_EMIT eventRequested(event);
        }));
    }
}

void TrayMenu::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        Q_EMIT languageChanged();
    }
    QMenu::changeEvent(event);
}

void TrayMenu::addUnseen()
{
    ++m_unseen;
    refreshEvents();
}

QString TrayMenu::urlOf(bool isSecure) const
{
    const QString scheme = isSecure ? QStringLiteral("https:") : QStringLiteral("http:");
    const QStringList urls = m_model.baseUrls();
    const auto found = std::find_if(urls.begin(), urls.end(), [&](const QString& url) { return url.startsWith(scheme); });
    return found == urls.end() ? QString() : *found;
}

void TrayMenu::copy(bool isSecure, const QString& endpoint)
{
    if (const QString url = urlOf(isSecure); !url.isEmpty())
        QGuiApplication::clipboard()->setText(url + endpoint);
}

void TrayMenu::showProblem()
{
    const auto headline = m_model.headline();
    const bool isOfProviders = headline == GatewayModel::Headline::NoUsableProvider || headline == GatewayModel::Headline::KeysLocked;
    Q_EMIT pageRequested(isOfProviders ? QStringLiteral("providers") : QStringLiteral("doctor"));
}

/// Not needed if it is already shown.
void TrayMenu::lookForUpdate()
{
    if (!m_updates.finding().isNews())
        m_updates.look();
    Q_EMIT pageRequested(QStringLiteral("about"));
}

void TrayMenu::look()
{
    refresh();
    refreshEvents();
    m_route->refresh();
    refreshLimit();
}

void TrayMenu::refresh()
{
    setText(m_status, menuText(*this, statusLine(m_model)));
    m_problem->setVisible(!m_model.problem().isEmpty() || m_model.statusName() == QLatin1String("error"));
    setText(m_today, tr("Today: %1").arg(m_model.todayPhrase()));
    const bool isPaused = m_model.isPaused();
    const QString end = ui::models::Formatter().time(m_model.pauseEnd());
    setText(m_resume, isPaused && m_model.pauseEnd().isValid() ? tr("Resume (automatic at %1)").arg(end) : tr("Resume"));
    m_resume->setVisible(isPaused);
    m_pause->menuAction()->setVisible(!isPaused);
    m_pause->menuAction()->setEnabled(m_model.canPause());
    m_copy->menuAction()->setEnabled(!m_model.baseUrls().isEmpty());
    m_copyOpenAi->setEnabled(!urlOf(false).isEmpty());
    m_copyAnthropic->setEnabled(!urlOf(false).isEmpty());
    m_copySecure->setVisible(!urlOf(true).isEmpty());
    const QString news = EventModel::updateText(m_updates.finding());
    setText(m_update, news.isEmpty() ? tr("Check for updates…") : news);
}

void TrayMenu::refreshLimit()
{
    const ui::models::LimitState* const nearest = ui::models::nearestLimit(m_limits.states());
    m_limit->setVisible(nearest != nullptr);
    if (nearest)
        setText(m_limit, menuText(*this, tr("Limit %1", "name, share used, limit").arg(ui::models::LimitText::line(*nearest))));
}

void TrayMenu::refreshEvents()
{
    const EventModel& model = *m_model.events();
    const ui::models::Formatter format;
    const QDateTime now = ui::models::Formatter::local(m_clock.wallNow());
    for (std::size_t i = 0; i < m_eventRows.size(); ++i) {
        const bool isThere = i < model.events().size();
        m_eventRows[i]->setVisible(isThere);
        if (!isThere)
            continue;
        const auto& event = model.events()[i];
        const QString text = menuText(*this, shortened(model.text(event), kMostEventText));
        setText(m_eventRows[i], tr("%1 · %2", "what happened, when").arg(text, format.ago(ui::models::Formatter::local(event.at), now)));
    }
    m_noEvents->setVisible(model.events().empty());
    setText(m_events->menuAction(), m_unseen == 0 ? tr("Recent events") : tr("Recent events (%Ln new)", nullptr, m_unseen));
}

void TrayMenu::retranslate()
{
    m_open->setText(tr("Open Signalbox"));
    m_problem->setText(tr("Show problem…"));
    m_copy->setTitle(tr("Copy address"));
    m_copyOpenAi->setText(tr("OpenAI (ends in /v1)"));
    m_copyAnthropic->setText(tr("Anthropic (no /v1)"));
    m_copySecure->setText(tr("HTTPS (ends in /v1)"));
    m_route->setTitle(tr("Route"));
    m_pause->setTitle(tr("Pause"));
    m_pauseShort->setText(tr("For 15 minutes"));
    m_pauseLong->setText(tr("Until restart"));
    m_noEvents->setText(tr("No events yet"));
    m_settings->setText(tr("Settings…"));
    m_quit->setText(tr("Quit"));
    look();
}

} // namespace app
