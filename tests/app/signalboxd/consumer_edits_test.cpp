#include "app/signalboxd/consumer_edits.h"

#include "catch.h"

#include <sstream>

using namespace gateway;
using app::changeConsumers;
using app::ConsumerRequest;
using Verb = app::ConsumerRequest::Verb;

namespace {

config::Settings settings()
{
    config::Settings settings = config::demoSettings();
    config::ConsumerSettings ide;
    ide.name = "ide";
    ide.keys = {{std::string(64, 'a'), {}, "sb-...3fAb", std::nullopt, true},
                {std::string(64, 'b'), {}, "sb-...same", "2020-01-01T00:00:00Z", true},
                {std::string(64, 'c'), {}, "sb-...same", "2999-01-01T00:00:00Z", true},
                {{}, "env:IDE", {}, std::nullopt, false}};
    ide.routes = {"demo-down"};
    config::ConsumerSettings off;
    off.name = "off";
    off.enabled = false;
    settings.consumers = {ide, off};
    return settings;
}

ConsumerRequest request(Verb verb, const char* name, const char* hint = "")
{
    ConsumerRequest made;
    made.verb = verb;
    made.name = name;
    made.hint = hint;
    return made;
}

} // namespace

TEST_CASE("adds a consumer with a key that is not stored in the settings")
{
    ConsumerRequest wanted = request(Verb::Add, "ci");
    wanted.expires = "2999-01-01T00:00:00Z";
    wanted.routes = {"demo-down"};
    wanted.models = {"m"};
    const auto change = changeConsumers(settings(), wanted);
    REQUIRE(change);
    REQUIRE(change->key);
    REQUIRE(change->settings.consumers.size() == 3);
    const config::ConsumerSettings& added = change->settings.consumers.back();
    CHECK(added.name == "ci");
    CHECK(added.enabled);
    CHECK(added.routes == wanted.routes);
    CHECK(added.models == wanted.models);
    REQUIRE(added.keys.size() == 1);
    CHECK(added.keys[0].expiresAt == wanted.expires);
    CHECK(added.keys[0].sha256.size() == 64);
    CHECK(change->key->reveal().ends_with(added.keys[0].hint.substr(6)));
    CHECK(change->said.find(change->key->reveal()) == std::string::npos);
}

TEST_CASE("adds a further key to a consumer")
{
    const auto change = changeConsumers(settings(), request(Verb::Key, "ide"));
    REQUIRE(change);
    CHECK(change->key);
    REQUIRE(change->settings.consumers[0].keys.size() == 5);
    CHECK_FALSE(change->settings.consumers[0].keys.back().expiresAt);
}

TEST_CASE("revokes a key, disables and enables a consumer and removes it")
{
    auto expected = settings();
    expected.consumers[0].keys[0].enabled = false;
    for (const char* hint : {"3fAb", "sb-...3fAb"})
        CHECK(changeConsumers(settings(), request(Verb::Revoke, "ide", hint))->settings == expected);
    CHECK(changeConsumers(settings(), request(Verb::Revoke, "ide", "env:IDE"))->settings == settings()); // already revoked
    expected = settings();
    expected.consumers[0].enabled = false;
    CHECK(changeConsumers(settings(), request(Verb::Disable, "ide"))->settings == expected);
    expected = settings();
    expected.consumers[1].enabled = true;
    CHECK(changeConsumers(settings(), request(Verb::Enable, "off"))->settings == expected);
    expected = settings();
    expected.consumers.erase(expected.consumers.begin());
    CHECK(changeConsumers(settings(), request(Verb::Remove, "ide"))->settings == expected);
    CHECK_THAT(changeConsumers(settings(), request(Verb::Remove, "ide"))->said, Catch::Contains("only a consumer of the same name can still use its files, batches and conversations"));
}

TEST_CASE("suggests similar names for an unknown one but not for a key hint")
{
    ConsumerRequest withRoute = request(Verb::Add, "new");
    withRoute.routes = {"demo-dwn"};
    struct Row {
        ConsumerRequest request;
        const char* says;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {request(Verb::Add, "ide"), "consumer \"ide\" already exists"},
        {withRoute, "there is no route \"demo-dwn\"; did you mean \"demo-down\"?"},
        {request(Verb::Key, "iden"), "there is no consumer \"iden\"; did you mean \"ide\"?"},
        {request(Verb::Remove, "zzzzzz"), "there is no consumer \"zzzzzz\""},
        {request(Verb::Revoke, "ide", "sb-pasted"), "no key of \"ide\" has that hint"},
        {request(Verb::Revoke, "ide", ""), "no key of \"ide\" has that hint"},
        {request(Verb::Revoke, "ide", "same"), "several keys of \"ide\" have that hint"},
    }));
    const auto change = changeConsumers(settings(), row.request);
    REQUIRE_FALSE(change);
    CHECK(change.error().kind == ErrorKind::InvalidRequest);
    CHECK_THAT(change.error().text(), Catch::Contains(row.says) && !Catch::Contains("sb-pasted"));
}

TEST_CASE("lists what each consumer may use and the state of its keys")
{
    std::ostringstream out;
    app::printConsumers(settings(), std::chrono::system_clock::now(), out);
    CHECK(out.str()
          == "ide: demo-down; all models\n"
             "  sb-...3fAb     ready\n"
             "  sb-...same     expired 2020-01-01T00:00:00Z\n"
             "  sb-...same     ready until 2999-01-01T00:00:00Z\n"
             "  env:IDE        revoked\n"
             "off (off): all routes; all models\n");
    std::ostringstream none;
    app::printConsumers({}, std::chrono::system_clock::now(), none);
    CHECK(none.str() == "the configuration has no consumers\n");
}
