#include "app/signalbox/notices/notice_bundles.h"

#include "app/signalbox/notices/notices.h"

#include "catch.h"
#include "fake_gateway.h"
#include "fake_notifier.h"
#include "manual_clock.h"

#include "ui/shell/appearance/language.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace std::chrono_literals;
using app::Notice;
using app::NoticeBundles;
using app::NoticeSort;
using app::NoticeStep;
using gateway::host::KeyHealth;
using ui::models::Event;

namespace {

NoticeStep stepOf(NoticeSort sort, const QString& provider, bool isOver = false)
{
    Notice notice;
    notice.kind = sort == NoticeSort::Fallback ? QStringLiteral("fallback") : sort == NoticeSort::Rest ? QStringLiteral("rest") : QStringLiteral("key");
    notice.sort = sort;
    notice.subject = provider;
    notice.isOver = isOver;
    notice.event.emplace();
    for (const char* action : {"show", "try", "mute"})
        notice.actions.push_back({QString::fromLatin1(action), {}});
    return {notice, false};
}

/// Notices created by hand as a desktop would receive them.
struct Bundling {
    NoticeBundles bundles;
    gateway::TimePoint now{1000h};

    std::vector<NoticeStep> all(NoticeSort sort, const QStringList& providers, bool isOver = false)
    {
        for (const QString& provider : providers)
            CHECK(bundles.take({stepOf(sort, provider, isOver)}).empty());
        return bundles.release(now);
    }
    std::string begin(const QStringList& providers, NoticeSort sort = NoticeSort::Rest) { return told(all(sort, providers)); }
    std::string end(const QStringList& providers) { return told(all(NoticeSort::Rest, providers, true)); }
    std::string retract(const QString& provider, NoticeSort sort = NoticeSort::Rest)
    {
        NoticeStep step = stepOf(sort, provider);
        step.isRetraction = true;
        return told(bundles.take({step}));
    }
};

QStringList providers(int count)
{
    QStringList ids;
    for (int i = 0; i < count; ++i)
        ids << QStringLiteral("p%1").arg(i);
    return ids;
}

} // namespace

TEST_CASE("shows up to three notices of a kind separately and more as one with their number")
{
    struct Row {
        NoticeSort sort;
        const char* matter;
        const char* page;
        const char* english;
        const char* chinese;
        bool hasTry;
    };
    const auto row = GENERATE(values<Row>({
        {NoticeSort::KeyRejected, "key/ many", "providers", "The keys of 25 providers are rejected", "25 个供应商的密钥被拒绝", true},
        {NoticeSort::KeyUnusable, "key/ unusable", "providers", "The keys of 25 providers cannot be used", "25 个供应商的密钥无法使用", true},
        {NoticeSort::Fallback, "fallback/ many", "routes", "Fallbacks are in use for 25 providers", "25 个供应商正由备用代替", true},
        {NoticeSort::Rest, "rest/ many", "providers", "25 providers are cooling down after failures", "25 个供应商因失败进入冷却", false},
    }));
    CAPTURE(row.matter);
    ui::shell::Language language(*qApp);
    language.setChoice(QStringLiteral("en"));
    const auto apart = Bundling().all(row.sort, providers(3));
    CHECK(apart.size() == 3);
    for (const NoticeStep& step : apart)
        CHECK((!step.isRetraction && step.notice.event));
    const auto steps = Bundling().all(row.sort, providers(25));
    REQUIRE(std::ranges::count(steps, false, &NoticeStep::isRetraction) == 1);
    REQUIRE_FALSE(steps.back().isRetraction);
    Notice notice = steps.back().notice;
    CHECK(notice.matter() == QLatin1String(row.matter));
    CHECK(notice.page == QLatin1String(row.page));
    CHECK_FALSE(notice.event);
    CHECK(notice.title == QString::fromUtf8(row.english));
    CHECK_FALSE(notice.text.isEmpty());
    CHECK(notice.actions.size() == (row.hasTry ? 3U : 2U));
    language.setChoice(QStringLiteral("zh_CN"));
    notice.say(notice);
    CHECK(notice.title == QString::fromUtf8(row.chinese));
    language.setChoice(QStringLiteral("en"));
}

TEST_CASE("shows a notice without a kind at once and drops one that is withdrawn while waiting")
{
    Bundling world;
    CHECK(told(world.bundles.take({stepOf(NoticeSort::Alone, QStringLiteral("p0"))})) == "+key/p0 ");
    CHECK_FALSE(world.bundles.isWaiting());
    CHECK(world.bundles.take({stepOf(NoticeSort::Rest, QStringLiteral("p0"))}).empty());
    CHECK(world.bundles.isWaiting());
    CHECK(world.retract(QStringLiteral("p0")) == "-rest/p0 ");
    CHECK_FALSE(world.bundles.isWaiting());
    CHECK(world.bundles.release(world.now).empty());
}

TEST_CASE("shows only the latest notice of a provider")
{
    Bundling world;
    for (const bool isOver : {false, true})
        CHECK(world.bundles.take({stepOf(NoticeSort::Rest, QStringLiteral("p0"), isOver)}).empty());
    const auto steps = world.bundles.release(world.now);
    REQUIRE(told(steps) == "+rest/p0 ");
    CHECK(steps.front().notice.isOver);
}

TEST_CASE("merges notices that arrive within a minute after the first three")
{
    Bundling world;
    CHECK(world.begin({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}) == "+rest/a +rest/b +rest/c ");
    SECTION("within a minute")
    {
        world.now += 59s;
        CHECK(world.begin({QStringLiteral("d")}) == "-rest/a -rest/b -rest/c -rest/d +rest/ many ");
        world.now += 59s; // later ones join it
        const auto joined = world.all(NoticeSort::Rest, {QStringLiteral("e")});
        CHECK(told(joined) == "-rest/e +rest/ many ");
        CHECK(joined.back().notice.title.contains(QLatin1Char('5')));
        world.now += 60s;
        CHECK(world.begin({QStringLiteral("f")}) == "+rest/f ");
    }
    SECTION("of another kind")
    {
        CHECK(world.begin({QStringLiteral("d")}, NoticeSort::KeyRejected) == "+key/d ");
    }
    SECTION("later")
    {
        world.now += 60s;
        CHECK(world.begin({QStringLiteral("d")}) == "+rest/d ");
    }
    SECTION("one was withdrawn")
    {
        CHECK(world.retract(QStringLiteral("b")) == "-rest/b ");
        CHECK(world.begin({QStringLiteral("d")}) == "+rest/d ");
    }
}

TEST_CASE("withdraws a merged notice with the last of its parts")
{
    Bundling world;
    const auto sort = GENERATE(NoticeSort::Rest, NoticeSort::KeyRejected, NoticeSort::KeyUnusable);
    const std::string kind = sort == NoticeSort::Rest ? "rest" : "key";
    world.begin(providers(4), sort);
    for (const char* each : {"p0", "p1", "p2"})
        CHECK(world.retract(QString::fromLatin1(each), sort) == "-" + kind + '/' + each + ' ');
    CHECK(world.retract(QStringLiteral("p3"), sort) == "-" + kind + (sort == NoticeSort::KeyUnusable ? "/ unusable -" : "/ many -") + kind + "/p3 ");
}

TEST_CASE("removes a provider with a new notice about its key from the merged one")
{
    Bundling world;
    world.begin(providers(4), NoticeSort::KeyUnusable);
    world.now += 2min;
    CHECK(world.begin({QStringLiteral("p0"), QStringLiteral("p1"), QStringLiteral("p2")}, NoticeSort::KeyRejected) == "+key/p0 +key/p1 +key/p2 ");
    CHECK(world.retract(QStringLiteral("p3"), NoticeSort::KeyUnusable) == "-key/ unusable -key/p3 ");
}

TEST_CASE("merges the ends of merged notices after the last one")
{
    Bundling world;
    world.begin(providers(4));
    CHECK(world.end({QStringLiteral("p0"), QStringLiteral("p1")}).empty());
    world.now += 5min;
    CHECK(world.end({QStringLiteral("p2")}).empty());
    const auto steps = world.all(NoticeSort::Rest, {QStringLiteral("p3")}, true);
    CHECK(told(steps) == "-rest/ many +rest/ over ");
    CHECK(steps.back().notice.isOver);
    CHECK(steps.back().notice.title.contains(QLatin1Char('4')));
    SECTION("until it is outdated")
    {
        CHECK(world.begin({QStringLiteral("p2")}) == "-rest/ over +rest/p2 ");
        CHECK(world.end({QStringLiteral("p2")}) == "+rest/p2 ");
    }
    SECTION("until an end is withdrawn")
    {
        CHECK(world.retract(QStringLiteral("p1")) == "-rest/ over -rest/p1 ");
    }
}

TEST_CASE("merges many simultaneous ends of separate notices")
{
    Bundling world;
    for (const QString& each : providers(5)) {
        world.begin({each});
        world.now += 1min;
    }
    CHECK(world.end({QStringLiteral("p4")}) == "+rest/p4 ");
    CHECK(world.end({QStringLiteral("p0"), QStringLiteral("p1"), QStringLiteral("p2"), QStringLiteral("p3")})
        == "-rest/p0 -rest/p1 -rest/p2 -rest/p3 +rest/ over ");
}

TEST_CASE("a keychain that loses the keys of many providers is one notice that opens Providers")
{
    FakeFor<app::Notices::Access> gateway;
    ManualClock clock;
    for (const QString& each : providers(25))
        gateway.addProvider("deepseek", each.toStdString());
    gateway.setRunning();
    ui::models::GatewayModel model(clock);
    model.attach(gateway);
    auto made = std::make_unique<FakeNotifier>();
    FakeNotifier& notifier = *made;
    app::Notices notices(model, gateway, clock, std::move(made));
    for (const QString& each : providers(25))
        gateway.setKeyHealth(each.toStdString(), KeyHealth::Missing);
    CHECK(notifier.shown.empty());
    REQUIRE(QTest::qWaitFor([&] { return !notifier.shown.empty(); }));
    REQUIRE(notifier.shown.size() == 1);
    const Notice notice = notifier.shown.front();
    CHECK(notice.title.contains(QStringLiteral("25")));
    QSignalSpy shows(&notices, &app::Notices::showRequested);
    const int before = gateway.refreshes;
    Q_EMIT notifier.chosen(notice, QStringLiteral("show"));
    REQUIRE(shows.size() == 1);
    CHECK(shows.front().front().value<Notice>().page == QStringLiteral("providers"));
    Q_EMIT notifier.chosen(notice, QStringLiteral("try"));
    CHECK(gateway.refreshes == before + 1);
    notifier.retracted.clear();
    for (const QString& each : providers(25))
        gateway.setKeyHealth(each.toStdString(), KeyHealth::Ready);
    CHECK(std::ranges::count(notifier.retracted, QStringLiteral("key/ unusable")) == 1);
    CHECK(notifier.shown.size() == 1);
}
