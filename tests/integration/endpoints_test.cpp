#include "catch.h"

#include "scenario.h"

using namespace tests;

TEST_CASE("accepts the path variants that clients send")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    for (const auto* path : {"/v1/chat/completions", "/chat/completions", "/v1/v1/chat/completions",
             "//v1/chat/completions", "/v1//chat/completions", "/v1/chat/completions/", "/openai/v1/chat/completions",
             "/v1/chat/completions?api-version=2024-02-01"}) {
        CAPTURE(path);
        const auto answer = exchange(gateway.port(), {.target = path, .body = ask("alias")});
        CHECK(answer.status == 200);
        REQUIRE_FALSE(upstream.requests().empty());
        CHECK(upstream.requests().back().target == "/v1/chat/completions");
    }
    const auto absolute = "http://127.0.0.1:" + std::to_string(gateway.port()) + "/v1/chat/completions";
    CHECK(exchange(gateway.port(), {.target = absolute, .body = ask("alias")}).status == 200);
}

TEST_CASE("answers liveness on exact paths only and does not record it")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    const auto health = get(gateway.port(), "/health");
    CHECK(health.status == 200);
    auto tree = parsed(health.body);
    REQUIRE(tree.is_object());
    CHECK(health.body.find(SIGNALBOX_VERSION) != std::string::npos);
    CHECK(health.body.find("1") != std::string::npos); // one usable provider
    for (const auto* path : {"/", "/api/hello"}) {
        CAPTURE(path);
        CHECK(get(gateway.port(), path).status == 200);
        const auto head = exchange(gateway.port(), {.method = "HEAD", .target = path});
        CHECK(head.status == 200);
        CHECK(head.body.empty());
    }
    CHECK(exchange(gateway.port(), {.method = "HEAD", .target = "/health"}).status == 200);
    checkError(get(gateway.port(), "/x/health"), 404, "unknown_endpoint");
    checkError(get(gateway.port(), "/v1/api/hello"), 404, "unknown_endpoint");
}

TEST_CASE("a HEAD leaves the connection usable")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    HttpClient client(gateway.port());
    client.send(toText({.method = "HEAD", .target = "/"}, gateway.port()));
    CHECK(client.readAnswer(true).status == 200);
    client.send(toText({.method = "GET", .target = "/health"}, gateway.port()));
    const auto answer = client.readAnswer();
    CHECK(answer.status == 200);
    CHECK(parsed(answer.body).is_object());
}

TEST_CASE("lists the models that the caller can use", "[sanitized]")
{
    FakeUpstream upstream(FakeUpstream::Options{.models = {"listed-1", "vendor/listed-2"}});
    auto fixed = provider("fixed", upstream.baseUrl());
    fixed["models"] = {"own-1"};
    fixed["model_map"] = {{"mapped", "own-1"}, {"pre-*", "own-1"}};
    auto off = provider("off", upstream.baseUrl());
    off["enabled"] = false;
    off["models"] = {"off-1"};
    GatewayProcess gateway(configuration({fixed, listingProvider("live", upstream.baseUrl()), off},
        {route("alias", {target("fixed", "own-1", 0)}), route("prefix-*", {target("fixed", {}, 0)})}));
    HttpAnswer answer;
    eventually(
        [&] { // fetching the provider's list takes a while
            answer = get(gateway.port(), "/v1/models");
            return answer.body.find("listed-1") != std::string::npos;
        },
        5000);
    CHECK(answer.status == 200);
    auto list = parsed(answer.body);
    CAPTURE(answer.body);
    REQUIRE(list.is_object());
    CHECK(list["object"] == "list");
    std::vector<std::string> ids;
    for (const auto& model : list["data"]) {
        CHECK(model["object"] == "model");
        CHECK(model["created"].is_number_integer());
        CHECK(model["owned_by"].is_string());
        ids.push_back(model["id"]);
    }
    const auto has = [&](const char* id) { return std::count(ids.begin(), ids.end(), id); };
    for (const auto* id : {"alias", "mapped", "own-1", "listed-1", "vendor/listed-2"}) {
        CAPTURE(id);
        CHECK(has(id) == 1);
    }
    for (const auto* id : {"off-1", "prefix-", "prefix-*", "pre-*", "fake-large"}) {
        CAPTURE(id);
        CHECK(has(id) == 0);
    }
    CHECK(ids.size() < 30); // never the catalog

    for (const auto* id : {"alias", "listed-1", "vendor/listed-2", "fixed/own-1", "fixed/any/model"}) {
        CAPTURE(id);
        const auto one = get(gateway.port(), std::string("/v1/models/") + id);
        CHECK(one.status == 200);
        CHECK(parsed(one.body)["id"] == id);
    }
    for (const auto* id : {"nothing", "off/off-1", "nowhere/own-1"})
        checkError(get(gateway.port(), std::string("/v1/models/") + id), 404, "model_not_found");
    CHECK(get(gateway.port(), "/models").status == 200);
    CHECK(get(gateway.port(), "/v1/models/").status == 200);
}

TEST_CASE("a provider whose model list is unavailable does not block the others")
{
    FakeUpstream upstream(FakeUpstream::Options{.models = {"listed-1"}});
    GatewayProcess gateway(configuration({listingProvider("down", "http://127.0.0.1:" + std::to_string(unusedPort()) + "/v1"),
                                             listingProvider("live", upstream.baseUrl())},
        {route("alias", {target("live", "m", 0)})}));
    CHECK(eventually([&] {
        const auto list = get(gateway.port(), "/v1/models");
        return list.status == 200 && list.body.find("listed-1") != std::string::npos;
    }));
}
