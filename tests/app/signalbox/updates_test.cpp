#include "app/signalbox/notices/notices.h"
#include "app/signalbox/tray/tray_menu.h"
#include "app/signalbox/tray/tray_text.h"

#include "catch.h"
#include "controls.h"
#include "fake_notifier.h"
#include "sample_day.h"
#include "test_language.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using app::NoticeRules;
using gateway::host::UpdateFinding;
using gateway::host::UpdateWatch;
using Kind = UpdateFinding::Kind;

namespace {

UpdateFinding found(Kind kind, const std::string& version = "0.2.0") { return {kind, "signalbox", version}; }

/// Checks with the fake gateway by hand and waits for the result.
void lookByHand(FakeGateway& gateway, const UpdateFinding& finding)
{
    gateway.nextUpdate = finding;
    gateway.updateWatch.look();
    REQUIRE(QTest::qWaitFor([&] { return !gateway.updateWatch.isLooking(); }, 20000));
}

/// The same as an automatic check.
void lookByItself(FakeGateway& gateway, const UpdateFinding& finding)
{
    gateway.nextUpdate = finding;
    QSignalSpy changes(&gateway.updateWatch, &UpdateWatch::changed);
    gateway.updateWatch.setDaily(true);
    REQUIRE(QTest::qWaitFor([&] { return changes.size() >= 2; }, 20000));
    gateway.updateWatch.setDaily(false);
    REQUIRE(QTest::qWaitFor([&] { return !gateway.updateWatch.isLooking(); }, 20000));
}

} // namespace

TEST_CASE("reports a newer version once and its installation, too")
{
    NoticeRules rules;
    const auto step = [&](const UpdateFinding& finding) { return told(rules.update(finding, false)); };
    CHECK(step({}).empty());
    CHECK(step(found(Kind::NotPackaged)).empty());
    CHECK(step(found(Kind::Current, "0.1.0")).empty());
    const auto steps = rules.update(found(Kind::Available), false);
    CHECK(told(steps) == "+update/ ");
    CHECK(steps.front().notice.text == QStringLiteral("Version 0.2.0 is available"));
    CHECK(steps.front().notice.page == QStringLiteral("about"));
    CHECK(steps.front().notice.actions.size() == 2); // show and mute
    CHECK(step(found(Kind::Available)).empty());
    CHECK(step(found(Kind::Failed)).empty()); // the state is unknown
    CHECK(step(found(Kind::Available, "0.3.0")) == "+update/ ");
    CHECK(step(found(Kind::Installed, "0.3.0")) == "+update/ ");
    CHECK(step(found(Kind::Installed, "0.3.0")).empty());
    CHECK(step(found(Kind::Current, "0.3.0")) == "-update/ ");
    CHECK(step(found(Kind::Current, "0.3.0")).empty());
}

TEST_CASE("reports a muted or quiet version later but not one that was checked by hand")
{
    NoticeRules rules;
    rules.setMuted({"update"});
    CHECK(rules.update(found(Kind::Available), false).empty());
    rules.setMuted({});
    rules.setQuiet(true);
    CHECK(rules.update(found(Kind::Available), false).empty());
    rules.setQuiet(false);
    CHECK(told(rules.update(found(Kind::Available), false)) == "+update/ ");
    CHECK(told(rules.update(found(Kind::Available, "0.3.0"), true)) == "-update/ ");
    CHECK(rules.update(found(Kind::Available, "0.3.0"), false).empty());
}

TEST_CASE("does not repeat a version of an earlier run or of a manual check")
{
    const Language language("en");
    const QTemporaryDir folder;
    const QString memory = folder.filePath(QStringLiteral("window.ini"));
    const auto shownIn = [&](const std::vector<UpdateFinding>& findings, bool isByHand) {
        SampleDay day;
        auto made = std::make_unique<FakeNotifier>();
        const FakeNotifier& notifier = *made;
        app::Notices notices(day.model, day.gateway, day.clock, std::move(made));
        notices.rememberIn(memory);
        const std::size_t before = notifier.shown.size();
        for (const UpdateFinding& finding : findings)
            isByHand ? lookByHand(day.gateway, finding) : lookByItself(day.gateway, finding);
        return notifier.shown.size() - before;
    };
    CHECK(shownIn({found(Kind::Available), found(Kind::Available)}, false) == 1);
    CHECK(shownIn({found(Kind::Available)}, false) == 0);
    CHECK(shownIn({found(Kind::Available, "0.3.0")}, true) == 0);
    CHECK(shownIn({found(Kind::Available, "0.3.0")}, false) == 0); // it was seen
    CHECK(shownIn({found(Kind::Installed, "0.3.0")}, false) == 1);
}

TEST_CASE("the tray menu checks for updates and opens the result")
{
    const Language language("en");
    SampleDay day;
    app::TrayMenu menu(day.model, day.gateway, day.clock);
    QSignalSpy pages(&menu, &app::TrayMenu::pageRequested);
    QSignalSpy looks(&day.gateway.updateWatch, &UpdateWatch::changed);
    const auto entry = [&](const char* text) {
        const auto actions = menu.actions();
        const auto at = std::ranges::find(actions, QString::fromUtf8(text), &QAction::text);
        return at == actions.end() ? nullptr : *at;
    };
    day.gateway.nextUpdate = found(Kind::Available);
    REQUIRE(entry("Check for updates…"));
    entry("Check for updates…")->trigger();
    CHECK(pages.takeFirst().first().toString() == QStringLiteral("about"));
    REQUIRE(QTest::qWaitFor([&] { return entry("Version 0.2.0 is available") != nullptr; }, 20000));
    CHECK_FALSE(entry("Check for updates…"));
    looks.clear();
    entry("Version 0.2.0 is available")->trigger();
    CHECK(pages.takeFirst().first().toString() == QStringLiteral("about"));
    CHECK(looks.isEmpty());
    lookByHand(day.gateway, found(Kind::Installed));
    CHECK(entry("Version 0.2.0 is installed; restart to use it"));
}

TEST_CASE("the tooltip ends with a newer version")
{
    const Language language("en");
    SampleDay day;
    const QString tip = app::toolTip(day.model, QStringLiteral("Version 0.2.0 is available"));
    CHECK(tip.size() <= 127);
    CHECK(tip.startsWith(app::toolTip(day.model).left(60)));
    day.endRequests();
    CHECK(app::toolTip(day.model, QStringLiteral("N")).endsWith(QStringLiteral("\nN")));
}

TEST_CASE("a newer version is an event once")
{
    const Language language("en");
    SampleDay day;
    const auto& events = *day.model.events();
    const auto before = events.events().size();
    lookByHand(day.gateway, found(Kind::Current, "0.1.0"));
    CHECK(events.events().size() == before);
    lookByHand(day.gateway, found(Kind::Available));
    lookByHand(day.gateway, found(Kind::Available));
    REQUIRE(events.events().size() == before + 1);
    CHECK(events.text(events.events().front()) == QStringLiteral("Version 0.2.0 is available"));
    CHECK(ui::models::EventModel::statusName(events.events().front()) == QStringLiteral("idle"));
    CHECK(events.events().front().count == 1);
    lookByHand(day.gateway, found(Kind::Installed));
    CHECK(events.events().front().kind == ui::models::Event::Kind::UpdateInstalled);
}
