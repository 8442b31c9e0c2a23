#include "app/signalbox/tray/tray_menu.h"
#include "app/signalbox/tray/tray_text.h"

#include "catch.h"
#include "pictures.h"
#include "sample_day.h"

#include <QApplication>
#include <QClipboard>
#include <QSignalSpy>

using namespace std::chrono_literals;
using app::TrayMenu;

namespace {

struct TrayWorld {
    TrayWorld() : menu(day.model, day.gateway, day.clock)
    {
        language.setChoice(QStringLiteral("en"));
        settleEvents(); // wait for the ledger
        Q_EMIT menu.aboutToShow();
    }

    /// The entry at that path, such as "Route/fast/Automatic"; null: not visible.
    QAction* entry(const QString& path)
    {
        QMenu* inside = &menu;
        QAction* found = nullptr;
        for (const QString& label : path.split(QLatin1Char('/'))) {
            found = nullptr;
            for (QAction* action : inside ? inside->actions() : QList<QAction*>())
                if (action->isVisible() && !action->isSeparator() && action->text().startsWith(label))
                    found = found ? found : action;
            if (!found)
                return nullptr;
            inside = found->menu();
        }
        return found;
    }
    std::string texts(const QString& path)
    {
        QMenu* inside = path.isEmpty() ? &menu : entry(path)->menu();
        QStringList all;
        for (const QAction* action : inside->actions())
            if (action->isVisible() && !action->isSeparator())
                all << (action->isChecked() ? QStringLiteral("[x] ") : QString()) + action->text() + (action->isEnabled() ? QString() : QStringLiteral(" (-)"));
        return all.join(QLatin1Char('|')).toStdString();
    }

    ui::shell::Language language{*qApp};
    SampleDay day;
    TrayMenu menu;
};

void setHealth(FakeWorld& gateway, const std::string& id, gateway::host::ProviderHealth health)
{
    for (auto& provider : gateway.m_providers)
        if (provider.id == id)
            provider.health = health;
}

} // namespace

TEST_CASE("the tray menu has all entries in order")
{
    TrayWorld w;
    CHECK(w.texts({}) == "Open Signalbox|On fallback · 127.0.0.1:8080 · 3 active (-)|Today: 1.24 M tokens · ¥3.42 · $0.48|Copy address|Route|Pause|Recent events|Settings…|Check for updates…|Quit");
    CHECK(w.texts(QStringLiteral("Copy address")) == "OpenAI (ends in /v1)|Anthropic (no /v1)|HTTPS (ends in /v1)");
    CHECK(w.texts(QStringLiteral("Pause")) == "For 15 minutes|Until restart");
    CHECK(w.menu.defaultAction() == w.entry(QStringLiteral("Open")));
    w.entry(QStringLiteral("Copy address/HTTPS"))->trigger();
    CHECK(QApplication::clipboard()->text() == QStringLiteral("https://127.0.0.1:8443/v1"));
}

TEST_CASE("the tray menu shows the limit that is nearest to its end")
{
    TrayWorld w;
    CHECK_FALSE(w.entry(QStringLiteral("Limit")));
    gateway::config::LimitSettings burst;
    burst.name = "burst";
    burst.requests = 60;
    burst.per = gateway::config::LimitWindow{gateway::CalendarUnit::Minute};
    gateway::config::LimitSettings slow = burst;
    slow.name = "slow & steady";
    w.day.gateway.m_settings.policies.limits = std::vector{burst, slow};
    w.day.gateway.enforceLimits();
    Q_EMIT w.day.gateway.settingsChanged();
    CHECK(w.day.gateway.limitQuestions == 0); // the menu is not open
    w.day.gateway.setUsed("burst", "", 6);
    w.day.gateway.setUsed("slow & steady", "", 30);
    Q_EMIT w.menu.aboutToShow();
    REQUIRE(QTest::qWaitFor([&] { return w.entry(QStringLiteral("Limit")) != nullptr; }));
    CHECK(w.entry(QStringLiteral("Limit"))->text().toStdString() == "Limit slow && steady: 50% of 60");
    Q_EMIT w.day.gateway.limitsChanged();
    settleEvents();
    CHECK(w.day.gateway.limitQuestions == 1); // asked once each time it is opened
    QSignalSpy wanted(&w.menu, &TrayMenu::pageRequested);
    w.entry(QStringLiteral("Limit"))->trigger();
    REQUIRE(wanted.size() == 1);
    CHECK(wanted.front().front().toString() == QStringLiteral("policies"));
}

TEST_CASE("shows a problem with an entry that opens its page")
{
    TrayWorld w;
    CHECK_FALSE(w.entry(QStringLiteral("Show problem")));
    gateway::Error taken;
    taken.kind = gateway::ErrorKind::PortTaken;
    taken.message = gateway::asIs("Port 8080 on 127.0.0.1 is taken by another program");
    w.day.gateway.m_status.state = gateway::host::State::Failed;
    w.day.gateway.m_status.problem = taken;
    w.day.gateway.m_status.urls.clear();
    Q_EMIT w.day.gateway.statusChanged();
    QSignalSpy pages(&w.menu, &TrayMenu::pageRequested);
    REQUIRE(w.entry(QStringLiteral("Show problem")));
    w.entry(QStringLiteral("Show problem"))->trigger();
    CHECK(pages.at(0).at(0).toString() == QStringLiteral("doctor"));
    CHECK(w.entry(QStringLiteral("Port in use · Port 8080")));
    CHECK_FALSE(w.entry(QStringLiteral("Copy address"))->isEnabled());
    CHECK_FALSE(w.entry(QStringLiteral("Pause"))->isEnabled());
}

TEST_CASE("pins one target of a route and Automatic unpins it")
{
    TrayWorld w;
    CHECK(w.texts(QStringLiteral("Route/deepseek-")) == "[x] Automatic|DeepSeek · serving now|Qwen (Alibaba)");
    w.entry(QStringLiteral("Route/deepseek-/Qwen"))->trigger();
    REQUIRE(QTest::qWaitFor([&] { return w.day.gateway.changes == 1; }));
    const auto targets = [&] { return w.day.gateway.settings().routes[2].targets; };
    CHECK((!targets()[0].first && targets()[1].first));
    REQUIRE(QTest::qWaitFor([&] { return w.texts(QStringLiteral("Route/deepseek-")).find("[x] Qwen") != std::string::npos; }));
    CHECK(w.texts(QStringLiteral("Route/deepseek-")).find("[x] Automatic") == std::string::npos);
    w.entry(QStringLiteral("Route/deepseek-/Automatic"))->trigger();
    REQUIRE(QTest::qWaitFor([&] { return w.day.gateway.changes == 2; }));
    CHECK((!targets()[0].first && !targets()[1].first));
}

TEST_CASE("tells routes with equal model names apart by their ids")
{
    TrayWorld w;
    auto& routes = w.day.gateway.m_settings.routes;
    auto twin = routes[2];
    twin.id = "for-agents";
    routes.insert(routes.begin() + 2, twin);
    Q_EMIT w.day.gateway.settingsChanged();
    Q_EMIT w.menu.aboutToShow();
    CHECK(w.entry(QStringLiteral("Route/deepseek-* (for-agents)")));
    CHECK(w.entry(QStringLiteral("Route/deepseek-* (%1)").arg(QString::fromStdString(routes[3].id))));
    CHECK(w.texts(QStringLiteral("Route")).find("gpt-4o (") == std::string::npos);
}

TEST_CASE("reports a choice that cannot be saved and restores the mark")
{
    TrayWorld w;
    w.day.gateway.changeError = gateway::Error{gateway::ErrorKind::Io, "cannot write config.json"};
    QSignalSpy refusals(&w.menu, &TrayMenu::refused);
    w.entry(QStringLiteral("Route/deepseek-/Qwen"))->trigger();
    REQUIRE(refusals.wait());
    CHECK(w.texts(QStringLiteral("Route/deepseek-")).starts_with("[x] Automatic"));
}

TEST_CASE("a target that is disabled or in cooldown is marked and cannot be chosen")
{
    TrayWorld w;
    gateway::routing::Rest rest;
    rest.provider = "qwen";
    rest.failure = gateway::config::FailureClass::RateLimited;
    rest.until = w.day.clock.wallNow() + 42s;
    gateway::routing::Rest pictures = rest; // chats are not affected
    pictures.operation = "images";
    w.day.gateway.setRests({pictures});
    CHECK(w.texts(QStringLiteral("Route/deepseek-")).find("back in") == std::string::npos);
    w.day.gateway.setRests({rest});
    CHECK(w.texts(QStringLiteral("Route/deepseek-")).find("Qwen (Alibaba) · back in 42 s (-)") != std::string::npos);
    w.day.clock.advance(41s);
    Q_EMIT w.menu.aboutToShow();
    CHECK(w.texts(QStringLiteral("Route/deepseek-")).find("Qwen (Alibaba) · back in 1 s (-)") != std::string::npos);
    w.day.clock.advance(2s);
    Q_EMIT w.menu.aboutToShow();
    CHECK(w.texts(QStringLiteral("Route/deepseek-")).find("back in") == std::string::npos);
    setHealth(w.day.gateway, "qwen", gateway::host::ProviderHealth::Disabled);
    Q_EMIT w.day.gateway.providersChanged();
    CHECK(w.texts(QStringLiteral("Route/deepseek-")).find("Qwen (Alibaba) · disabled (-)") != std::string::npos);
}

TEST_CASE("pauses with the time when it resumes")
{
    TrayWorld w;
    QSignalSpy pauses(&w.menu, &TrayMenu::pauseRequested);
    QSignalSpy resumes(&w.menu, &TrayMenu::resumeRequested);
    CHECK_FALSE(w.entry(QStringLiteral("Resume")));
    w.entry(QStringLiteral("Pause/For 15"))->trigger();
    w.entry(QStringLiteral("Pause/Until"))->trigger();
    CHECK(pauses.at(0).at(0).value<std::optional<std::chrono::minutes>>() == 15min);
    CHECK_FALSE(pauses.at(1).at(0).value<std::optional<std::chrono::minutes>>().has_value());
    w.day.gateway.pause();
    CHECK(w.texts({}).find("|Pause|") == std::string::npos);
    w.day.model.setPauseEnd(QDateTime(QDate(2026, 11, 20), QTime(14, 17, 31)));
    REQUIRE(w.entry(QStringLiteral("Resume (automatic at 14:17:31)")));
    w.entry(QStringLiteral("Resume"))->trigger();
    CHECK(resumes.size() == 1);
}

TEST_CASE("lists recent events and counts those that could not be shown")
{
    TrayWorld w;
    const auto& events = w.day.model.events()->events();
    REQUIRE(events.size() >= 2);
    CHECK(w.entry(QStringLiteral("Recent events"))->menu()->actions().size() == 6);
    std::vector<ui::models::Event> wanted;
    QObject::connect(&w.menu, &TrayMenu::eventRequested, &w.menu, [&](const ui::models::Event& event) { wanted.push_back(event); });
    for (int row = 1; row <= 3; ++row)
        w.entry(QStringLiteral("Recent events"))->menu()->actions().at(row)->trigger();
    REQUIRE(wanted.size() == 3);
    CHECK(wanted[0].kind == ui::models::Event::Kind::Fallback);
    CHECK(wanted[0].exchange == "done-1"); // the request itself
    CHECK(wanted[1].kind == ui::models::Event::Kind::NewClient);
    CHECK(wanted[1].subject == "Cursor");
    CHECK(wanted[2].kind == ui::models::Event::Kind::KeyReady);
    w.menu.addUnseen();
    CHECK(w.entry(QStringLiteral("Recent events (1 new)")));
    Q_EMIT w.entry(QStringLiteral("Recent events"))->menu()->aboutToShow();
    CHECK_FALSE(w.entry(QStringLiteral("Recent events (1 new)")));
}

TEST_CASE("the tooltip has the facts within its length limit")
{
    TrayWorld w;
    const QString tip = app::toolTip(w.day.model);
    CHECK(tip.size() <= 127);
    CHECK(tip.startsWith(QStringLiteral("Signalbox\nOn fallback · 127.0.0.1:8080 · 3 active\nToday: 1.24 M tokens")));
    CHECK(tip.contains(QStringLiteral(" by ")));
}

TEST_CASE("the tooltip shows when today is unknown")
{
    const ManualClock clock;
    FakeFor<ui::models::GatewayModel::Access> gateway;
    gateway.setRunning();
    ui::models::GatewayModel model(clock);
    model.attach(gateway);
    CHECK_FALSE(app::toolTip(model).contains(QStringLiteral("Today")));
    model.setLedgerUnread();
    CHECK(app::toolTip(model).contains(QStringLiteral("Today: unknown")));
}

TEST_CASE("the tooltip has the address even during a problem")
{
    const ManualClock clock;
    FakeFor<ui::models::GatewayModel::Access> gateway;
    gateway.setRunning();
    gateway.m_status.configInvalid = true;
    gateway.m_status.configIssues = {{gateway::config::Issue::Level::Error, "listen.http_port", "is a text"}};
    ui::models::GatewayModel model(clock);
    model.attach(gateway);
    const QString tip = app::toolTip(model);
    CHECK(tip.contains(QStringLiteral("Configuration error · ")));
    CHECK(tip.endsWith(QStringLiteral("\n127.0.0.1:8080")));
}

TEST_CASE("pictures of the tray menu")
{
    struct Row {
        const char* name;
        ui::look::Scheme scheme;
        const char* language;
    };
    const auto row = GENERATE(values<Row>({
        {"tray-menu-light", ui::look::Scheme::Light, "en"},
        {"tray-menu-zh-dark", ui::look::Scheme::Dark, "zh_CN"},
    }));
    const Setting setting(row.scheme, row.language);
    SampleDay day;
    settleEvents();
    day.gateway.m_settings.routes.front().targets[1].first = true;
    setHealth(day.gateway, "deepseek", gateway::host::ProviderHealth::KeyProblem);
    TrayMenu menu(day.model, day.gateway, day.clock);
    menu.popup({20, 20});
    keep(menu, row.name);
    QMenu* route = menu.findChild<QMenu*>(QStringLiteral("routeMenu"));
    REQUIRE(route);
    QMenu* first = route->actions().front()->menu();
    first->popup({300, 20});
    keep(*first, (std::string(row.name) + "-route").c_str());
    first->hide();
    menu.hide();
}
