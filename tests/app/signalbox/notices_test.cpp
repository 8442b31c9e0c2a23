#include "app/signalbox/notices/notices.h"

#include "catch.h"
#include "fake_gateway.h"
#include "fake_notifier.h"
#include "manual_clock.h"
#include "sample_day.h"
#include "sample_ledger.h"
#include "test_language.h"

#include "ui/models/formatter.h"

#include <QDateTime>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace std::chrono_literals;
using app::Notice;
using app::NoticeRules;
using app::NoticeStep;
using gateway::host::KeyHealth;
using ui::models::Event;

namespace {

Event eventOf(Event::Kind kind, const std::string& subject = "deepseek", KeyHealth health = KeyHealth::Ready)
{
    Event event;
    event.kind = kind;
    event.subject = subject;
    event.health = health;
    event.reason = gateway::asIs("why");
    event.name = "fast";
    return event;
}

QString nameOf(const std::string& id) { return QString::fromStdString(id); }

std::vector<gateway::providers::KeyMeter> meterWith(std::int64_t remaining)
{
    gateway::providers::KeyMeter meter;
    meter.provider = "deepseek";
    meter.key = "main";
    meter.quotas.push_back({"week", 100, remaining, {}});
    return {meter};
}

NoticeRules::TextOf saying(const char* text)
{
    return [text](const Event&) { return QString::fromLatin1(text); };
}

} // namespace

TEST_CASE("shows notices for the right events")
{
    struct Row {
        Event event;
        const char* told;
    };
    const auto row = GENERATE(values<Row>({
        {eventOf(Event::Kind::Fallback), "+fallback/deepseek "},
        {eventOf(Event::Kind::FirstChoiceAgain), "-fallback/deepseek "},
        {eventOf(Event::Kind::Rest), "+rest/deepseek "},
        {eventOf(Event::Kind::RestOver), "-rest/deepseek "},
        {eventOf(Event::Kind::KeyRejected), "+key/deepseek "},
        {eventOf(Event::Kind::KeyProblem, "deepseek", KeyHealth::Locked), "+key/ "},
        {eventOf(Event::Kind::KeyProblem, "deepseek", KeyHealth::Missing), "+key/deepseek "},
        {eventOf(Event::Kind::KeyReady), "-key/deepseek -key/ "},
        {eventOf(Event::Kind::PortTaken, ""), "+gateway/ "},
        {eventOf(Event::Kind::BadFile, ""), "+gateway/ "},
        {eventOf(Event::Kind::HttpsProblem, ""), "+gateway/ https "},
        {eventOf(Event::Kind::Hung, ""), "+gateway/ hang "},
        {eventOf(Event::Kind::AnswersAgain, ""), "-gateway/ hang "},
        {eventOf(Event::Kind::ListensAgain, ""), ""}, {eventOf(Event::Kind::HttpsAgain, ""), ""},
        {eventOf(Event::Kind::Failed), ""},
        {eventOf(Event::Kind::NewClient), ""},
    }));
    NoticeRules rules;
    CHECK(told(rules.event(row.event, saying("text"), {})) == row.told);
}

TEST_CASE("limits notices to one per provider in ten minutes")
{
    NoticeRules rules;
    const gateway::TimePoint start{};
    const auto at = [&](std::chrono::minutes after, const Event& event) { return told(rules.event(event, saying("text"), start + after)); };
    CHECK(at(0min, eventOf(Event::Kind::Fallback)) == "+fallback/deepseek ");
    CHECK(at(1min, eventOf(Event::Kind::KeyRejected)).empty());
    CHECK(at(1min, eventOf(Event::Kind::Fallback, "qwen")) == "+fallback/qwen ");
    CHECK(at(1min, eventOf(Event::Kind::PortTaken, "")) == "+gateway/ ");
    CHECK(at(2min, eventOf(Event::Kind::PortTaken, "")).empty());
    CHECK(at(9min, eventOf(Event::Kind::Fallback)).empty());
    CHECK(at(10min, eventOf(Event::Kind::Fallback)) == "+fallback/deepseek ");
}

TEST_CASE("reports a hanging gateway each time even in quiet hours")
{
    NoticeRules rules;
    rules.setQuiet(true);
    const auto step = [&](Event::Kind kind, std::chrono::minutes at) { return rules.event(eventOf(kind, ""), saying("text"), gateway::TimePoint{} + at); };
    const auto first = step(Event::Kind::Hung, 0min);
    REQUIRE(told(first) == "+gateway/ hang ");
    CHECK(first.front().notice.isUrgent);
    CHECK(first.front().notice.title == QStringLiteral("text"));
    REQUIRE(first.front().notice.event);
    CHECK(first.front().notice.event->kind == Event::Kind::Hung);
    CHECK(told(step(Event::Kind::AnswersAgain, 1min)) == "-gateway/ hang ");
    CHECK(told(step(Event::Kind::Hung, 2min)) == "+gateway/ hang ");
}

TEST_CASE("reports unserved HTTPS with each reason beside a port problem")
{
    NoticeRules rules;
    CHECK(told(rules.event(eventOf(Event::Kind::PortTaken, ""), saying("text"), {})) == "+gateway/ ");
    const auto steps = rules.event(eventOf(Event::Kind::HttpsProblem, ""), saying("text"), {});
    REQUIRE(told(steps) == "+gateway/ https "); // replaces no other notice
    CHECK(steps.front().notice.title == QStringLiteral("text"));
    CHECK(steps.front().notice.text == QStringLiteral("why"));
    REQUIRE(steps.front().notice.event);
    CHECK(steps.front().notice.event->kind == Event::Kind::HttpsProblem);
    CHECK(rules.event(eventOf(Event::Kind::HttpsProblem, ""), saying("text"), {}).empty());
    auto other = eventOf(Event::Kind::HttpsProblem, "");
    other.reason = gateway::asIs("why else");
    CHECK(told(rules.event(other, saying("text"), {})) == "+gateway/ https ");
}

TEST_CASE("withdraws a notice about port, file or HTTPS when solved and repeats it when it recurs")
{
    NoticeRules rules;
    const auto port = eventOf(Event::Kind::PortTaken, "");
    const auto https = eventOf(Event::Kind::HttpsProblem, "");
    gateway::host::Status status;
    CHECK(rules.status(status).empty());
    CHECK(told(rules.event(port, saying("text"), {})) == "+gateway/ ");
    CHECK(told(rules.event(https, saying("text"), {})) == "+gateway/ https ");
    CHECK(told(rules.event(eventOf(Event::Kind::KeyProblem, "deepseek", KeyHealth::Locked), saying("text"), {})) == "+key/ ");
    status.problem = gateway::Error{};
    status.httpsProblem = gateway::Error{};
    CHECK(rules.status(status).empty());
    status.httpsProblem.reset();
    CHECK(told(rules.status(status)) == "-gateway/ https ");
    status.problem.reset();
    CHECK(told(rules.status(status)) == "-gateway/ ");
    CHECK(rules.status(status).empty());
    CHECK(told(rules.event(port, saying("text"), {})) == "+gateway/ ");
    CHECK(told(rules.event(https, saying("text"), {})) == "+gateway/ https ");
}

TEST_CASE("reports a locked keychain once instead of per provider")
{
    NoticeRules rules;
    CHECK(told(rules.event(eventOf(Event::Kind::KeyProblem, "deepseek", KeyHealth::Locked), saying("one"), {})) == "+key/ ");
    CHECK(rules.event(eventOf(Event::Kind::KeyProblem, "qwen", KeyHealth::Locked), saying("two"), {}).empty());
}

TEST_CASE("a muted kind does not delay others")
{
    NoticeRules rules;
    rules.setMuted({"fallback"});
    CHECK(rules.event(eventOf(Event::Kind::Fallback), saying("text"), {}).empty());
    CHECK(told(rules.event(eventOf(Event::Kind::KeyRejected), saying("text"), {})) == "+key/deepseek ");
}

TEST_CASE("the end of a fallback or cooldown replaces its beginning")
{
    struct Row {
        Event::Kind begins;
        Event::Kind ends;
        const char* matter;
    };
    const auto row = GENERATE(values<Row>({
        {Event::Kind::Fallback, Event::Kind::FirstChoiceAgain, "fallback/deepseek "},
        {Event::Kind::Rest, Event::Kind::RestOver, "rest/deepseek "},
    }));
    NoticeRules rules;
    const auto step = [&](Event::Kind kind, std::chrono::minutes at) { return rules.event(eventOf(kind), saying("text"), gateway::TimePoint{} + at); };
    const std::string shown = std::string("+") + row.matter;
    const std::string taken = std::string("-") + row.matter;
    CHECK(told(step(row.ends, 0min)) == taken); // its beginning was not shown
    CHECK(told(step(row.begins, 0min)) == shown);
    const auto end = step(row.ends, 1min);
    REQUIRE(told(end) == shown);
    CHECK(end.front().notice.isOver);
    CHECK_FALSE(end.front().notice.title.isEmpty());
    CHECK(told(step(row.begins, 20min)) == shown);

    SECTION("a delayed beginning leaves no outdated end behind")
    {
        CHECK(told(step(row.ends, 21min)) == shown);
        CHECK(told(step(row.begins, 22min)) == taken);
        CHECK(step(row.begins, 23min).empty());
        CHECK(told(step(row.ends, 24min)) == taken); // its beginning was not shown
        CHECK(told(step(row.begins, 30min)) == shown); // the end caused no delay
    }
    SECTION("muted meanwhile")
    {
        rules.setMuted({"fallback", "rest"});
        CHECK(told(step(row.ends, 21min)) == taken);
    }
    SECTION("in quiet hours it is only withdrawn")
    {
        rules.setQuiet(true);
        CHECK(told(step(row.ends, 21min)) == taken);
        rules.setQuiet(false);
        CHECK(told(step(row.ends, 22min)) == taken);
    }
}

TEST_CASE("a fallback ends when no route is without that provider any more")
{
    NoticeRules rules;
    const auto step = [&](Event::Kind kind, const char* route, const std::string& provider, std::chrono::minutes at) {
        auto event = eventOf(kind, provider);
        event.name = route;
        return told(rules.event(event, saying("text"), gateway::TimePoint{} + at));
    };
    CHECK(step(Event::Kind::Fallback, "fast", "deepseek", 0min) == "+fallback/deepseek ");
    CHECK(step(Event::Kind::Fallback, "big", "deepseek", 1min).empty());
    CHECK(step(Event::Kind::FirstChoiceAgain, "fast", "qwen", 2min).empty()); // also a first choice that shares the load
    CHECK(step(Event::Kind::FirstChoiceAgain, "big", "qwen", 3min) == "+fallback/deepseek ");
}

TEST_CASE("a cooldown has its text and button and ends with the provider's last cooldown")
{
    NoticeRules rules;
    auto event = eventOf(Event::Kind::Rest);
    event.rest.emplace();
    event.rest->provider = "deepseek";
    event.rest->until = gateway::WallTime{std::chrono::hours(480000)};
    const auto begun = rules.event(event, saying("DeepSeek rests"), {});
    REQUIRE(begun.size() == 1);
    const Notice& notice = begun.front().notice;
    CHECK(notice.title == QStringLiteral("DeepSeek rests"));
    CHECK(notice.text.contains(ui::models::Formatter().time(ui::models::Formatter::local(event.rest->until))));
    REQUIRE(notice.actions.size() == 3);
    CHECK(notice.actions[1].id == QStringLiteral("try"));
    event.kind = Event::Kind::RestOver;
    event.isPartial = true;
    CHECK(rules.event(event, saying("text"), {}).empty());
    event.isPartial = false;
    CHECK(told(rules.event(event, saying("text"), {})) == "+rest/deepseek ");
}

TEST_CASE("reports each cooldown once like the event list and none of an earlier run")
{
    SampleDay day;
    auto made = std::make_unique<FakeNotifier>();
    FakeNotifier& notifier = *made;
    app::Notices notices(day.model, day.gateway, day.clock, std::move(made));
    gateway::routing::Rest old;
    old.provider = "qwen";
    old.since = day.clock.wallNow() - 48h;
    day.gateway.setRests({old});
    CHECK(notifier.shown.empty());
    gateway::routing::Rest rest;
    rest.provider = "deepseek";
    rest.since = day.clock.wallNow();
    day.gateway.setRests({old, rest});
    REQUIRE(QTest::qWaitFor([&] { return notifier.shown.size() == 1; }));
    CHECK(notifier.shown.back().title == day.model.events()->text(day.model.events()->events().front()));
    CHECK(notifier.shown.back().matter() == QStringLiteral("rest/deepseek"));
    day.gateway.setRests({old});
    REQUIRE(QTest::qWaitFor([&] { return notifier.shown.size() == 2; }));
    CHECK(notifier.shown.back().isOver);
    CHECK(notifier.shown.back().matter() == QStringLiteral("rest/deepseek"));
}

TEST_CASE("reports a restored quota immediately or later")
{
    NoticeRules rules;
    const auto step = [&](std::int64_t remaining, std::chrono::minutes at) { return told(rules.meters(meterWith(remaining), nameOf, gateway::TimePoint{} + at)); };
    const auto fallback = [&](std::chrono::minutes at) { return told(rules.event(eventOf(Event::Kind::Fallback), saying("text"), gateway::TimePoint{} + at)); };
    SECTION("at once if its exhaustion was reported")
    {
        CHECK(step(50, 0min).empty());
        CHECK(step(0, 1min) == "+quota/deepseek ");
        CHECK(step(100, 2min) == "-quota/deepseek +quota/deepseek ");
        CHECK(step(100, 30min).empty());
    }
    SECTION("otherwise at the provider's next turn")
    {
        CHECK(step(0, 0min).empty()); // as it was at the start
        CHECK(fallback(1min) == "+fallback/deepseek ");
        CHECK(step(100, 2min) == "-quota/deepseek ");
        CHECK(step(90, 10min).empty());
        CHECK(step(90, 11min) == "+quota/deepseek ");
        CHECK(step(90, 30min).empty());
    }
    SECTION("after the quiet hours")
    {
        CHECK(step(50, 0min).empty());
        CHECK(step(0, 1min) == "+quota/deepseek ");
        rules.setQuiet(true);
        CHECK(step(100, 2min) == "-quota/deepseek ");
        CHECK(step(100, 3min).empty());
        rules.setQuiet(false);
        CHECK(step(100, 4min) == "+quota/deepseek ");
        CHECK(step(100, 30min).empty());
    }
    SECTION("not once it is used again")
    {
        CHECK(step(0, 0min).empty());
        CHECK(fallback(1min) == "+fallback/deepseek ");
        CHECK(step(100, 2min) == "-quota/deepseek ");
        CHECK(step(20, 3min) == "+quota/deepseek ");
        CHECK(step(20, 30min).empty());
    }
    SECTION("never while muted")
    {
        CHECK(step(50, 0min).empty());
        CHECK(step(0, 1min) == "+quota/deepseek ");
        rules.setMuted({"quota"});
        CHECK(step(100, 2min) == "-quota/deepseek ");
        rules.setMuted({});
        CHECK(step(100, 30min).empty());
    }
}

TEST_CASE("reports a quota at 80, 95 and 100 percent and withdraws it when restored")
{
    NoticeRules rules;
    const auto step = [&](std::int64_t remaining, std::chrono::minutes at) { return told(rules.meters(meterWith(remaining), nameOf, gateway::TimePoint{} + at)); };
    CHECK(step(50, 0min).empty());
    CHECK(step(21, 10min).empty());
    CHECK(step(20, 20min) == "+quota/deepseek ");
    CHECK(step(10, 30min).empty());
    CHECK(step(5, 40min) == "+quota/deepseek ");
    CHECK(step(0, 50min) == "+quota/deepseek ");
    CHECK(step(100, 60min) == "-quota/deepseek +quota/deepseek "); // the user waits for it
    CHECK(step(20, 80min) == "+quota/deepseek ");
    CHECK(step(100, 100min) == "-quota/deepseek "); // the user does not wait
}

TEST_CASE("reports the levels of a plan window that was reported with answers")
{
    NoticeRules rules;
    const auto step = [&](double used, std::chrono::minutes at) {
        gateway::providers::KeyMeter meter;
        meter.provider = "claude";
        meter.key = "main";
        meter.windows = {{"5h", used}};
        return told(rules.meters({meter}, nameOf, gateway::TimePoint{} + at));
    };
    CHECK(step(50, 0min).empty());
    CHECK(step(79.9, 10min).empty());
    CHECK(step(80, 20min) == "+quota/claude ");
    CHECK(step(94, 40min).empty());
    CHECK(step(95, 60min) == "+quota/claude ");
    CHECK(step(95.5, 80min).empty()); // once
    CHECK(step(125, 100min) == "+quota/claude ");
}

TEST_CASE("reports a higher quota level despite a recent notice of the provider")
{
    NoticeRules rules;
    const auto step = [&](std::int64_t remaining, std::chrono::minutes at) { return told(rules.meters(meterWith(remaining), nameOf, gateway::TimePoint{} + at)); };
    CHECK(step(50, 0min).empty());
    CHECK(told(rules.event(eventOf(Event::Kind::Fallback), saying("text"), gateway::TimePoint{} + 1min)) == "+fallback/deepseek ");
    CHECK(step(20, 2min) == "+quota/deepseek ");
    CHECK(step(5, 3min) == "+quota/deepseek ");
    CHECK(step(0, 4min) == "+quota/deepseek ");
    CHECK(step(0, 5min).empty());
    CHECK(rules.event(eventOf(Event::Kind::Fallback), saying("text"), gateway::TimePoint{} + 12min).empty()); // the quota was reported recently
}

TEST_CASE("reports a delayed quota level when allowed")
{
    NoticeRules rules;
    const auto step = [&](std::int64_t remaining, std::chrono::minutes at) { return told(rules.meters(meterWith(remaining), nameOf, gateway::TimePoint{} + at)); };
    CHECK(step(50, 0min).empty());
    SECTION("in quiet hours")
    {
        rules.setQuiet(true);
        CHECK(step(0, 1min).empty());
        rules.setQuiet(false);
        CHECK(step(0, 2min) == "+quota/deepseek ");
        CHECK(step(0, 3min).empty());
    }
    SECTION("muted")
    {
        rules.setMuted({"quota"});
        CHECK(step(5, 1min).empty());
        rules.setMuted({});
        CHECK(step(5, 2min) == "+quota/deepseek ");
    }
    SECTION("restored before that")
    {
        rules.setQuiet(true);
        CHECK(step(0, 1min).empty());
        rules.setQuiet(false);
        CHECK(step(50, 2min).empty()); // nothing is shown that could be withdrawn
    }
    SECTION("reported a minute ago and restored meanwhile")
    {
        CHECK(step(20, 1min) == "+quota/deepseek ");
        CHECK(step(50, 2min) == "-quota/deepseek ");
        CHECK(step(20, 3min).empty());
        CHECK(step(20, 11min) == "+quota/deepseek ");
    }
    SECTION("beside a higher level of another quota that it would replace")
    {
        auto meters = meterWith(0);
        meters.front().quotas.push_back({"month", 100, 20, {}});
        const auto both = [&](std::chrono::minutes at) { return told(rules.meters(meters, nameOf, gateway::TimePoint{} + at)); };
        CHECK(both(1min) == "+quota/deepseek ");
        CHECK(both(2min).empty());
        CHECK(both(11min) == "+quota/deepseek ");
        CHECK(both(12min).empty());
    }
}

namespace {

/// A budget of the month until 30 November 2025.
gateway::usage::BudgetState budgetAt(int percent, const std::string& provider = {}, double amount = 20)
{
    using gateway::config::BudgetPeriod;
    gateway::usage::BudgetState state;
    state.budget = {BudgetPeriod::Month, amount, gateway::Currency::Cny, provider, {}};
    state.span = gateway::usage::budgetSpan(BudgetPeriod::Month, QDate(2025, 11, 20));
    state.limit = gateway::usage::limitOf(state.budget);
    state.spent = {gateway::Currency::Cny, state.limit.pico / 100 * percent};
    return state;
}

gateway::WallTime dayOf(int month, int day) { return gateway::WallTime{gateway::Milliseconds{QDateTime(QDate(2025, month, day), QTime(12, 0)).toMSecsSinceEpoch()}}; }

} // namespace

TEST_CASE("reports a budget at 80, 95 and 100 percent once per period")
{
    NoticeRules rules;
    const auto step = [&](int percent) { return told(rules.budgets({budgetAt(percent)}, nameOf, dayOf(11, 20))); };
    CHECK(step(79).empty());
    CHECK(step(80) == "+budget/month/CNY 20.00// ");
    CHECK(step(81).empty());
    CHECK(step(79).empty());
    CHECK(step(80).empty()); // the exchange rate was different for a while
    CHECK(step(96) == "+budget/month/CNY 20.00// ");
    CHECK(step(100) == "+budget/month/CNY 20.00// ");
    CHECK(step(150).empty());
    CHECK(told(rules.budgets({budgetAt(90, "deepseek")}, nameOf, dayOf(11, 20))) == "+budget/month/CNY 20.00/deepseek/ "); // another budget
    CHECK(told(rules.budgets({budgetAt(85, {}, 30)}, nameOf, dayOf(11, 20))) == "+budget/month/CNY 30.00// "); // of another amount
    CHECK(told(rules.budgets({budgetAt(100)}, nameOf, dayOf(12, 1))) == "-budget/month/CNY 20.00// -budget/month/CNY 20.00/deepseek/ -budget/month/CNY 30.00// "); // as it was
    auto next = budgetAt(100);
    next.span = gateway::usage::budgetSpan(next.budget.period, QDate(2025, 12, 1));
    CHECK(told(rules.budgets({next}, nameOf, dayOf(12, 1))) == "+budget/month/CNY 20.00// ");
}

TEST_CASE("reports only the highest of several budget levels")
{
    NoticeRules rules;
    auto steps = rules.budgets({budgetAt(97, "deepseek")}, nameOf, dayOf(11, 20));
    REQUIRE(steps.size() == 1);
    CHECK(steps[0].notice.title == QStringLiteral("This month, deepseek: 95% of the budget used"));
    CHECK(steps[0].notice.text == QStringLiteral("¥19.40 of ¥20.00; resets in 11 day(s)"));
    CHECK(steps[0].notice.page == QStringLiteral("usage"));
    steps = rules.budgets({budgetAt(120, "deepseek")}, nameOf, dayOf(11, 20));
    REQUIRE(steps.size() == 1);
    CHECK(steps[0].notice.title == QStringLiteral("This month, deepseek: the budget is used up"));
}

TEST_CASE("reports a muted or quiet budget later")
{
    NoticeRules rules;
    const auto step = [&] { return told(rules.budgets({budgetAt(85)}, nameOf, dayOf(11, 20))); };
    rules.setMuted({"budget"});
    CHECK(step().empty());
    rules.setMuted({});
    rules.setQuiet(true);
    CHECK(step().empty());
    rules.setQuiet(false);
    CHECK(step() == "+budget/month/CNY 20.00// ");
}

TEST_CASE("does not repeat budget notices of an earlier run")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("state.ini"));
    app::NotifiedBudgets first;
    for (int run = 0; run < 3; ++run) {
        NoticeRules rules;
        rules.setNotifiedBudgets(app::NoticeMemory(file).budgets());
        const auto steps = rules.budgets({budgetAt(run < 2 ? 85 : 96, "深度 a/b")}, nameOf, dayOf(11, 20));
        CHECK(steps.size() == (run == 1 ? 0U : 1U));
        app::NoticeMemory(file).setBudgets(rules.notifiedBudgets());
    }
    CHECK(app::NoticeMemory().budgets().empty());
}

TEST_CASE("reports a budget reached by requests and stores that")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("state.ini"));
    SampleDay day;
    day.gateway.ledgerFile = folder.filePath(QStringLiteral("ledger.sqlite"));
    SampleLedger::write(day.gateway.ledgerFile, SampleLedger::requests(day.clock.wallNow(), 1));
    for (int run = 0; run < 2; ++run) {
        auto made = std::make_unique<FakeNotifier>();
        FakeNotifier& notifier = *made;
        day.gateway.m_settings.usage.budgets = {};
        app::Notices notices(day.model, day.gateway, day.clock, std::move(made));
        notices.rememberIn(file);
        auto next = day.gateway.settings();
        next.usage.budgets = {{gateway::config::BudgetPeriod::Day, 0.01, gateway::Currency::Cny, "", ""}};
        if (run == 1) // not reported yet
            next.usage.budgets.push_back({gateway::config::BudgetPeriod::Day, 0.02, gateway::Currency::Cny, "deepseek", ""});
        day.gateway.change(next, [](const gateway::Result<void>&) {});
        REQUIRE(QTest::qWaitFor([&] { return !notifier.shown.empty(); }, 20'000));
        REQUIRE(notifier.shown.size() == 1);
        CHECK(notifier.shown.front().subject == (run == 0 ? QStringLiteral("day/CNY 0.01//") : QStringLiteral("day/CNY 0.02/deepseek/")));
        CHECK(app::NoticeMemory(file).budgets().size() == static_cast<std::size_t>(run) + 1);
    }
}

TEST_CASE("reports an expiring certificate once a day and withdraws it when replaced")
{
    NoticeRules rules;
    gateway::WallTime wall{std::chrono::hours(480000)};
    gateway::TimePoint now{std::chrono::hours(100)};
    const auto day = std::chrono::hours(24);
    CHECK(rules.certificate(std::nullopt, wall, now).empty());
    CHECK(rules.certificate(wall + 31 * day, wall, now).empty());
    const auto ends = wall + 29 * day;
    const auto first = rules.certificate(ends, wall, now);
    CHECK(told(first) == "+certificate/ ");
    CHECK(first.front().notice.page == QStringLiteral("doctor"));
    CHECK(rules.certificate(ends, wall + 1h, now + 1h).empty());
    CHECK(told(rules.certificate(ends, wall + day, now + day)) == "+certificate/ ");
    const auto over = rules.certificate(ends, wall + 30 * day, now + 30 * day);
    REQUIRE(over.size() == 1);
    CHECK(over.front().notice.title != first.front().notice.title);
    CHECK(told(rules.certificate(wall + 400 * day, wall + 30 * day, now + 30 * day)) == "-certificate/ ");
    rules.setMuted({"certificate"});
    CHECK(rules.certificate(ends, wall + 40 * day, now + 40 * day).empty());
}

TEST_CASE("shows only urgent notices in quiet hours")
{
    struct Row {
        const char* from;
        const char* to;
        QTime now;
        bool isQuiet;
    };
    const auto row = GENERATE(values<Row>({
        {"22:00", "07:00", QTime(21, 59), false},
        {"22:00", "07:00", QTime(22, 0), true},
        {"22:00", "07:00", QTime(0, 30), true},
        {"22:00", "07:00", QTime(6, 59), true},
        {"22:00", "07:00", QTime(7, 0), false},
        {"12:00", "14:00", QTime(13, 0), true},
        {"12:00", "14:00", QTime(14, 0), false},
        {"20:00", "24:00", QTime(23, 59), true},
        {"20:00", "24:00", QTime(0, 0), false},
    }));
    CAPTURE(row.from, row.to, row.now.toString().toStdString());
    CHECK(app::isQuiet(gateway::config::QuietHours{row.from, row.to}, row.now) == row.isQuiet);
    CHECK_FALSE(app::isQuiet(std::nullopt, row.now));
    NoticeRules rules;
    rules.setQuiet(row.isQuiet);
    const gateway::TimePoint now{std::chrono::hours(100)};
    CHECK(rules.event(eventOf(Event::Kind::Fallback), saying("text"), now).empty() == row.isQuiet);
    CHECK(rules.event(eventOf(Event::Kind::PortTaken), saying("text"), now).size() == 1);
}

TEST_CASE("names a locked encrypted file")
{
    NoticeRules rules;
    rules.setVaultLocked(true);
    const auto steps = rules.event(eventOf(Event::Kind::KeyProblem, "deepseek", KeyHealth::Locked), saying("text"), gateway::TimePoint{std::chrono::hours(100)});
    REQUIRE(steps.size() == 1);
    CHECK(steps.front().notice.title == QStringLiteral("The encrypted key file is locked"));
}

TEST_CASE("runs the action chosen on a notice")
{
    FakeFor<app::Notices::Access> gateway;
    ManualClock clock;
    gateway.addProvider("deepseek");
    gateway.setRunning();
    ui::models::GatewayModel model(clock);
    model.attach(gateway);
    auto made = std::make_unique<FakeNotifier>();
    FakeNotifier& notifier = *made;
    app::Notices notices(model, gateway, clock, std::move(made));
    gateway.setKeyHealth("deepseek", KeyHealth::Locked);
    REQUIRE(notifier.shown.size() == 1);
    const Notice notice = notifier.shown.front();
    CHECK(notice.title == QStringLiteral("The keychain is locked"));
    REQUIRE(notice.event);
    CHECK(notice.event->subject == "deepseek");
    QSignalSpy shows(&notices, &app::Notices::showRequested);
    const int before = gateway.refreshes;
    Q_EMIT notifier.chosen(notice, QStringLiteral("try"));
    CHECK(gateway.refreshes == before + 1);
    Q_EMIT notifier.chosen(notice, QStringLiteral("default"));
    CHECK(shows.size() == 1);
    Q_EMIT notifier.chosen(notice, QStringLiteral("mute"));
    REQUIRE(QTest::qWaitFor([&] { return gateway.settings().ui.muted == std::vector<std::string>{"key"}; }));
    gateway.setKeyHealth("deepseek", KeyHealth::Ready);
    CHECK(notifier.retracted == std::vector<QString>{QStringLiteral("key/deepseek"), QStringLiteral("key/")});
}

TEST_CASE("shows each percentage of a limit once and a higher one at once")
{
    SampleDay day;
    auto made = std::make_unique<FakeNotifier>();
    FakeNotifier& notifier = *made;
    app::Notices notices(day.model, day.gateway, day.clock, std::move(made));
    gateway::host::LimitNotice notice{"spend", "ci", gateway::asIs("consumer \"ci\""), 80, 85, false, day.clock.wallNow() + 1h};
    Q_EMIT day.gateway.limitNoticed(notice);
    REQUIRE(notifier.shown.size() == 1);
    CHECK(notifier.shown.back().matter() == QStringLiteral("limit/spend/ci"));
    CHECK(notifier.shown.back().title == QStringLiteral("Limit “spend”: 85% used"));
    CHECK(notifier.shown.back().text.startsWith(QStringLiteral("85% of it used by consumer \"ci\"; resets at ")));
    CHECK(ui::models::EventModel::statusName(day.model.events()->events().front()) == QStringLiteral("warn"));
    Q_EMIT day.gateway.limitNoticed(notice); // a window of a minute would tell it every minute
    CHECK(notifier.shown.size() == 1);
    notice.level = 100;
    notice.percent = 98;
    notice.isReached = true;
    Q_EMIT day.gateway.limitNoticed(notice);
    REQUIRE(notifier.shown.size() == 2);
    CHECK(notifier.shown.back().title == QStringLiteral("Limit “spend” is reached"));
    CHECK(ui::models::EventModel::statusName(day.model.events()->events().front()) == QStringLiteral("error"));
}

TEST_CASE("a muted percentage of a limit is not shown")
{
    NoticeRules rules;
    Event event = eventOf(Event::Kind::Limit, "spend");
    event.level = 80;
    rules.setMuted({"limit"});
    CHECK(rules.event(event, saying("text"), {}).empty());
    rules.setMuted({});
    CHECK(told(rules.event(event, saying("text"), {})) == "+limit/spend/ ");
}

TEST_CASE("a notification about a limit raises it for today or sends requests to the cheapest target")
{
    SampleDay day;
    auto made = std::make_unique<FakeNotifier>();
    FakeNotifier& notifier = *made;
    app::Notices notices(day.model, day.gateway, day.clock, std::move(made));
    gateway::config::LimitSettings limit;
    limit.name = "spend";
    limit.cost = 4;
    limit.per = gateway::config::LimitWindow{gateway::CalendarUnit::Day};
    auto& settings = day.gateway.m_settings;
    settings.policies.limits.emplace(std::vector{limit});
    gateway::config::RouteSettings route;
    route.id = "priced";
    for (const auto& [provider, rate] : {std::pair("deepseek", 1.0), std::pair("qwen", 2.0)}) {
        gateway::config::TargetSettings target;
        target.provider = provider;
        target.model = "m";
        route.targets.push_back(target);
        gateway::usage::Price price;
        price.terms.input = price.terms.output = rate;
        day.gateway.prices[{provider, "m"}] = price;
    }
    settings.routes.push_back(route);
    day.gateway.editing(); // changes from now on can be undone
    Q_EMIT day.gateway.limitNoticed({"spend", "", {}, 80, 85, false, day.clock.wallNow() + 1h});
    REQUIRE(notifier.shown.size() == 1);
    const Notice notice = notifier.shown.back();
    std::vector<std::string> labels;
    for (const auto& action : notice.actions)
        labels.push_back(action.label.toStdString());
    CHECK(labels == std::vector<std::string>{"Show", "Raise to $6.00 for today", "When reached, use deepseek/m", "Mute these notifications"});
    const auto configured = [&] { return (*day.gateway.settings().policies.limits)->front(); };
    Q_EMIT notifier.chosen(notice, QStringLiteral("raise"));
    REQUIRE(QTest::qWaitFor([&] { return configured().raise.has_value(); }));
    CHECK(configured().raise->to == 6);
    Q_EMIT notifier.chosen(notice, QStringLiteral("redirect"));
    REQUIRE(QTest::qWaitFor([&] { return configured().onExceeded.to == "deepseek/m"; }));
    CHECK(configured().raise->to == 6);
    settings.policies.limits.reset();
    QSignalSpy shows(&notices, &app::Notices::showRequested);
    Q_EMIT notifier.chosen(notice, QStringLiteral("raise"));
    CHECK(shows.size() == 1); // it is gone
}

TEST_CASE("shows the winner of an experiment")
{
    const Language english("en");
    SampleDay day;
    auto made = std::make_unique<FakeNotifier>();
    FakeNotifier& notifier = *made;
    app::Notices notices(day.model, day.gateway, day.clock, std::move(made));
    const bool stops = GENERATE(false, true);
    Q_EMIT day.gateway.experimentDecided({"cheaper", "alias", 1, "deepseek/deepseek-chat", stops});
    REQUIRE(notifier.shown.size() == 1);
    const Notice& notice = notifier.shown.back();
    CHECK(notice.matter() == QStringLiteral("experiment/cheaper"));
    CHECK(notice.title == QStringLiteral("Experiment “cheaper” has a winner: deepseek/deepseek-chat"));
    CHECK(notice.text
        == (stops ? QStringLiteral("deepseek/deepseek-chat was shown to be better. It gets all requests of route “alias” from now on.")
                  : QStringLiteral("deepseek/deepseek-chat was shown to be better. Sessions are still divided between both.")));
    CHECK(ui::models::EventModel::statusName(day.model.events()->events().front()) == QStringLiteral("ok"));
}

TEST_CASE("shows that a conversation may be in a loop")
{
    const Language english("en");
    SampleDay day;
    auto made = std::make_unique<FakeNotifier>();
    FakeNotifier& notifier = *made;
    app::Notices notices(day.model, day.gateway, day.clock, std::move(made));
    Q_EMIT day.gateway.loopNoticed({"exchange1", "ci", 5});
    REQUIRE(notifier.shown.size() == 1);
    CHECK(notifier.shown.back().title == QStringLiteral("A conversation may be in a loop"));
    CHECK(notifier.shown.back().text == QStringLiteral("A conversation of “ci” repeats itself: the same tool call 5 times in a row"));
    CHECK(notifier.shown.back().kind == QStringLiteral("limit"));
}
