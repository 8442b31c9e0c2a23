#include "help_picture.h"
#include "pictures.h"
#include "policies_world.h"
#include "sample_day.h"
#include "sample_ledger.h"

#include "ui/models/policies/limit_list_model.h"
#include "ui/models/roles.h"
#include "ui/pages/policies/limit_dialog.h"
#include "ui/pages/policies/policies_page.h"
#include "ui/shell/main_window.h"

#include <QTableView>
#include <QTemporaryDir>

using namespace ui;
using namespace std::chrono_literals;
using gateway::config::LimitBy;
using gateway::config::LimitWindow;

namespace {

constexpr std::int64_t kYuan = gateway::kPicoOfUnit;

/// Limits of all kinds: near, reached, unused and disabled.
void fillLimits(SampleDay& day)
{
    FakeGateway& gateway = day.gateway;
    const auto now = day.clock.wallNow();
    auto agents = costLimit("agents", 1.5);
    agents.per = LimitWindow{{}, 18000};
    agents.calendar = false;
    agents.by = {LimitBy::Session};
    agents.warnAt = {80, 100};
    auto tokens = tokenLimit("tokens", 200'000);
    tokens.by = {LimitBy::Consumer};
    gateway::config::LimitSettings lanes;
    lanes.name = "lanes";
    lanes.concurrent = 4;
    lanes.queue = 16;
    lanes.by = {LimitBy::Program};
    auto burst = requestLimit("burst", 60);
    burst.per = LimitWindow{gateway::CalendarUnit::Minute};
    auto night = requestLimit("night", 500);
    night.enabled = false;
    auto input = tokenLimit("fast-input", 60'000);
    input.count.which = "input";
    auto trial = costLimit("trial", 0.1);
    trial.onExceeded.to = "ollama/qwen3";
    setLimits(gateway.m_settings, {costLimit("spend", 20), agents, tokens, lanes, burst, night});
    gateway.m_settings.routes.front().policies.limits = std::vector{input};
    gateway.m_settings.consumers.push_back({"open-webui", true, {}, {}, {}});
    gateway.m_settings.consumers.back().policies.limits = std::vector{trial};
    gateway.limitTime = now;
    gateway.enforceLimits();
    const auto midnight = gateway::WallTime(gateway::calendarSpan(gateway::CalendarUnit::Day, std::chrono::floor<std::chrono::seconds>(now)).to);
    gateway.setUsed("spend", "", 342 * kYuan / 100, 61 * kYuan / 100, midnight);
    gateway.setUsed("trial", "", kYuan / 10, 0, midnight);
    for (int i = 0; i < 13; ++i) gateway.setUsed("agents", "session-" + std::to_string(i), kYuan / 5, 0, now + 3h);
    gateway.setUsed("agents", "7f3a", 129 * kYuan / 100, 0, now + 70min);
    for (const char* consumer : {"ide", "ci", "zed", "continue"}) gateway.setUsed("tokens", consumer, 4200, 0, now + 20min);
    gateway.setUsed("tokens", "cursor", 84'300, 8'100, now + 7min);
    gateway.setUsed("lanes", "Cursor", 0, 1);
    gateway.setUsed("lanes", "claude", 0, 1);
    gateway.setUsed("burst", "", 4, 0, now + 5s);
    gateway.setUsed("fast-input", "", 9'400, 0, now + 19min);
    gateway.limitReport("trial").redirected = 6;
    Q_EMIT gateway.settingsChanged();
}

void showPolicies(shell::MainWindow& window, QSize size)
{
    window.resize(size);
    window.showPage(QStringLiteral("policies"));
    window.show();
    settleEvents();
}

/// Shown again, so that the rows are in order.
void awaitUse(shell::MainWindow& window)
{
    auto& list = control<QTableView>(*window.page(QStringLiteral("policies")), "limitsList");
    const auto isKnown = [&] { return list.model()->index(0, models::LimitListModel::Used).data(models::ProgressRole).isValid(); };
    REQUIRE(QTest::qWaitFor(isKnown, 20'000));
    list.sortByColumn(models::LimitListModel::Name, Qt::AscendingOrder);
    list.sortByColumn(models::LimitListModel::Used, Qt::DescendingOrder);
    settleEvents();
}

} // namespace

TEST_CASE("pictures of the policies")
{
    struct Row {
        const char* name;
        look::Scheme scheme;
        const char* language;
        QSize size;
        bool isEmpty = false;
    };
    const auto row = GENERATE(values<Row>({
        {"policies-limits-light", look::Scheme::Light, "en", {1280, 800}},
        {"policies-limits-dark", look::Scheme::Dark, "en", {1280, 800}},
        {"policies-limits-zh-light", look::Scheme::Light, "zh_CN", {1280, 800}},
        {"policies-limits-zh-dark", look::Scheme::Dark, "zh_CN", {1280, 800}},
        {"policies-limits-narrow", look::Scheme::Light, "en", {720, 560}},
        {"policies-empty-light", look::Scheme::Light, "en", {1280, 800}, true},
        {"policies-empty-zh-dark", look::Scheme::Dark, "zh_CN", {900, 600}, true},
    }));
    CAPTURE(row.name);
    const Setting setting(row.scheme, row.language);
    SampleDay day;
    if (!row.isEmpty) fillLimits(day);
    shell::MainWindow window({{day.model, day.gateway, day.clock}, {}, {}});
    showPolicies(window, row.size);
    if (!row.isEmpty) {
        awaitUse(window);
        window.showLimit(QStringLiteral("agents"));
    }
    settleEvents();
    keep(window, row.name);
}

TEST_CASE("pictures of the form of a limit")
{
    struct Row {
        const char* name;
        look::Scheme scheme;
        const char* language;
        const char* limit; ///< empty: a new one
    };
    const auto row = GENERATE(values<Row>({
        {"limit-edit-light", look::Scheme::Light, "en", "agents"},
        {"limit-edit-dark", look::Scheme::Dark, "en", "tokens"},
        {"limit-edit-zh-dark", look::Scheme::Dark, "zh_CN", "agents"},
        {"limit-edit-zh-light", look::Scheme::Light, "zh_CN", "lanes"},
        {"limit-new-light", look::Scheme::Light, "en", ""},
    }));
    CAPTURE(row.name);
    const Setting setting(row.scheme, row.language);
    const QTemporaryDir folder;
    SampleDay day;
    fillLimits(day);
    day.gateway.ledgerFile = folder.filePath(QStringLiteral("ledger.sqlite"));
    SampleLedger::write(day.gateway.ledgerFile, SampleLedger::requests(day.clock.wallNow(), 7));
    pages::LimitDialog dialog(day.gateway, day.clock, QString::fromLatin1(row.limit), costLimit("spend", 5));
    dialog.open();
    REQUIRE(QTest::qWaitFor([&] { return dialog.preview().state() == models::LimitPreview::State::Known; }, 20'000));
    settleEvents();
    keep(dialog, row.name);
}

TEST_CASE("pictures of the help about policies", "[.write-help]")
{
    const auto* const language = GENERATE("en", "zh_CN");
    const Setting setting(look::Scheme::Light, language);
    SampleDay day;
    fillLimits(day);
    shell::MainWindow window({{day.model, day.gateway, day.clock}, {}, {}});
    showPolicies(window, {900, 560});
    awaitUse(window);
    CHECK(keepForHelp(window, QStringLiteral(SIGNALBOX_HELP "/%1/policies.png").arg(QLatin1String(language))));
}
