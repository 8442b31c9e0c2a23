#include "app/signalbox/notices/notices.h"

#include "catch.h"
#include "fake_gateway.h"
#include "manual_clock.h"

#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;
using app::Notice;
using app::NoticeRules;
using app::NoticeStep;
using gateway::host::KeyHealth;
using ui::models::Event;

namespace {

class FakeNotifier final : public app::Notifier {
public:
    void show(const Notice& notice) override { shown.push_back(notice); }
    void retract(const QString& matter) override { retracted.push_back(matter); }
    std::vector<Notice> shown;
    std::vector<QString> retracted;
};

Event eventOf(Event::Kind kind, const std::string& subject = "deepseek", KeyHealth health = KeyHealth::Ready)
{
    Event event;
    event.kind = kind;
    event.subject = subject;
    event.health = health;
    event.reason = "why";
    return event;
}

std::string told(const std::vector<NoticeStep>& steps)
{
    std::string text;
    for (const NoticeStep& step : steps)
        text += (step.isRetraction ? "-" : "+") + step.notice.matter().toStdString() + ' ';
    return text;
}

QString nameOf(const std::string& id) { return QString::fromStdString(id); }

gateway::host::ProviderStatus resting(int count)
{
    gateway::host::ProviderStatus status;
    status.id = "deepseek";
    for (int i = 0; i < count; ++i) {
        gateway::routing::Rest rest;
        rest.provider = "deepseek";
        rest.key = "key" + std::to_string(i);
        rest.since = gateway::WallTime(std::chrono::seconds(i));
        status.rests.push_back(rest);
    }
    return status;
}

std::vector<gateway::providers::KeyMeter> meterWith(std::int64_t remaining)
{
    gateway::providers::KeyMeter meter;
    meter.provider = "deepseek";
    meter.key = "main";
    meter.quotas.push_back({"week", 100, remaining, {}});
    return {meter};
}

} // namespace

TEST_CASE("what of events is told")
{
    struct Row {
        Event event;
        const char* told;
    };
    const auto row = GENERATE(values<Row>({
        {eventOf(Event::Kind::Fallback), "+fallback/deepseek "},
        {eventOf(Event::Kind::FirstChoiceAgain), "-fallback/deepseek "},
        {eventOf(Event::Kind::KeyRejected), "+key/deepseek "},
        {eventOf(Event::Kind::KeyProblem, "deepseek", KeyHealth::Locked), "+key/ "},
        {eventOf(Event::Kind::KeyProblem, "deepseek", KeyHealth::Missing), "+key/deepseek "},
        {eventOf(Event::Kind::KeyReady), "-key/deepseek -key/ "},
        {eventOf(Event::Kind::PortTaken, ""), "+gateway/ "},
        {eventOf(Event::Kind::BadFile, ""), "+gateway/ "},
        {eventOf(Event::Kind::Failed), ""},
        {eventOf(Event::Kind::NewClient), ""},
    }));
    NoticeRules rules;
    CHECK(told(rules.event(row.event, QStringLiteral("text"), {})) == row.told);
}

TEST_CASE("one notice of a provider in ten minutes, another provider and the gateway are not held back")
{
    NoticeRules rules;
    const gateway::TimePoint start{};
    const auto at = [&](std::chrono::minutes after, const Event& event) { return told(rules.event(event, QStringLiteral("text"), start + after)); };
    CHECK(at(0min, eventOf(Event::Kind::Fallback)) == "+fallback/deepseek ");
    CHECK(at(1min, eventOf(Event::Kind::KeyRejected)).empty());
    CHECK(at(1min, eventOf(Event::Kind::Fallback, "qwen")) == "+fallback/qwen ");
    CHECK(at(1min, eventOf(Event::Kind::PortTaken, "")) == "+gateway/ ");
    CHECK(at(2min, eventOf(Event::Kind::PortTaken, "")).empty());
    CHECK(at(9min, eventOf(Event::Kind::Fallback)).empty());
    CHECK(at(10min, eventOf(Event::Kind::Fallback)) == "+fallback/deepseek ");
}

TEST_CASE("a keychain that is locked is told once, not for each provider with a key in it")
{
    NoticeRules rules;
    CHECK(told(rules.event(eventOf(Event::Kind::KeyProblem, "deepseek", KeyHealth::Locked), QStringLiteral("one"), {})) == "+key/ ");
    CHECK(rules.event(eventOf(Event::Kind::KeyProblem, "qwen", KeyHealth::Locked), QStringLiteral("two"), {}).empty());
}

TEST_CASE("each kind can be muted, and a muted one holds nothing back")
{
    NoticeRules rules;
    rules.setMuted({"fallback"});
    CHECK(rules.event(eventOf(Event::Kind::Fallback), QStringLiteral("text"), {}).empty());
    CHECK(told(rules.event(eventOf(Event::Kind::KeyRejected), QStringLiteral("text"), {})) == "+key/deepseek ");
}

TEST_CASE("rests that begin are told, those of an earlier run are not, and their end takes the notice away")
{
    NoticeRules rules;
    const auto step = [&](int count, std::chrono::minutes at) { return told(rules.rests({resting(count)}, nameOf, gateway::TimePoint{} + at)); };
    CHECK(step(1, 0min).empty());
    CHECK(step(0, 1min) == "-rest/deepseek ");
    CHECK(step(1, 2min) == "+rest/deepseek ");
    CHECK(step(2, 3min).empty());
    CHECK(step(1, 4min).empty());
    CHECK(step(0, 5min) == "-rest/deepseek ");
}

TEST_CASE("quotas are told at 80, 95 and 100 percent, and taken back when they are whole again")
{
    NoticeRules rules;
    const auto step = [&](std::int64_t remaining, std::chrono::minutes at) { return told(rules.meters(meterWith(remaining), nameOf, gateway::TimePoint{} + at)); };
    CHECK(step(50, 0min).empty());
    CHECK(step(21, 10min).empty());
    CHECK(step(20, 20min) == "+quota/deepseek ");
    CHECK(step(10, 30min).empty());
    CHECK(step(5, 40min) == "+quota/deepseek ");
    CHECK(step(0, 50min) == "+quota/deepseek ");
    CHECK(step(100, 60min) == "-quota/deepseek ");
}

TEST_CASE("a certificate that ends is told once a day, and taken back when there is another one")
{
    NoticeRules rules;
    gateway::WallTime wall{std::chrono::hours(480000)};
    gateway::TimePoint now{std::chrono::hours(100)};
    const auto day = std::chrono::hours(24);
    CHECK(rules.certificate(std::nullopt, wall, now).empty());
    CHECK(rules.certificate(wall + 15 * day, wall, now).empty());
    const auto ends = wall + 13 * day;
    const auto first = rules.certificate(ends, wall, now);
    CHECK(told(first) == "+certificate/ ");
    CHECK(first.front().notice.page == QStringLiteral("doctor"));
    CHECK(rules.certificate(ends, wall + 1h, now + 1h).empty());
    CHECK(told(rules.certificate(ends, wall + day, now + day)) == "+certificate/ ");
    const auto over = rules.certificate(ends, wall + 14 * day, now + 14 * day);
    REQUIRE(over.size() == 1);
    CHECK(over.front().notice.title != first.front().notice.title);
    CHECK(told(rules.certificate(wall + 400 * day, wall + 14 * day, now + 14 * day)) == "-certificate/ ");
    rules.setMuted({"certificate"});
    CHECK(rules.certificate(ends, wall + 20 * day, now + 20 * day).empty());
}

TEST_CASE("in quiet hours only what is urgent is told")
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
    CHECK(rules.event(eventOf(Event::Kind::Fallback), QStringLiteral("text"), now).empty() == row.isQuiet);
    CHECK(rules.event(eventOf(Event::Kind::PortTaken), QStringLiteral("text"), now).size() == 1);
}

TEST_CASE("an encrypted file that is locked is called by its name")
{
    NoticeRules rules;
    rules.setVaultLocked(true);
    const auto steps = rules.event(eventOf(Event::Kind::KeyProblem, "deepseek", KeyHealth::Locked), QStringLiteral("text"), gateway::TimePoint{std::chrono::hours(100)});
    REQUIRE(steps.size() == 1);
    CHECK(steps.front().notice.title == QStringLiteral("The encrypted file of keys is locked"));
}

TEST_CASE("what is chosen on a notice is done")
{
    FakeGateway gateway;
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
    CHECK(notice.page == QStringLiteral("providers"));
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
