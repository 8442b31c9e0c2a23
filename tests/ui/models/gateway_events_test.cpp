#include "catch.h"
#include "gateway_world.h"
#include "records.h"

#include "ui/models/event_model.h"
#include "ui/models/roles.h"

using gateway::host::KeyHealth;
using gateway::usage::Outcome;
using ui::models::Event;

TEST_CASE("events: describe an exchange")
{
    GatewayWorld world;
    world.gateway.addProvider("deepseek");
    world.gateway.addProvider("qwen");
    world.gateway.setRunning();
    world.attach();
    auto& events = *world.model.events();
    const auto top = [&] { return events.index(0, 0).data().toString().toStdString(); };

    world.finish(fallbackRecord(world.clock.wallNow()));
    REQUIRE(events.rowCount() == 2);
    CHECK(top() == "DeepSeek: 429, moved to Qwen (Alibaba)");
    CHECK(events.index(1, 0).data().toString().toStdString() == "Cursor was seen for the first time");
    CHECK(events.index(0, 1).data().toString().toStdString() == "just now");

    SECTION("a repeated event increments its count")
    {
        world.clock.advance(std::chrono::minutes{2});
        world.finish(fallbackRecord(world.clock.wallNow()));
        CHECK(events.rowCount() == 2);
        CHECK(top() == "DeepSeek: 429, moved to Qwen (Alibaba) (2 times)");
        CHECK(events.index(1, 1).data().toString().toStdString() == "2 min ago");
    }
    SECTION("a rejected key")
    {
        auto record = fallbackRecord(world.clock.wallNow());
        record.attempts.front().failure = gateway::config::FailureClass::KeyRejected;
        record.attempts.front().status = 401;
        world.finish(record);
        CHECK(events.index(1, 0).data().toString().toStdString() == "DeepSeek: key “main” was rejected (401)");
    }
    SECTION("a token count is not an answer of a provider")
    {
        auto record = fallbackRecord(world.clock.wallNow());
        record.dialect = "anthropic-count-tokens";
        record.isFallback = false;
        record.provider.clear();
        record.attempts.clear();
        world.finish(record);
        CHECK(events.rowCount() == 2);
        CHECK(world.model.today().unknownUsage == 1); // from the answer before
    }
    SECTION("all targets failed")
    {
        auto record = fallbackRecord(world.clock.wallNow());
        record.outcome = Outcome::Failed;
        record.provider.clear();
        record.attempts.back().failure = gateway::config::FailureClass::Unreachable;
        record.attempts.back().reason = gateway::asIs("connection refused");
        world.finish(record);
        CHECK(top() == "Request failed: unreachable (“deepseek-chat”, Qwen (Alibaba))");
    }
}

TEST_CASE("events: keys that become unusable and usable again")
{
    GatewayWorld world;
    world.gateway.addProvider("deepseek");
    world.attach();
    auto& events = *world.model.events();
    REQUIRE(events.rowCount() == 0);
    world.gateway.setKeyHealth("deepseek", KeyHealth::Locked);
    REQUIRE(events.rowCount() == 1);
    CHECK(events.index(0, 0).data().toString().toStdString() == "DeepSeek: the keychain with key “main” is locked");
    CHECK(events.index(0, 0).data(ui::models::StatusRole).toString() == QStringLiteral("locked"));
    world.gateway.setKeyHealth("deepseek", KeyHealth::Reading);
    world.gateway.setKeyHealth("deepseek", KeyHealth::Locked);
    CHECK(events.rowCount() == 1);
    world.gateway.setKeyHealth("deepseek", KeyHealth::Ready);
    REQUIRE(events.rowCount() == 2);
    CHECK(events.index(0, 0).data().toString().toStdString() == "DeepSeek: key “main” is ready");
}

namespace {

gateway::routing::Rest restOf(const GatewayWorld& world, const char* key, const char* model)
{
    gateway::routing::Rest rest;
    rest.provider = "deepseek";
    rest.key = key;
    rest.model = model;
    rest.failure = gateway::config::FailureClass::RateLimited;
    rest.reason = gateway::asIs("429");
    rest.since = world.clock.wallNow();
    rest.until = rest.since + std::chrono::seconds(5);
    return rest;
}

} // namespace

TEST_CASE("events: cooldowns and renewed attempts")
{
    GatewayWorld world;
    world.gateway.addProvider("deepseek");
    world.attach();
    auto& events = *world.model.events();
    const auto texts = [&] {
        std::string all;
        for (int row = 0; row < events.rowCount(); ++row) all += events.index(row, 0).data().toString().toStdString() + '\n';
        return all;
    };
    auto rest = restOf(world, "", "");

    SECTION("once, however often it recurs before a success")
    {
        world.gateway.setRests({rest});
        CHECK(texts() == "DeepSeek is cooling down after failures (429)\n");
        CHECK(events.index(0, 0).data(ui::models::StatusRole).toString() == QStringLiteral("warn"));
        CHECK(events.events().front().subject == "deepseek");
        rest.rests = 2;
        rest.until += std::chrono::seconds(5);
        rest.isBeingTried = true;
        world.gateway.setRests({rest});
        CHECK(events.rowCount() == 1);
        world.gateway.setRests({});
        CHECK(texts() == "DeepSeek is used again\nDeepSeek is cooling down after failures (429)\n");
        CHECK(events.index(0, 0).data(ui::models::StatusRole).toString() == QStringLiteral("ok"));
        CHECK_FALSE(events.events().front().isPartial);
        world.clock.advance(std::chrono::minutes(1));
        rest.since = world.clock.wallNow();
        world.gateway.setRests({rest});
        CHECK(texts() == "DeepSeek is cooling down after failures (429) (2 times)\nDeepSeek is used again\n");
    }
    SECTION("a cooldown that ended and restarted between two snapshots is reported again")
    {
        world.gateway.setRests({rest});
        world.clock.advance(std::chrono::minutes(1));
        rest.since = world.clock.wallNow();
        world.gateway.setRests({rest});
        CHECK(texts() == "DeepSeek is cooling down after failures (429) (2 times)\n");
    }
    SECTION("of an earlier run only the end is reported")
    {
        rest.since -= std::chrono::hours(1);
        world.gateway.setRests({rest});
        CHECK(events.rowCount() == 0);
        world.gateway.setRests({});
        CHECK(texts() == "DeepSeek is used again\n");
    }
    SECTION("also after the system clock was set back")
    {
        world.clock.setWall(world.clock.wallNow() - std::chrono::hours(8));
        world.gateway.setRests({});
        rest.since = world.clock.wallNow();
        world.gateway.setRests({rest});
        CHECK(events.rowCount() == 1);
    }
    SECTION("a model in cooldown is reported instead of its keys")
    {
        const auto key = restOf(world, "main", "m");
        world.gateway.setRests({key});
        CHECK(texts() == "DeepSeek: key “main” is cooling down for model “m” (429)\n");
        world.gateway.setRests({restOf(world, "", "m"), key, restOf(world, "other", "m"), restOf(world, "other", "n")});
        CHECK(texts() == "DeepSeek: key “other” is cooling down for model “n” (429)\nDeepSeek: model “m” is cooling down (429)\nDeepSeek: key “main” is cooling down for model “m” (429)\n");
        world.gateway.setRests({key});
        CHECK(events.events().front().kind == Event::Kind::RestOver);
        CHECK(events.events().front().isPartial);
    }
    SECTION("a removed provider is not reported")
    {
        world.gateway.setRests({rest});
        world.gateway.m_providers.clear();
        Q_EMIT world.gateway.providersChanged();
        CHECK(events.rowCount() == 1);
    }
}

TEST_CASE("events: a fallback due to a cooldown names the skipped target")
{
    GatewayWorld world;
    world.gateway.addProvider("deepseek");
    world.gateway.addProvider("qwen");
    world.attach();
    auto& events = *world.model.events();
    auto record = fallbackRecord(world.clock.wallNow());
    record.clientName.clear();
    record.attempts.erase(record.attempts.begin());
    record.decisions.passedOver = {{"deepseek", "deepseek-chat", "main", "it rests"}};
    world.finish(record);
    REQUIRE(events.rowCount() == 1);
    CHECK(events.index(0, 0).data().toString().toStdString() == "DeepSeek was skipped, moved to Qwen (Alibaba)");
    CHECK(events.events().front().subject == "deepseek");
    CHECK(events.events().front().name == "deepseek"); // the route
    record.decisions.passedOver = {{"qwen", "qwen-max", "main", "it rests"}};
    world.finish(record);
    CHECK(events.index(0, 0).data().toString().toStdString() == "Qwen (Alibaba) was moved to another of its models");
}

TEST_CASE("events: a gateway that hangs and answers again")
{
    GatewayWorld world;
    world.attach();
    auto& events = *world.model.events();
    world.gateway.m_status.isHung = true;
    for (int i = 0; i < 2; ++i) Q_EMIT world.gateway.statusChanged();
    REQUIRE(events.rowCount() == 1);
    CHECK(events.index(0, 0).data().toString().toStdString() == "The gateway is not responding");
    CHECK(events.index(0, 0).data(ui::models::StatusRole).toString() == QStringLiteral("error"));
    world.gateway.m_status.isHung = false;
    Q_EMIT world.gateway.statusChanged();
    REQUIRE(events.rowCount() == 2);
    CHECK(events.index(0, 0).data().toString().toStdString() == "The gateway is responding again");
    CHECK(events.index(0, 0).data(ui::models::StatusRole).toString() == QStringLiteral("ok"));
}

TEST_CASE("events: unserved HTTPS once for each reason")
{
    GatewayWorld world;
    world.attach();
    auto& events = *world.model.events();
    auto& problem = world.gateway.m_status.httpsProblem;
    problem = gateway::Error{gateway::ErrorKind::PortTaken, "Port 8443 is taken by nginx (process 7)."};
    for (int i = 0; i < 2; ++i) Q_EMIT world.gateway.statusChanged();
    REQUIRE(events.rowCount() == 1);
    CHECK(events.index(0, 0).data().toString().toStdString() == "HTTPS is not available");
    CHECK_FALSE(events.events().front().reason.isEmpty());
    CHECK(events.index(0, 0).data(ui::models::StatusRole).toString() == QStringLiteral("warn"));
    problem.reset(); // it is disabled
    Q_EMIT world.gateway.statusChanged();
    CHECK(events.rowCount() == 1);
    problem = gateway::Error{gateway::ErrorKind::ConfigInvalid, "The certificate cannot be read."};
    Q_EMIT world.gateway.statusChanged();
    CHECK(events.rowCount() == 2);
    problem.reset();
    world.gateway.m_status.urls = {"http://127.0.0.1:8080", "https://127.0.0.1:8443"};
    for (int i = 0; i < 2; ++i) Q_EMIT world.gateway.statusChanged();
    REQUIRE(events.rowCount() == 3);
    CHECK(events.index(0, 0).data().toString().toStdString() == "HTTPS is available again");
    CHECK(events.index(0, 0).data(ui::models::StatusRole).toString() == QStringLiteral("ok"));
}

TEST_CASE("events: a taken port that becomes available again")
{
    GatewayWorld world;
    world.attach();
    auto& events = *world.model.events();
    auto& status = world.gateway.m_status;
    const std::vector<std::string> urls{"http://127.0.0.1:8080"};
    status.urls.clear();
    status.problem = gateway::Error{gateway::ErrorKind::PortTaken, "Port 8080 is taken by nginx (process 7)."};
    Q_EMIT world.gateway.statusChanged();
    REQUIRE(events.rowCount() == 1);
    CHECK(events.index(0, 0).data().toString().toStdString() == "Port in use");
    status.problem.reset();
    status.urls = urls;
    for (int i = 0; i < 2; ++i) Q_EMIT world.gateway.statusChanged();
    REQUIRE(events.rowCount() == 2);
    CHECK(events.index(0, 0).data().toString().toStdString() == "The gateway listens again");
    CHECK(events.index(0, 0).data(ui::models::StatusRole).toString() == QStringLiteral("ok"));
}

TEST_CASE("events: a configuration error once until it is corrected")
{
    GatewayWorld world;
    world.attach();
    auto& events = *world.model.events();
    auto& status = world.gateway.m_status;
    const auto save = [&](const char* mistake) {
        status.configInvalid = mistake != nullptr;
        status.configIssues.clear();
        if (mistake) status.configIssues = {{gateway::config::Issue::Level::Error, "providers[0].id", gateway::Sentence::of(mistake)}};
        Q_EMIT world.gateway.statusChanged();
    };
    save("is missing");
    save("is missing, still");
    REQUIRE(events.rowCount() == 1);
    CHECK(events.index(0, 0).data().toString().toStdString() == "The configuration file has an error");
    CHECK(events.events().front().reason == "providers[0].id: is missing");
    save(nullptr);
    CHECK(events.rowCount() == 1);
    save("is missing again");
    CHECK(events.rowCount() == 2);
    status.configNewer = true; // reported elsewhere, and not an error
    save("is missing");
    CHECK(events.rowCount() == 2);
    status.configNewer = false;
    save("is missing once more");
    CHECK(events.rowCount() == 3);
}

TEST_CASE("clients in the ledger are not new")
{
    GatewayWorld world;
    world.gateway.ledgerTotals = gateway::usage::Totals{};
    world.gateway.ledgerRecords = {directRecord(world.clock.wallNow())};
    world.attach();
    QCoreApplication::processEvents();
    world.finish(directRecord(world.clock.wallNow()));
    CHECK(world.model.events()->rowCount() == 0);
}

TEST_CASE("our own tests are not a new client")
{
    GatewayWorld world;
    world.attach();
    auto record = directRecord(world.clock.wallNow());
    for (const char* name : {"signalbox", "Signalbox"}) {
        record.clientName = name;
        world.finish(record);
    }
    CHECK(world.model.events()->rowCount() == 0);
}

TEST_CASE("events are fully translated")
{
    GatewayWorld world;
    const Language chinese("zh_CN");
    struct Row {
        Event event;
        const char* text;
    };
    using Kind = Event::Kind;
    const auto of = [](Kind kind, const char* reason) {
        Event event;
        event.kind = kind;
        event.subject = "a";
        event.object = "b";
        event.reason = gateway::asIs(reason);
        return event;
    };
    auto unreachable = of(Kind::Fallback, "connection refused");
    unreachable.failure = gateway::config::FailureClass::Unreachable;
    auto unserved = of(Kind::Failed, "no_usable_target");
    unserved.object.clear();
    const std::vector<Row> rows{
        {unreachable, "a：无法连接，已切换到 b"},
        {unserved, "请求失败：没有可用的目标（“a”）"},
        {of(Kind::PortTaken, "Port 8080 is taken by nginx"), "端口被占用"},
        {of(Kind::BadFile, "providers[0].id: is missing"), "配置文件有错误"},
        {of(Kind::NewClient, ""), "首次见到 b"}, // its consumer,
    };
    for (const Row& row : rows) CHECK(world.model.events()->text(row.event).toStdString() == row.text);
}

TEST_CASE("keeps a limited number of events")
{
    GatewayWorld world;
    world.attach();
    for (int i = 0; i < 80; ++i) {
        auto record = directRecord(world.clock.wallNow());
        record.clientName = "client-" + std::to_string(i);
        world.finish(record);
    }
    CHECK(world.model.events()->rowCount() == static_cast<int>(ui::models::EventModel::kMost));
    CHECK(world.model.events()->events().front().subject == "client-79");
}
