#include "catch.h"
#include "gateway_world.h"
#include "records.h"

#include "ui/models/roles.h"

#include <QSignalSpy>
#include <QTest>

using gateway::Milliseconds;
using gateway::host::KeyHealth;
using gateway::host::State;
using gateway::usage::LiveSnapshot;
using ui::models::Event;
using ui::models::GatewayModel;
using Headline = ui::models::GatewayModel::Headline;

namespace {

gateway::usage::InFlight streaming(const char* id, std::int64_t tokens)
{
    gateway::usage::InFlight made;
    made.id = id;
    made.clientName = "Cursor";
    made.askedModel = "gpt-4o";
    made.route = "chat";
    made.provider = "qwen";
    made.model = "qwen-plus";
    made.isFallback = true;
    made.failedProvider = "deepseek";
    made.lastFailure = gateway::asIs("429");
    made.age = Milliseconds{8400};
    made.firstToken = Milliseconds{620};
    made.outputTokens = tokens;
    return made;
}

/// A route over two providers, attached.
std::unique_ptr<GatewayWorld> worldOfTwo()
{
    auto world = std::make_unique<GatewayWorld>();
    world->gateway.addProvider("deepseek");
    world->gateway.addProvider("qwen");
    world->gateway.m_settings.routes = {twoTargetRoute()};
    world->attach();
    return world;
}

} // namespace

TEST_CASE("says who answers when there is no provider")
{
    GatewayWorld world;
    world.gateway.setRunning();
    world.attach();
    CHECK(world.model.phrase() == QStringLiteral("the demo provider answers"));
    world.gateway.m_settings.providers.clear();
    Q_EMIT world.gateway.settingsChanged();
    CHECK(world.model.phrase() == QStringLiteral("add a provider to answer requests"));
}

TEST_CASE("the headline shows the gateway's state")
{
    struct Row {
        const char* name;
        std::function<void(GatewayWorld&)> arrange;
        Headline headline;
        const char* word;
        const char* status;
        const char* state;
    };
    const auto taken = [](GatewayWorld& world) {
        world.gateway.m_status.state = State::Failed;
        world.gateway.m_status.problem = gateway::Error{gateway::ErrorKind::PortTaken, "Port 8080 is held by nginx (412)."};
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"starting", [](GatewayWorld&) {}, Headline::Starting, "Starting", "busy", "starting"},
        {"only the demo", [](GatewayWorld& world) { world.gateway.setRunning(); }, Headline::NoProvider, "No providers yet", "warn", "running"},
        {"one provider",
         [](GatewayWorld& world) {
             world.gateway.addProvider("deepseek");
             world.gateway.setRunning();
         },
         Headline::Running, "Running", "ok", "running"},
        {"paused",
         [](GatewayWorld& world) {
             world.gateway.addProvider("deepseek");
             world.gateway.pause();
         },
         Headline::Paused, "Paused", "idle", "paused"},
        {"port taken", taken, Headline::PortTaken, "Port in use", "error", "error"},
        {"no key",
         [](GatewayWorld& world) {
             world.gateway.m_settings.providers.clear();
             world.gateway.addProvider("deepseek");
             world.gateway.setKeyHealth("deepseek", KeyHealth::Locked);
             world.gateway.setRunning();
         },
         Headline::NoUsableProvider, "No usable provider", "error", "error"},
        {"a locked key beside a working provider",
         [](GatewayWorld& world) {
             world.gateway.addProvider("deepseek");
             world.gateway.setKeyHealth("deepseek", KeyHealth::Locked);
             world.gateway.setRunning();
         },
         Headline::KeysLocked, "Keys locked", "error", "error"},
        {"a bad file",
         [](GatewayWorld& world) {
             world.gateway.setRunning();
             world.gateway.m_status.configInvalid = true;
             world.gateway.m_status.configIssues = {{gateway::config::Issue::Level::Error, "listen.http_port", "is a text"}};
         },
         Headline::BadFile, "Configuration error", "warn", "running"},
        {"stopped", [](GatewayWorld& world) { world.gateway.m_status.state = State::Stopped; }, Headline::Stopped, "Stopped", "idle", "paused"},
    }));
    CAPTURE(row.name);
    GatewayWorld world;
    row.arrange(world);
    world.attach();
    CHECK(world.model.headline() == row.headline);
    CHECK(world.model.headlineWord().toStdString() == row.word);
    CHECK(world.model.statusName().toStdString() == row.status);
    CHECK(world.model.stateName().toStdString() == row.state);
}

TEST_CASE("shows a problem in the gateway's words")
{
    GatewayWorld world;
    world.gateway.m_status.state = State::Failed;
    world.gateway.m_status.problem = gateway::Error{gateway::ErrorKind::PortTaken, "Port 8080 is held by nginx (412)."};
    world.attach();
    CHECK(world.model.problem().toStdString() == "Port 8080 is held by nginx (412).");
    CHECK(world.model.address().isEmpty());
    REQUIRE(world.model.events()->rowCount() == 1);
    CHECK(world.model.events()->events().front().kind == Event::Kind::PortTaken);
}

TEST_CASE("explains an unavailable port in the window's own words")
{
    GatewayWorld world;
    world.gateway.m_status.state = State::Failed;
    SECTION("another program holds it")
    {
        world.gateway.m_status.problem = gateway::Error{gateway::ErrorKind::PortTaken, "Stop it, or choose another port with listen.http_port or --http-port."};
        world.gateway.m_status.takenPort = gateway::host::PortFinding{.port = 8080, .holder = gateway::host::PortHolder{412, "nginx"}};
        world.attach();
        CHECK(world.model.problem().toStdString() == "Port 8080 is taken by nginx (process 412). Stop it, or choose another port.");
    }
    SECTION("only the administrator may use it")
    {
        world.gateway.m_status.problem = gateway::Error{gateway::ErrorKind::Io, "choose another with listen.http_port or --http-port", {}, "listen.http_port"};
        world.attach();
        CHECK(world.model.problem().toStdString() == "Ports below 1024 require administrator rights. Choose another port in Settings, Gateway.");
    }
    CHECK(world.model.events()->events().front().reason == world.model.problem().toStdString());
}

TEST_CASE("shows the address that clients need")
{
    GatewayWorld world;
    world.gateway.setRunning();
    world.attach();
    CHECK(world.model.address().toStdString() == "http://127.0.0.1:8080/v1");
    CHECK(world.model.baseUrls().size() == 3);
}

TEST_CASE("signals a state change once and only if something changed")
{
    GatewayWorld world;
    world.attach();
    QSignalSpy changed(&world.model, &GatewayModel::headlineChanged);
    world.gateway.setRunning();
    CHECK(changed.count() == 1);
    Q_EMIT world.gateway.statusChanged();
    CHECK(changed.count() == 1);
    world.gateway.pause();
    CHECK(changed.count() == 2);
    CHECK(world.model.isPaused());
    CHECK(world.model.phrase().toStdString() == "new requests are rejected");
    world.model.setPauseEnd(QDateTime(QDate(2026, 11, 20), QTime(14, 17, 31)));
    CHECK(changed.count() == 3);
    CHECK(world.model.phrase().toStdString() == "until 14:17:31 · new requests are rejected");
    world.model.setPauseEnd({});
    CHECK(world.model.phrase().toStdString() == "new requests are rejected");
}

TEST_CASE("a route counts as fallen back until its first choice answers again")
{
    GatewayWorld world;
    world.gateway.addProvider("deepseek");
    world.gateway.addProvider("qwen");
    world.gateway.m_settings.routes = {twoTargetRoute()};
    world.gateway.setRunning();
    world.attach();
    REQUIRE(world.model.headline() == Headline::Running);

    world.finish(fallbackRecord(world.clock.wallNow()));
    CHECK(world.model.headline() == Headline::OnFallback);
    CHECK(world.model.stateName() == QStringLiteral("fallback"));
    CHECK(world.model.phrase().toStdString() == "waiting for requests · deepseek-* by Qwen (Alibaba)");
    const auto serving = world.model.serving()->index(0, ui::models::ServingModel::ServedBy);
    CHECK(serving.data().toString().toStdString() == "Qwen (Alibaba)");
    CHECK(serving.data(ui::models::SecondLineRole).toString().toStdString() == "fallback, DeepSeek: 429");
    CHECK(serving.data(ui::models::StatusRole).toString() == QStringLiteral("warn"));

    SECTION("the first choice answers")
    {
        world.finish(directRecord(world.clock.wallNow()));
        CHECK(world.model.headline() == Headline::Running);
        CHECK(world.model.events()->events().front().kind == Event::Kind::FirstChoiceAgain);
    }
    SECTION("no request for a long time")
    {
        world.clock.advance(ui::models::ServingModel::kForget);
        world.model.serving()->expire(world.clock.now());
        CHECK(world.model.headline() == Headline::Running);
    }
    SECTION("the routes are changed")
    {
        world.gateway.m_settings.routes.clear();
        Q_EMIT world.gateway.settingsChanged();
        CHECK(world.model.headline() == Headline::Running);
    }
}

TEST_CASE("ignores a request that started before its route was changed")
{
    const auto made = worldOfTwo();
    GatewayWorld& world = *made;
    const gateway::WallTime began = world.clock.wallNow();
    LiveSnapshot live = world.snapshot();
    live.inFlight = {streaming("1", 10)};
    live.inFlight.front().route = "deepseek";
    live.inFlight.front().isFallback = false;
    live.inFlight.front().provider = "deepseek";
    live.inFlight.front().age = gateway::Milliseconds{5000};
    world.clock.advance(gateway::Milliseconds{5000});
    std::swap(world.gateway.m_settings.routes[0].targets[0].priority, world.gateway.m_settings.routes[0].targets[1].priority);
    Q_EMIT world.gateway.settingsChanged();
    const auto row = [&](int role) { return world.model.serving()->index(0, 1).data(role).toString().toStdString(); };
    world.clock.advance(gateway::Milliseconds{2000});
    live.inFlight.front().age = gateway::Milliseconds{7000};
    world.model.addSnapshot(live);
    world.finish(directRecord(began));
    CHECK(row(Qt::DisplayRole) == "Qwen (Alibaba)");
    CHECK(row(ui::models::StatusRole) == "unknown");
    world.finish(directRecord(world.clock.wallNow()));
    CHECK(row(Qt::DisplayRole) == "DeepSeek");
    CHECK(row(ui::models::StatusRole) == "ok");
}

TEST_CASE("an unchanged route keeps its state while others change")
{
    const auto made = worldOfTwo();
    GatewayWorld& world = *made;
    const auto row = [&](int role) { return world.model.serving()->index(0, 1).data(role).toString().toStdString(); };
    const gateway::WallTime began = world.clock.wallNow();
    world.clock.advance(gateway::Milliseconds{1000});
    world.finish(fallbackRecord(world.clock.wallNow()));
    REQUIRE(row(ui::models::StatusRole) == "warn");
    auto other = twoTargetRoute();
    other.id = "other";
    other.match.models.front().text = "other-";
    world.gateway.m_settings.routes.push_back(other);
    Q_EMIT world.gateway.settingsChanged();
    CHECK(row(ui::models::StatusRole) == "warn");
    CHECK(world.model.serving()->firstFallback());
    world.finish(directRecord(began)); // it started before, by the same route
    CHECK(row(ui::models::StatusRole) == "ok");
}

TEST_CASE("a rotating first choice ends a fallback only by an answer of the failed target")
{
    const auto made = worldOfTwo();
    GatewayWorld& world = *made;
    const auto now = [&] { return world.clock.wallNow(); };
    world.finish(fallbackRecord(now()));
    const auto& events = world.model.events()->events();
    const auto before = events.size();
    auto turn = directRecord(now());
    turn.provider = fallbackRecord(now()).provider;
    world.finish(turn);
    CHECK(events.size() == before);
    world.finish(directRecord(now()));
    REQUIRE(events.size() == before + 1);
    CHECK(events.front().kind == Event::Kind::FirstChoiceAgain);
}

TEST_CASE("a first choice is green only after it has answered")
{
    const auto made = worldOfTwo();
    GatewayWorld& world = *made;
    const auto row = [&](int role) { return world.model.serving()->index(0, 1).data(role).toString().toStdString(); };
    CHECK(row(ui::models::StatusRole) == "unknown");
    CHECK(row(ui::models::SecondLineRole) == "first choice, not used lately");
    world.finish(directRecord(world.clock.wallNow()));
    CHECK(row(ui::models::StatusRole) == "ok");
    CHECK(row(ui::models::SecondLineRole) == "first choice");
    // An old failure that was forgotten does not count as good either.
    world.finish(fallbackRecord(world.clock.wallNow()));
    CHECK(row(ui::models::StatusRole) == "warn");
    world.clock.advance(ui::models::ServingModel::kForget);
    world.model.serving()->expire(world.clock.now());
    CHECK(row(ui::models::StatusRole) == "unknown");
    LiveSnapshot live = world.snapshot();
    live.inFlight = {streaming("1", 10)};
    live.inFlight.front().route = "deepseek";
    live.inFlight.front().isFallback = false;
    live.inFlight.front().provider = "deepseek";
    world.model.addSnapshot(live);
    CHECK(row(ui::models::StatusRole) == "ok");
}

TEST_CASE("a first choice without a key counts as a fallback before any request")
{
    GatewayWorld world;
    world.gateway.addProvider("deepseek");
    world.gateway.addProvider("qwen");
    world.gateway.m_settings.routes = {twoTargetRoute()};
    world.gateway.setRunning();
    world.gateway.setKeyHealth("deepseek", KeyHealth::Missing);
    world.attach();
    CHECK(world.model.headline() == Headline::OnFallback);
    const auto serving = world.model.serving()->index(0, ui::models::ServingModel::ServedBy);
    CHECK(serving.data(ui::models::SecondLineRole).toString().toStdString() == "fallback, DeepSeek: no usable key");
}

TEST_CASE("lists exchanges in progress")
{
    GatewayWorld world;
    world.gateway.addProvider("qwen");
    world.gateway.setRunning();
    world.attach();
    world.model.setWatched(true);
    auto snapshot = world.snapshot();
    snapshot.inFlight = {streaming("a", 576)};
    world.model.addSnapshot(snapshot);
    auto& rows = *world.model.inFlight();
    REQUIRE(rows.rowCount() == 1);
    const auto cell = [&](int column) { return rows.index(0, column); };
    CHECK(cell(0).data().toString() == QStringLiteral("Cursor"));
    CHECK(cell(0).data(ui::models::SecondLineRole).toString() == QStringLiteral("gpt-4o"));
    CHECK(cell(1).data().toString().toStdString() == "Qwen (Alibaba) · qwen-plus");
    CHECK(cell(1).data(ui::models::SecondLineRole).toString().toStdString() == "fallback, DeepSeek: 429");
    CHECK(cell(2).data().toString().toStdString() == "620 ms");
    CHECK(cell(3).data().toString().toStdString() == "74");
    CHECK(cell(4).data().toString().toStdString() == "8.4 s");
    CHECK(world.model.phrase().toStdString() == "1 active");

    world.clock.advance(Milliseconds{2000});
    rows.advance(world.clock.now());
    CHECK(cell(4).data().toString().toStdString() == "10.4 s");
}

TEST_CASE("rows in progress keep their position")
{
    GatewayWorld world;
    world.attach();
    auto snapshot = world.snapshot();
    snapshot.inFlight = {streaming("a", 1), streaming("b", 1), streaming("c", 1)};
    world.model.addSnapshot(snapshot);
    snapshot.inFlight = {streaming("d", 1), streaming("c", 2), streaming("a", 2)};
    world.model.addSnapshot(snapshot);
    const auto& rows = *world.model.inFlight();
    QStringList ids;
    for (int row = 0; row < rows.rowCount(); ++row) ids << rows.index(row, 0).data(ui::models::IdRole).toString();
    CHECK(ids == QStringList{QStringLiteral("a"), QStringLiteral("c"), QStringLiteral("d")});
}

TEST_CASE("an exchange in progress has the name of its caller, and what else is known in a tool tip")
{
    const auto shown = [](const char* consumer, const char* process, const char* client) {
        GatewayWorld world;
        world.attach();
        auto snapshot = world.snapshot();
        snapshot.inFlight = {streaming("a", 1)};
        snapshot.inFlight.front().consumer = consumer;
        snapshot.inFlight.front().process = process;
        snapshot.inFlight.front().clientName = client;
        world.model.addSnapshot(snapshot);
        const QModelIndex index = world.model.inFlight()->index(0, 0);
        return std::pair(index.data().toString().toStdString(), index.data(Qt::ToolTipRole).toString().toStdString());
    };
    CHECK(shown("anonymous", "node claude (my-project)", "claude-cli") == std::pair<std::string, std::string>("Claude Code", "Claude Code\nclaude-cli · node claude (my-project)"));
    CHECK(shown("anonymous", "", "Cursor") == std::pair<std::string, std::string>("Cursor", ""));
}

TEST_CASE("ticks only while watched and while something changes")
{
    GatewayWorld world;
    world.attach();
    CHECK_FALSE(world.model.isTicking());
    auto snapshot = world.snapshot();
    snapshot.inFlight = {streaming("a", 10)};
    snapshot.totals.outputTokens = 10;
    world.model.addSnapshot(snapshot);
    CHECK_FALSE(world.model.isTicking());
    QSignalSpy rates(&world.model, &GatewayModel::ratesChanged);
    world.model.setWatched(true);
    CHECK(world.model.isTicking());
    CHECK(rates.count() == 1);
    world.model.setWatched(false);
    CHECK_FALSE(world.model.isTicking());
    world.model.setWatched(true);
    // The exchange ends: it ticks until the minute is over.
    world.clock.advance(Milliseconds{1000});
    world.model.addSnapshot(world.snapshot());
    CHECK(QTest::qWaitFor([&] { return world.model.inFlight()->rowCount() == 0; }));
    CHECK(world.model.isTicking());
    world.clock.advance(Milliseconds{61000});
    CHECK(QTest::qWaitFor([&] { return !world.model.isTicking(); }, 3000));
}

TEST_CASE("shows a burst of snapshots at most four times a second while watched")
{
    GatewayWorld world;
    world.attach();
    world.model.setWatched(true);
    QSignalSpy rates(&world.model, &GatewayModel::ratesChanged);
    for (int i = 0; i < 10; ++i) {
        auto snapshot = world.snapshot();
        snapshot.totals.outputTokens = i;
        world.model.addSnapshot(snapshot);
    }
    CHECK(rates.count() == 1);
    CHECK(QTest::qWaitFor([&] { return rates.count() == 2; }, 2000));
    CHECK(world.model.sinceStart().outputTokens == 9);
}

TEST_CASE("loses no finished exchange while the view waits")
{
    GatewayWorld world;
    world.gateway.addProvider("deepseek");
    world.attach();
    world.model.setWatched(true);
    for (int i = 0; i < 5; ++i) world.finish(directRecord(world.clock.wallNow()));
    CHECK(QTest::qWaitFor([&] { return world.model.today().exchanges == 5; }, 2000));
}

TEST_CASE("today is the sum of the ledger and what came since")
{
    GatewayWorld world;
    gateway::usage::Totals ledger;
    ledger.exchanges = 400;
    ledger.inputTokens = 1000000;
    ledger.fallbacks = 8;
    world.gateway.ledgerTotals = ledger;
    world.attach();
    auto record = fallbackRecord(world.clock.wallNow());
    record.tokens.origin = gateway::protocol::UsageOrigin::Reported;
    record.tokens.input = gateway::Tokens{500};
    record.tokens.output = gateway::Tokens{70};
    world.finish(record);
    CHECK(QTest::qWaitFor([&] { return world.model.today().exchanges == 401; }));
    CHECK(world.model.today().inputTokens == 1000500);
    CHECK(world.model.today().outputTokens == 70);
    CHECK(world.model.today().fallbacks == 9);
    CHECK(world.model.today().unknownUsage == 0);

    SECTION("a late record counts for its own day and no other exchange")
    {
        LiveSnapshot snapshot;
        auto late = directRecord(world.clock.wallNow() - std::chrono::minutes{5});
        late.isLate = true;
        late.tokens = {gateway::protocol::UsageOrigin::Reported, gateway::Tokens{20}, {}, {}, gateway::Tokens{3}, {}};
        snapshot.late.push_back(std::make_shared<const gateway::usage::ExchangeRecord>(late));
        world.model.addSnapshot(snapshot);
        CHECK(QTest::qWaitFor([&] { return world.model.today().outputTokens == 73; }));
        CHECK(world.model.today().exchanges == 401);
    }
    SECTION("an exchange that started earlier is in the ledger's part")
    {
        world.finish(directRecord(world.clock.wallNow() - std::chrono::minutes{5}));
        CHECK(world.model.today().exchanges == 401);
    }
    SECTION("a new day starts at zero")
    {
        world.clock.advance(std::chrono::hours{24});
        CHECK(world.model.today().exchanges == 0);
        world.finish(directRecord(world.clock.wallNow()));
        CHECK(world.model.today().exchanges == 1);
        CHECK(world.model.today().unknownUsage == 1);
    }
}

TEST_CASE("the cost of today is unknown while it may be any amount")
{
    using gateway::Currency;
    using gateway::Money;
    struct Row {
        const char* name;
        std::vector<std::optional<Money>> costs;
        const char* phrase;
    };
    const auto row = GENERATE(values<Row>({
        {"no price", {{}, {}}, "2 tokens · cost unknown"},
        {"free", {Money{Currency::Usd, 0}}, "1 token"},
        {"free, and no price", {Money{Currency::Usd, 0}, {}}, "2 tokens · cost unknown"},
        {"a price, and no price", {Money{Currency::Usd, gateway::kPicoOfUnit}, {}}, "2 tokens · ≥ $1.00 · 1 without a full price"},
    }));
    CAPTURE(row.name);
    const Language english("en");
    GatewayWorld world;
    world.gateway.ledgerTotals.emplace();
    world.attach();
    for (const auto& cost : row.costs) {
        auto record = directRecord(world.clock.wallNow());
        record.tokens.origin = gateway::protocol::UsageOrigin::Reported;
        record.tokens.input = gateway::Tokens{1};
        record.cost = cost;
        world.finish(record);
    }
    CHECK(QTest::qWaitFor([&] { return world.model.today().exchanges == std::ssize(row.costs); }));
    CHECK(world.model.todayPhrase().toStdString() == row.phrase);
}

TEST_CASE("without the ledger shows today as unknown or a minimum until it is readable again")
{
    GatewayWorld world;
    gateway::usage::Totals ledger;
    ledger.exchanges = 400;
    ledger.inputTokens = 1'000'000;
    world.gateway.ledgerTotals = ledger;
    world.gateway.ledgerError = gateway::Error{gateway::ErrorKind::Io, "The ledger cannot be used; see the log for the reason."};
    world.gateway.m_status.ledgerFails = true;
    world.attach();
    REQUIRE(QTest::qWaitFor([&] { return !world.model.isTodayWhole(); }));
    CHECK(world.model.todayPhrase().toStdString() == "unknown");
    auto record = directRecord(world.clock.wallNow());
    record.tokens.origin = gateway::protocol::UsageOrigin::Reported;
    record.tokens.input = gateway::Tokens{500};
    record.tokens.output = {};
    record.cost = gateway::Money{gateway::Currency::Usd, 2'000'000'000'000};
    world.finish(record);
    REQUIRE(QTest::qWaitFor([&] { return world.model.today().exchanges == 1; }));
    CHECK(world.model.todayPhrase().toStdString() == "≥ 500 tokens · ≥ $2.00");

    SECTION("it works again")
    {
        world.gateway.ledgerError.reset();
        world.gateway.m_status.ledgerFails = false;
        Q_EMIT world.gateway.statusChanged();
        CHECK(QTest::qWaitFor([&] { return world.model.isTodayWhole(); }));
        CHECK(world.model.today().exchanges == 401);
    }
    SECTION("the next day")
    {
        world.clock.advance(std::chrono::hours{24});
        CHECK(world.model.isTodayWhole());
        world.finish(directRecord(world.clock.wallNow()));
        CHECK(world.model.isTodayWhole());
        CHECK(world.model.today().exchanges == 1);
    }
}

TEST_CASE("says which configuration is in effect beside an invalid file")
{
    GatewayWorld world;
    world.gateway.setRunning();
    world.gateway.m_status.configInvalid = true;
    world.gateway.m_status.configIsDemo = GENERATE(false, true);
    world.attach();
    CHECK(world.model.phrase().toStdString()
        == (world.gateway.m_status.configIsDemo ? "the demo provider answers until it is fixed" : "using the last valid configuration"));
}

TEST_CASE("shows a problem in the current language and follows a language change")
{
    GatewayWorld world;
    world.gateway.setRunning();
    auto& status = world.gateway.m_status;
    std::string english;
    std::string chinese;
    SECTION("an invalid file from the start")
    {
        status.configInvalid = true;
        status.configIssues = {{gateway::config::Issue::Level::Error, "listen.http_port", "is missing"}};
        status.problem = gateway::Error{gateway::ErrorKind::ConfigInvalid, "listen.http_port: is missing"};
        english = "config.json: listen.http_port: is missing";
        chinese = "config.json：listen.http_port：未填写";
    }
    SECTION("a taken port")
    {
        status.state = State::Failed;
        status.problem = gateway::Error{gateway::ErrorKind::PortTaken, {"Port %1 on %2 is taken by %3 (process %4). Stop it, or choose another port with %5 or %6.",
            {std::string("8080"), std::string("127.0.0.1"), std::string("nginx"), std::string("812"), std::string("listen.http_port"), std::string("--http-port")}}};
        english = "Port 8080 on 127.0.0.1 is taken by nginx (process 812). Stop it, or choose another port with listen.http_port or --http-port.";
        chinese = "127.0.0.1 上的端口 8080 已被 nginx 占用（进程 812）。请停止它，或用 listen.http_port 或 --http-port 选择其他端口。";
    }
    SECTION("a text without a translation is unchanged")
    {
        status.state = State::Failed;
        status.problem = gateway::Error{gateway::ErrorKind::Io, "The certificate cannot be read"};
        english = chinese = "The certificate cannot be read";
    }
    world.attach();
    CHECK(world.model.problem().toStdString() == english);
    const Language language("zh_CN");
    CHECK(world.model.problem().toStdString() == chinese);
}
