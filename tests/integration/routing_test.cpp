#include "catch.h"

#include "scenario.h"

#include <map>

using namespace tests;

namespace {

Json routeFor(const std::string& id, Json match, const std::string& provider)
{
    return {{"id", id}, {"match", std::move(match)}, {"targets", {target(provider, {}, 0)}}};
}

} // namespace

TEST_CASE("tries routes in order and requires all kinds of conditions to match", "[sanitized]")
{
    FakeUpstream upstream;
    const auto url = upstream.baseUrl();
    std::vector<Json> providers;
    for (const auto* id : {"exact", "prefix", "suffix", "regex", "two", "header", "query", "path", "method", "domain"})
        providers.push_back(provider(id, url));
    auto config = configuration(std::move(providers),
        {
            routeFor("off", {{"models", {{{"exact", "m-exact"}}}}}, "two"),
            routeFor("exact", {{"models", {{{"exact", "m-exact"}}}}}, "exact"),
            routeFor("shadowed", {{"models", {{{"exact", "m-exact"}}}}}, "two"),
            routeFor("header",
                {{"models", {{{"prefix", "m-"}}}}, {"headers", {{{"name", "x-team"}, {"exact", "red"}}}}}, "header"),
            routeFor("pair",
                {{"headers", {{{"all", {{{"name", "x-team"}, {"exact", "blue"}}, {{"name", "x-user"}, {"present", true}}}}}}}}, "two"),
            routeFor("query", {{"query", {{{"name", "lane"}, {"present", true}}}}}, "query"),
            routeFor("path", {{"paths", {{{"prefix", "/team-a"}}}}}, "path"),
            routeFor("domain", {{"domains", {"llm.example"}}}, "domain"),
            routeFor("prefix", {{"models", {{{"prefix", "m-p"}}}}}, "prefix"),
            routeFor("suffix", {{"models", {{{"suffix", "-tail"}}}}}, "suffix"),
            routeFor("regex", {{"models", {{{"regex", "^r[0-9]{2}$"}}}}}, "regex"),
            routeFor("either", {{"models", {{{"exact", "a"}}, {{"exact", "b"}}}}}, "two"),
        });
    config["routes"][0]["enabled"] = false;
    GatewayProcess gateway(config);
    REQUIRE(gateway.isListening());

    struct Row {
        std::string model;
        std::string route; // empty: 404
        Fields headers = {};
        std::string target = "/v1/chat/completions";
    };
    const std::vector<Row> rows{
        {"m-exact", "exact"}, {"m-exact2", ""}, {"m-prefix", "prefix"}, {"x-tail", "suffix"}, {"r42", "regex"},
        {"r421", ""}, {"a", "either"}, {"b", "either"}, {"c", ""}, {"m-prefix", "header", {{"X-Team", "red"}}},
        {"m-prefix", "prefix", {{"X-Team", "redder"}}}, {"other", "", {{"X-Team", "red"}}},
        {"anything", "pair", {{"X-User", "ann"}, {"X-Team", "blue"}}}, {"anything", "", {{"X-Team", "blue"}}},
        {"anything", "query", {}, "/v1/chat/completions?lane=1"},
        {"anything", "path", {}, "/team-a/v1/chat/completions"}, {"anything", "domain", {{"Host", "llm.example"}}},
        {"M-EXACT", ""}, // model names are case-sensitive
    };
    for (const auto& row : rows) {
        CAPTURE(row.model, row.target);
        const auto answer =
            exchange(gateway.port(), {.target = row.target, .headers = row.headers, .body = ask(row.model)});
        if (row.route.empty()) {
            checkError(answer, 404, "model_not_found");
            continue;
        }
        CHECK(answer.status == 200);
        CHECK(answer.headerOr("x-signalbox-route") == row.route);
        CHECK(parsed(upstream.requests().back().body)["model"] == row.model);
    }
    // The prefix of a route is not sent upstream.
    for (const auto& request : upstream.requests())
        CHECK(request.target.starts_with("/v1/chat/completions"));
}

TEST_CASE("matches a route by request traits and time", "[sanitized]")
{
    FakeUpstream upstream;
    std::vector<Json> providers;
    for (const auto* id : {"images", "long", "tools", "never", "rest"})
        providers.push_back(provider(id, upstream.baseUrl()));
    const Json models = {{{"prefix", "m"}}};
    // A quarter of an hour that is long past or far ahead.
    const auto hour = std::chrono::duration_cast<std::chrono::hours>(std::chrono::system_clock::now().time_since_epoch()).count() % 24;
    const auto other = std::to_string(100 + (hour + 12) % 24).substr(1);
    const Json never = {{{"from", other + ":00"}, {"to", other + ":15"}, {"zone", "UTC"}}};
    GatewayProcess gateway(configuration(std::move(providers),
        {
            routeFor("never", {{"models", models}, {"times", never}}, "never"),
            routeFor("images", {{"models", models}, {"traits", {{{"images", true}}}}}, "images"),
            routeFor("long", {{"models", models}, {"traits", {{{"input_tokens_above", 5000}}}}}, "long"),
            routeFor("tools", {{"models", models}, {"traits", {{{"tools", true}, {"stream", false}}}}}, "tools"),
            routeFor("rest", {{"models", models}, {"times", {{{"zone", "UTC"}}}}}, "rest"),
        }));
    const std::string tools = R"(,"tools":[{"type":"function","function":{"name":"f"}}])";
    const std::string image = R"({"model":"m","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:,"}}]}]})";
    const std::string book = R"({"model":"m","messages":[{"role":"user","content":")" + std::string(30000, 'x') + R"("}]})";
    const std::vector<std::pair<std::string, std::string>> rows{
        {ask("m"), "rest"}, {image, "images"}, {book, "long"}, {ask("m", tools), "tools"}, {askStream("m", tools), "rest"}};
    for (const auto& [body, id] : rows)
        CHECK(chat(gateway.port(), body).headerOr("x-signalbox-route") == id);
}

TEST_CASE("prefers higher priorities and balances equal ones by weight")
{
    FakeUpstream upstream;
    auto spread = route("spread", {target("a", {}, 5), target("b", {}, 5), target("c", {}, 9), target("d", {}, 5)});
    spread["targets"][0]["weight"] = 3;
    spread["targets"][3]["weight"] = 0;
    GatewayProcess gateway(configuration({provider("a", upstream.baseUrl()), provider("b", upstream.baseUrl()),
                                             provider("c", upstream.baseUrl()), provider("d", upstream.baseUrl())},
        {spread}));
    CHECK(chat(gateway.port(), ask("spread")).headerOr("x-signalbox-provider") == "c");

    spread["targets"].erase(2);
    GatewayProcess equals(configuration(
        {provider("a", upstream.baseUrl()), provider("b", upstream.baseUrl()), provider("d", upstream.baseUrl())},
        {spread}));
    std::map<std::string, int> count;
    for (int i = 0; i < 40; ++i)
        ++count[chat(equals.port(), ask("spread")).headerOr("x-signalbox-provider")];
    CHECK(count["a"] == 30);
    CHECK(count["b"] == 10);
    CHECK(count["d"] == 0);
}

TEST_CASE("finds the provider of a model without a route")
{
    FakeUpstream one;
    FakeUpstream two(FakeUpstream::Options{.models = {"listed-by-two"}});
    auto first = provider("one", one.baseUrl());
    first["models"] = {"own-model", "org/own"};
    first["model_map"] = {{"short", "a-long-name"}, {"pre-*", "mapped"}};
    auto off = provider("off", two.baseUrl());
    off["enabled"] = false;
    off["models"] = {"off-model"};
    GatewayProcess gateway(configuration({off, first, provider("two", two.baseUrl())}));
    REQUIRE(gateway.isListening());

    struct Row {
        const char* asked;
        int status;
        const char* provider;
        const char* sent;
    };
    for (const auto& row : {Row{"own-model", 200, "one", "own-model"}, Row{"one/free-name", 200, "one", "free-name"},
             Row{"one/org/deep", 200, "one", "org/deep"}, Row{"two/x", 200, "two", "x"},
             Row{"org/own", 200, "one", "org/own"}, Row{"short", 200, "one", "a-long-name"},
             Row{"one/short", 200, "one", "a-long-name"}, Row{"one/pre-7", 200, "one", "mapped"},
             Row{"off-model", 404, "", ""}, Row{"nowhere", 404, "", ""}}) {
        CAPTURE(row.asked);
        const auto answer = chat(gateway.port(), ask(row.asked));
        CHECK(answer.status == row.status);
        if (answer.status != 200)
            continue;
        CHECK(answer.headerOr("x-signalbox-provider") == row.provider);
        CHECK(answer.headerOr("x-signalbox-model") == row.sent);
        auto& upstream = std::string(row.provider) == "one" ? one : two;
        CHECK(parsed(upstream.requests().back().body)["model"] == row.sent);
    }
}

TEST_CASE("suggests the closest names for an unknown model")
{
    FakeUpstream upstream;
    auto one = provider("one", upstream.baseUrl());
    one["models"] = {"deepseek-chat", "deepseek-reasoner", "qwen-turbo"};
    GatewayProcess gateway(configuration({one}));
    const auto message = checkError(chat(gateway.port(), ask("depseek-chat")), 404, "model_not_found");
    CHECK(message.find("depseek-chat") != std::string::npos);
    CHECK(message.find("deepseek-chat") != std::string::npos);
}

TEST_CASE("skips a disabled target and names it when none is left")
{
    FakeUpstream upstream;
    auto off = provider("off", upstream.baseUrl());
    off["enabled"] = false;
    GatewayProcess gateway(configuration({off, provider("on", upstream.baseUrl())},
        {route("some", {target("off", "m", 1), target("on", "m", 0)}), route("none", {target("off", "m", 0)})}));
    const auto answer = chat(gateway.port(), ask("some"));
    CHECK(answer.status == 200);
    CHECK(answer.headerOr("x-signalbox-provider") == "on");
    const auto refused = chat(gateway.port(), ask("none"));
    const auto message = checkError(refused, 503, "no_usable_target");
    CHECK(message.find("off") != std::string::npos);
    CHECK(refused.headerOr("x-should-retry") == "false"); // waiting does not help
}

TEST_CASE("accepts a base URL with or without a trailing slash or with the endpoint")
{
    FakeUpstream upstream;
    struct Row {
        std::string path;
        std::string sent;
    };
    for (const auto& row : {Row{"/v1", "/v1/chat/completions"}, Row{"/v1/", "/v1/chat/completions"},
             Row{"/api/paas/v4", "/api/paas/v4/chat/completions"},
             Row{"/odd/chat/completions", "/odd/chat/completions"}}) {
        CAPTURE(row.path);
        GatewayProcess gateway(
            configuration({provider("up", upstream.origin() + row.path)}, {route("alias", {target("up", "m", 0)})}));
        CHECK(chat(gateway.port(), ask("alias")).status == 200);
        CHECK(upstream.allRequests().back().target == row.sent);
    }
}

TEST_CASE("sends configured auth headers and query parameters")
{
    FakeUpstream upstream;
    auto up = provider("up", upstream.baseUrl(), {kKeyReference});
    up["auth"] = {{"headers", {{"x-own-key", "Key ${key}"}, {"x-fixed", "yes"}}}, {"query", {{"k", "${key}"}}}};
    GatewayProcess gateway(configuration({up}, {route("alias", {target("up", "m", 0)})}), withKey());
    CHECK(chat(gateway.port(), ask("alias")).status == 200);
    REQUIRE(upstream.requests().size() == 1);
    const auto sent = upstream.requests()[0];
    CHECK(sent.header("x-own-key") == std::string("Key ") + kKey);
    CHECK(sent.header("x-fixed") == "yes");
    CHECK_FALSE(sent.header("authorization"));
    CHECK(sent.target == std::string("/v1/chat/completions?k=") + kKey);
}

TEST_CASE("the demo works without a configuration", "[sanitized]")
{
    GatewayProcess gateway;
    REQUIRE(gateway.isListening());
    const auto well = chat(gateway.port(), askStream("demo", R"(,"stream_options":{"include_usage":true})"));
    CHECK(well.status == 200);
    CHECK(well.headerOr("x-signalbox-provider") == "demo");
    CHECK(attempts(well) == 1);
    const auto events = eventData(well.body);
    REQUIRE(events.size() > 4);
    CHECK(events.back() == "[DONE]");
    CHECK(parsed(events[events.size() - 2])["usage"]["completion_tokens"] > 0);
    CHECK(well.arrivals.size() > 4); // at a human pace, not all at once

    // The same request gets the same answer.
    const auto text = [&](const HttpAnswer& answer) { return parsed(answer.body)["choices"][0]["message"]["content"]; };
    const auto once = text(chat(gateway.port(), ask("demo")));
    CHECK(once.is_string());
    CHECK(once == text(chat(gateway.port(), ask("demo"))));

    for (const auto* model : {"demo-rate-limited", "demo-down"}) {
        CAPTURE(model);
        for (const bool isStream : {false, true}) {
            const auto answer = chat(gateway.port(), isStream ? askStream(model) : ask(model));
            CHECK(answer.status == 200);
            CHECK(attempts(answer) == 2);
            CHECK(answer.headerOr("x-signalbox-model") == "demo");
            CHECK(answer.headerOr("x-signalbox-route") == model);
        }
    }
    auto list = parsed(get(gateway.port(), "/v1/models").body);
    REQUIRE(list.is_object());
    std::vector<std::string> ids;
    for (const auto& model : list["data"])
        ids.push_back(model["id"]);
    for (const auto* model : {"demo", "demo-rate-limited", "demo-down"})
        CHECK(std::find(ids.begin(), ids.end(), model) != ids.end());
}
