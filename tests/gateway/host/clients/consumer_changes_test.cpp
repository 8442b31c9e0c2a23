#include "gateway/host/clients/consumer_changes.h"

#include "catch.h"

#include <chrono>
#include <functional>

using namespace gateway;

namespace {

config::Settings settings()
{
    config::Settings settings = config::demoSettings();
    settings.consumers.resize(2);
    settings.consumers[0].name = "ide";
    settings.consumers[1].name = "ci";
    config::RouteSettings route;
    route.id = "cheap";
    route.consumers = {"ci", "ide"};
    route.match.consumers = {"ide"};
    settings.routes = {route};
    return settings;
}

} // namespace

TEST_CASE("stores only the hash and hint of a new consumer key")
{
    config::Settings changed = settings();
    const auto key = host::addConsumer(changed, {"zed", "2999-01-01T00:00:00Z", {"cheap"}, {"gpt-4o"}});
    REQUIRE(key);
    const auto* made = host::findConsumer(changed, "zed");
    REQUIRE(made);
    CHECK(made->routes == std::vector<std::string>{"cheap"});
    CHECK(made->models == std::vector<std::string>{"gpt-4o"});
    REQUIRE(made->keys.size() == 1);
    CHECK(made->keys[0].sha256.size() == 64);
    CHECK(made->keys[0].expiresAt == "2999-01-01T00:00:00Z");
    CHECK(key->reveal().ends_with(made->keys[0].hint.substr(6)));
    const auto second = host::addConsumerKey(changed, "zed", {});
    REQUIRE(second);
    CHECK(second->reveal() != key->reveal());
    CHECK(host::findConsumer(changed, "zed")->keys.size() == 2);
}

TEST_CASE("keeps a revoked key as disabled so that it can be accepted again")
{
    config::Settings changed = settings();
    REQUIRE(host::addConsumerKey(changed, "ide", {}));
    REQUIRE(host::addConsumerKey(changed, "ide", {}));
    const config::Settings before = changed;
    const config::ConsumerKey key = changed.consumers[0].keys[1];
    REQUIRE(host::revokeConsumerKey(changed, "ide", key));
    CHECK(changed.consumers[0].keys[0].enabled);
    CHECK_FALSE(changed.consumers[0].keys[1].enabled);
    REQUIRE(host::revokeConsumerKey(changed, "ide", key, true));
    CHECK(changed == before);
}

TEST_CASE("renames a consumer in routes and budgets too")
{
    config::Settings changed = settings();
    changed.usage.budgets = {{config::BudgetPeriod::Day, 1, Currency::Usd, "", "ide"}, {config::BudgetPeriod::Day, 1, Currency::Usd, "", "ci"}};
    REQUIRE(host::renameConsumer(changed, "ide", "zed"));
    CHECK(changed.consumers[0].name == "zed");
    CHECK(changed.routes[0].consumers == std::vector<std::string>{"ci", "zed"});
    CHECK(changed.routes[0].match.consumers == std::vector<std::string>{"zed"});
    CHECK(changed.usage.budgets[0].consumer == "zed");
    CHECK(changed.usage.budgets[1].consumer == "ci");
    CHECK(host::renameConsumer(changed, "zed", "zed"));
}

TEST_CASE("leaves the settings unchanged when a change is rejected")
{
    const auto taken = [](config::Settings& all) { return host::addConsumer(all, {"ide", {}, {}, {}}).map([](const Secret&) {}); };
    const auto noRoute = [](config::Settings& all) { return host::addConsumer(all, {"zed", {}, {"chea"}, {}}).map([](const Secret&) {}); };
    const auto noOne = [](config::Settings& all) { return host::addConsumerKey(all, "idea", {}).map([](const Secret&) {}); };
    struct Row {
        const char* name;
        std::function<Result<void>(config::Settings&)> change;
        const char* says;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"taken", taken, "consumer \"ide\" already exists"},
        {"no such route", noRoute, "there is no route \"chea\"; did you mean \"cheap\"?"},
        {"a key for an unknown consumer", noOne, "there is no consumer \"idea\"; did you mean \"ide\"?"},
        {"the new name is taken", [](config::Settings& all) { return host::renameConsumer(all, "ide", "ci"); }, "consumer \"ci\" already exists"},
        {"renaming an unknown consumer", [](config::Settings& all) { return host::renameConsumer(all, "x", "y"); }, "there is no consumer \"x\""},
        {"removing an unknown consumer", [](config::Settings& all) { return host::removeConsumer(all, "x"); }, "there is no consumer \"x\""},
        {"enabling an unknown consumer", [](config::Settings& all) { return host::enableConsumer(all, "x", true); }, "there is no consumer \"x\""},
        {"revoking an unknown consumer's key", [](config::Settings& all) { return host::revokeConsumerKey(all, "x", {}); }, "there is no consumer \"x\""},
    }));
    CAPTURE(row.name);
    config::Settings all = settings();
    const auto changed = row.change(all);
    REQUIRE_FALSE(changed);
    CHECK(changed.error().kind == ErrorKind::InvalidRequest);
    CHECK(changed.error().text() == row.says);
    CHECK(all == settings());
}

TEST_CASE("a key is ready until it expires or is revoked")
{
    using host::ConsumerKeyState;
    config::ConsumerKey key;
    const WallTime now = WallTime{std::chrono::hours{24 * 365 * 40}};
    CHECK(host::stateOf(key, now) == ConsumerKeyState::Ready);
    key.expiresAt = "2999-01-01T00:00:00Z";
    CHECK(host::stateOf(key, now) == ConsumerKeyState::Ready);
    key.expiresAt = "2000-01-01T00:00:00Z";
    CHECK(host::stateOf(key, now) == ConsumerKeyState::Expired);
    key.enabled = false;
    CHECK(host::stateOf(key, now) == ConsumerKeyState::Revoked);
}
