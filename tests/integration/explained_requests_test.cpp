#include "catch.h"

#include "ledger_reader.h"
#include "scenario.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>

// What happened to a request, looked up by the id in its answer.

using namespace tests;

namespace {

Ran explain(const GatewayProcess& gateway, const std::string& id, const std::vector<std::string>& more = {})
{
    std::vector<std::string> arguments{"explain", "--data-dir", gateway.dataDir(), "--id", id};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return runGateway(arguments);
}

void checkHolds(const std::string& text, const std::vector<const char*>& parts)
{
    CAPTURE(text);
    for (const auto* part : parts) {
        CAPTURE(part);
        CHECK(text.find(part) != std::string::npos);
    }
}

std::string idOf(const HttpAnswer& answer) { return answer.headerOr("x-signalbox-request-id"); }

/// Routes before `alias`: a disabled one, ten for other models, one for a header.
Json crowdedConfiguration(const FakeUpstream& first, const FakeUpstream& second)
{
    auto config = withoutHealth(fallbackConfiguration(first.baseUrl(), second.baseUrl()));
    Json routes = Json::array();
    const auto decoy = [&](const std::string& model, const std::string& id) -> Json& {
        routes.push_back(route(model, {target("second", "s", 0)}));
        routes.back()["id"] = id;
        return routes.back();
    };
    decoy("alias", "off")["enabled"] = false;
    for (int i = 0; i < 10; ++i)
        decoy("other", "decoy-" + std::to_string(i));
    decoy("alias", "teams")["match"]["headers"] = {{{"name", "x-team"}, {"exact", "red"}}};
    for (const auto& own : config["routes"])
        routes.push_back(own);
    config["routes"] = routes;
    return config;
}

/// Covers all kinds of reasons: routes before and after `alias`, a target without a key, two
/// targets that are tried, one of them with a price.
Json reasonedConfiguration(const FakeUpstream& first, const FakeUpstream& second)
{
    Json priced = provider("priced", first.baseUrl(), {kKeyReference});
    priced["type"] = "deepseek";
    auto spread = route("alias", {target("priced", "deepseek-chat", 2), target("keyless", "k", 1), target("second", "s", 0)});
    spread["targets"][2]["weight"] = 5;
    spread["fallback"] = {{"max_attempts", 3}, {"retries", 0}, {"deadline_ms", 9000}};
    auto behind = route("alias", {target("second", "s", 0)});
    behind["id"] = "behind";
    auto teams = behind;
    teams["id"] = "teams";
    teams["match"]["headers"] = {{{"name", "x-team"}, {"exact", "red"}}};
    auto off = behind;
    off["id"] = "off";
    off["enabled"] = false;
    auto offBehind = off;
    offBehind["id"] = "off-behind";
    auto teamsBehind = teams;
    teamsBehind["id"] = "teams-behind";
    auto unused = provider("unused", second.baseUrl());
    unused["enabled"] = false;
    spread["targets"].push_back(target("unused", "u", 0));
    const auto keyless = provider("keyless", second.baseUrl(), {"env:E2E_NO_SUCH_KEY"});
    const auto other = route("other", {target("second", "s", 0)});
    const auto another = route("another", {target("second", "s", 0)});
    return withoutHealth(configuration({priced, keyless, unused, provider("second", second.baseUrl())},
        {other, off, teams, spread, behind, offBehind, teamsBehind, another}));
}

} // namespace

TEST_CASE("explains a past request as it was predicted", "[sanitized]")
{
    FakeUpstream first;
    FakeUpstream second;
    first.setDefault("status=500");
    GatewayProcess gateway(reasonedConfiguration(first, second), withKey());
    struct Case {
        const char* name;
        std::string body;
        int status;
        std::size_t attempts;
    };
    const auto asked = GENERATE_REF(values<Case>({
        {"a route", ask("alias"), 200, 2},
        {"a provider's own name", ask("second/x"), 200, 1},
        {"nobody", ask("nobody"), 404, 0},
    }));
    CAPTURE(asked.name);
    const std::vector<std::string> question{
        "explain", "--json", "--config", gateway.configFile(), "--data-dir", gateway.dataDir(), "-"};
    const auto before = parsed(runGateway(question, asked.body, withKey().environment).out);
    const auto answer = chat(gateway.port(), asked.body);
    CHECK(answer.status == asked.status);
    exchanges(gateway.dataDir() + "/ledger.sqlite", 1);
    const auto after = parsed(explain(gateway, idOf(answer), {"--json"}).out);
    CAPTURE(before.dump(2), after.dump(2));
    REQUIRE(after.is_object());
    for (const auto* part : {"model", "consumer", "routes", "passed_over", "rules"}) {
        CAPTURE(part);
        CHECK(after.value(part, Json()) == before.value(part, Json()));
    }
    CHECK(after["routes"].size() == 8);
    const Json made = after.value("attempts", Json::array());
    REQUIRE(made.size() == asked.attempts);
    for (std::size_t i = 0; i < made.size(); ++i)
        for (const auto* part : {"provider", "model", "key", "why", "place"}) {
            CAPTURE(i, part);
            CHECK(made[i].at(part) == before["attempts"].at(i).at(part));
        }
    if (made.size() > 1) {
        CHECK(made[0]["place"].contains("input_price"));
        CHECK(made[1]["place"]["weight"] == 5);
        CHECK(after["passed_over"].size() == 2);
        CHECK(after["rules"].size() == 3);
    }
}

TEST_CASE("explains a request whose client disconnected")
{
    FakeUpstream first;
    FakeUpstream second;
    first.setDefault("first-delay=9000");
    auto config = reasonedConfiguration(first, second);
    auto& targets = config["routes"][3]["targets"];
    std::swap(targets[0]["priority"], targets[1]["priority"]); // the one without a key first
    GatewayProcess gateway(config, withKey());
    {
        HttpClient client(gateway.port());
        client.send(toText({.body = askStream("alias")}, gateway.port()));
        REQUIRE(eventually([&first] { return first.requests().size() == 1; }));
    }
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 1);
    REQUIRE(rows.size() == 1);
    CHECK(settled(rows[0]) == "0 cancelled");
    checkHolds(explain(gateway, text(rows[0], "id")).out,
        {"> route-alias: takes the request\n  behind: it matches, but an earlier route takes the request\n  off-behind: it is disabled\n",
            "1. priced/deepseek-chat with key \"key1\": priority 1, weight 1 by roundrobin; $", "Skipped\n  keyless/k: ",
            "the client disconnected after"});
}

TEST_CASE("explains whether a sticky route kept a past conversation on its target")
{
    FakeUpstream first;
    FakeUpstream second;
    auto config = withoutHealth(fallbackConfiguration(first.baseUrl(), second.baseUrl()));
    config["routes"][0]["balancer"] = {{"algorithm", "sticky"}};
    GatewayProcess gateway(config);
    const auto placesOf = [&gateway](const HttpAnswer& answer) {
        eventually([&] { return explain(gateway, idOf(answer)).status == 0; });
        return parsed(explain(gateway, idOf(answer), {"--json"}).out).value("attempts", Json());
    };
    const auto places = placesOf(chat(gateway.port(), ask("alias")));
    CHECK_FALSE(places[0]["place"].contains("keeps_conversation"));
    const auto kept = placesOf(chat(gateway.port(), ask("alias")));
    CHECK(kept[0]["place"]["keeps_conversation"] == true);
    CHECK(kept[0]["why"].get<std::string>().ends_with("; answered this conversation before"));
}

TEST_CASE("explains a past request by its id with or without a running gateway")
{
    FakeUpstream first;
    FakeUpstream second;
    first.setDefault("status=429");
    GatewayProcess gateway(crowdedConfiguration(first, second));
    const auto answer = chat(gateway.port(), ask("alias"), {{"User-Agent", "OpenAI/JS 6.49.0"}});
    CHECK(answer.status == 200);
    const auto direct = chat(gateway.port(), ask("second/x"));
    const auto unknown = chat(gateway.port(), ask("nobody"));
    CHECK(unknown.status == 404);
    // At once: the gateway writes the row a little later. And in lower case.
    std::string small = idOf(unknown);
    std::transform(small.begin(), small.end(), small.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    CHECK(explain(gateway, small).status == 0);
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 3);
    REQUIRE(rows.size() == 3);
    const auto decisions = parsed(text(rows[0], "refused"));
    const Json expected{{{"why", Json::array({"it does not match the model"})}, {"at", "0-9"}},
        {{"why", Json::array({"none of its headers match"})}, {"at", "10"}}};
    CHECK(decisions["routes"] == expected);
    CHECK(text(rows[0], "trail") == "NULL"); // nothing else is recorded
    CHECK(query(gateway.dataDir() + "/ledger.sqlite", "SELECT * FROM route_lists").size() == 1);

    const bool isGone = GENERATE(false, true);
    if (isGone) {
        gateway.terminate();
        REQUIRE(gateway.waitForExit() == 0);
    }
    const auto said = explain(gateway, idOf(answer));
    CAPTURE(said.err);
    CHECK(said.status == 0);
    checkHolds(said.out, {"Model \"alias\", requested by anonymous\n", "OpenAI/JS", "  off: it is disabled\n",
        "  decoy-0: it does not match the model\n", "  decoy-9: it does not match the model\n",
        "  teams: none of its headers match\n", "> route-alias: takes the request\n",
        "1. first/first-model: priority 1, weight 1 by roundrobin; price not known\n     ",
        "answered with 429 after", "rate_limited", "2. second/second-model", "the client got 200 after",
        "answered by second/second-model\n"});
    CHECK(said.out.find(idOf(answer)) != std::string::npos);

    // When no route matches, all are listed.
    checkHolds(explain(gateway, idOf(direct)).out, {"  decoy-9: it does not match the model\n", "  route-alias: it does not match the model\n",
        "1. second/x: no route matches, the provider has the model; price not known\n     answered with 200", "After a failure\n  another target"});
    checkHolds(explain(gateway, idOf(unknown)).out,
        {"the client got 404 model_not_found", "Attempts, in this order\n  none\n", "\n  why: Unknown model \"nobody\""});

    const auto json = parsed(explain(gateway, idOf(answer), {"--json"}).out);
    CHECK(json["id"] == idOf(answer));
    CHECK(json["attempts"][0]["status"] == 429);
    CHECK(json["outcome"] == "answered");
}

TEST_CASE("explains skipped targets and the client's own key for a past request")
{
    FakeUpstream first;
    FakeUpstream second;
    first.setDefault("status=429,retry-after=60");
    auto config = fallbackConfiguration(first.baseUrl(), second.baseUrl());
    auto own = route("own", {target("second", "s", 0)});
    own["client_credential"] = true;
    config["routes"].push_back(own);
    GatewayProcess gateway(config);
    chat(gateway.port(), ask("alias"));
    const auto passed = chat(gateway.port(), ask("alias"));
    const auto mine = chat(gateway.port(), ask("own"), {{"Authorization", "Bearer sk-clients-own-key"}});
    exchanges(gateway.dataDir() + "/ledger.sqlite", 3);
    checkHolds(explain(gateway, idOf(passed)).out, {"Skipped\n  first/first-model: ", "is in cooldown until"});
    checkHolds(explain(gateway, idOf(mine)).out, {"the client's own key was passed through to the provider\n"});
    CHECK(explain(gateway, idOf(mine)).out.find("sk-clients-own-key") == std::string::npos);
}

TEST_CASE("keeps the gateway's own error messages but not those of a provider")
{
    FakeUpstream first;
    FakeUpstream second;
    struct Row {
        const char* behaviour;
        const char* kept;
    };
    const auto row = GENERATE(values<Row>({
        {"status=500,message=about-your-prompt", "why: The provider's own message, which was not kept.\n"},
        {"status=429,message=about-your-prompt", "why: Every target is rate-limited by its provider, whose message was not kept.\n"},
        {"status=401,message=about-your-prompt", "why: Provider \"second\" refused its key"},
        {"close-before-head", "why: Provider \"second\" at http://"},
    }));
    CAPTURE(row.behaviour);
    first.setDefault(row.behaviour);
    second.setDefault(row.behaviour);
    GatewayProcess gateway(withoutHealth(fallbackConfiguration(first.baseUrl(), second.baseUrl())), withKey());
    const auto answer = chat(gateway.port(), ask("alias"));
    exchanges(gateway.dataDir() + "/ledger.sqlite", 1);
    const auto said = explain(gateway, idOf(answer));
    checkHolds(said.out, {row.kept});
    CHECK(said.out.find("about-your-prompt") == std::string::npos);
    const auto json = parsed(explain(gateway, idOf(answer), {"--json"}).out);
    CHECK_FALSE(json.value("error_message", std::string()).empty());
    std::size_t searched = 0;
    CHECK(gateway.filesWith("about-your-prompt", &searched).empty());
    CHECK(searched > 0);
}

TEST_CASE("explain refuses what the gateway refuses before routing")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    struct Row {
        std::string header;
        const char* said; ///< empty: it is accepted
    };
    const auto row = GENERATE(values<Row>({
        {"host: evil.example", "forbidden_host"},
        {"origin: http://evil.example", "forbidden_origin"},
        {"content-type: text/plain", "unsupported_media_type"},
        {"content-encoding: foo", "unsupported_media_type"},
        {"content-type: application/json", ""},
        {"host: localhost:8080", ""},
    }));
    CAPTURE(row.header);
    const std::vector<std::string> question{"explain", "--config", gateway.configFile(), "--data-dir", gateway.dataDir(),
                                            "--header", row.header, "-"};
    const auto told = runGateway(question, ask("alias"), withKey().environment);
    CAPTURE(told.out, told.err);
    const bool isRefused = *row.said != '\0';
    CHECK(told.status == (isRefused ? 1 : 0));
    CHECK((told.out + told.err).find(isRefused ? row.said : "Attempts, in this order\n  1.") != std::string::npos);
}

TEST_CASE("explain shows the price that exchanges are charged at")
{
    FakeUpstream upstream;
    auto config = aliasConfiguration(upstream);
    GatewayProcess gateway(config, withKey());
    const std::vector<std::string> question{"explain", "--config", gateway.configFile(), "--data-dir", gateway.dataDir(), "-"};
    CHECK(runGateway(question, ask("alias"), withKey().environment).out.find("price not known") != std::string::npos);
    config["usage"]["prices"] = Json::array({{{"model", "up-*"}, {"currency", "CNY"}, {"input", 7}, {"output", 14}}});
    config["usage"]["exchange_rate"] = {{"usd_cny", 7}, {"date", "2026-11-20"}};
    gateway.writeConfig(config);
    checkHolds(runGateway(question, ask("alias"), withKey().environment).out, {"; ¥7.00 in, ¥14.00 out per million tokens"});
}

TEST_CASE("cheapest uses the exchange rate in effect in explain and in exchanges")
{
    FakeUpstream yuan;
    FakeUpstream dollar;
    struct Row {
        double configured; ///< 0: none
        double fetched;
        const char* first;
    };
    // 10 yuan against 1.2 dollars; the built-in rate is about 7.
    const auto row = GENERATE(values<Row>({{0, 0, "dollar"}, {10, 0, "yuan"}, {0, 10, "yuan"}, {7, 10, "dollar"}}));
    CAPTURE(row.configured, row.fetched);
    Json spread = route("alias", {target("yuan", "y", 0), target("dollar", "d", 0)});
    spread["balancer"] = {{"algorithm", "cheapest"}};
    Json config = configuration({provider("yuan", yuan.baseUrl(), {kKeyReference}), provider("dollar", dollar.baseUrl(), {kKeyReference})}, {spread});
    config["usage"]["prices"] = Json::array({{{"model", "y"}, {"currency", "CNY"}, {"input", 10}, {"output", 10}},
        {{"model", "d"}, {"currency", "USD"}, {"input", 1.2}, {"output", 1.2}}});
    if (row.configured > 0)
        config["usage"]["exchange_rate"] = {{"usd_cny", row.configured}, {"date", "2026-11-20"}};
    GatewayProcess::Options options = withKey();
    options.prepare = [&](const std::string& dataDir) {
        if (row.fetched <= 0)
            return;
        std::filesystem::create_directories(dataDir + "/prices");
        std::ofstream(dataDir + "/prices/exchange_rate.json") << Json({{"usd_cny", row.fetched}, {"date", "2026-11-20"}, {"source", "s"}}).dump();
    };
    GatewayProcess gateway(config, options);
    const std::string told = runGateway({"explain", "--config", gateway.configFile(), "--data-dir", gateway.dataDir(), "-"}, ask("alias"), withKey().environment).out;
    CHECK(told.find(std::string("1. ") + row.first) != std::string::npos);
    CHECK(eventually([&] { return chat(gateway.port(), ask("alias")).headerOr("x-signalbox-provider") == row.first; }));
}

TEST_CASE("shows and compares prices with their hourly factors", "[sanitized]")
{
    FakeUpstream first;
    FakeUpstream second;
    const auto* const zone = GENERATE("UTC", "Asia/Shanghai");
    auto spread = route("alias", {target("first", "f", 0), target("second", "s", 0)});
    spread["balancer"] = {{"algorithm", "cheapest"}};
    Json config = withoutHealth(configuration({provider("first", first.baseUrl(), {kKeyReference}), provider("second", second.baseUrl(), {kKeyReference})}, {spread}));
    config["usage"]["prices"] = Json::array({{{"model", "f"}, {"currency", "USD"}, {"input", 1}, {"output", 4}},
        {{"model", "s"}, {"currency", "USD"}, {"input", 1.5}, {"cached_input", 0.5}, {"output", 6},
            {"hours", {{{"from", "00:00"}, {"to", "24:00"}, {"zone", zone}, {"factor", 0.5}}}}}});
    GatewayProcess gateway(config, withKey());
    const auto judged = [&](const std::vector<std::string>& more) {
        std::vector<std::string> words{"explain", "--config", gateway.configFile(), "--data-dir", gateway.dataDir()};
        words.insert(words.end(), more.begin(), more.end());
        return runGateway(words, ask("alias"), withKey().environment).out;
    };
    const std::string place = "; $0.75 in, $3.00 out per million tokens, 0.5 times the price of other hours (00:00-24:00 " + std::string(zone) + ")";
    const std::string before = judged({"-"});
    CHECK_THAT(before, Catch::Contains("1. second/s") && Catch::Contains(place) && Catch::Contains("; $1.00 in, $4.00 out per million tokens\n"));
    const auto answer = chat(gateway.port(), ask("alias"));
    CHECK(answer.headerOr("x-signalbox-provider") == "second");
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 1);
    REQUIRE(rows.size() == 1);
    CHECK(number(rows[0], "cost_pico") == 750'000 * number(rows[0], "input_tokens") + 3'000'000 * number(rows[0], "output_tokens"));
    CHECK_THAT(explain(gateway, idOf(answer)).out, Catch::Contains(place));
}

TEST_CASE("explain lists the policies of the consumer and the route and what each would do")
{
    FakeUpstream upstream;
    auto config = aliasConfiguration(upstream);
    config["consumers"] = {{{"name", "ci"}, {"models", {"alias"}}, {"capture", {{"until", "2099-01-01T00:00:00Z"}, {"max_bytes", 2048}}}}, {{"name", "ide"}}};
    GatewayProcess gateway(config, withKey());
    const auto asked = [&](const char* consumer, const char* model) {
        return runGateway({"explain", "--config", gateway.configFile(), "--consumer", consumer, "-"}, ask(model), withKey().environment).out;
    };
    checkHolds(asked("ci", "alias"), {"\nPolicies, in this order\n  permission (before the plan): consumer \"ci\" may use route \"route-alias\" and model \"alias\"\n"
                                      "  capture (body understood, on the answer, settled): keeps the request and its answer until 2099-01-01T00:00:00Z, at most 2048 bytes of each\n\nAttempts"});
    checkHolds(asked("ci", "other"), {"  permission (before the plan): refused: Consumer \"ci\" may not use model \"other\".\n  capture (body understood, on the answer, settled): keeps ",
                                      "\nThe client gets: 403 consumer_not_allowed: Consumer \"ci\" may not use model \"other\".\n"});
    CHECK(asked("ide", "alias").find("Policies") == std::string::npos);
    const auto json = parsed(runGateway({"explain", "--json", "--config", gateway.configFile(), "--consumer", "ci", "-"}, ask("alias"), withKey().environment).out);
    REQUIRE(json["policies"].size() == 2);
    CHECK(json["policies"][0]["name"] == "permission");
    CHECK(json["policies"][0]["stages"] == Json::array({"before the plan"}));
    CHECK(json["policies"][1]["stages"] == Json::array({"body understood", "on the answer", "settled"}));
    CHECK(json["policies"][1]["what"].get<std::string>().starts_with("keeps the request"));
}

TEST_CASE("explains no routes for a request that cannot be read")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    const auto row = GENERATE(values<std::pair<const char*, const char*>>({
        {"", "body is empty"},
        {"[]", "one JSON object"},
        {"{\"messages\":[]}", "\"model\" is missing"},
        {"{\"model\":", "not valid JSON"},
    }));
    CAPTURE(row.first);
    const auto said = runGateway({"explain", "--config", gateway.configFile(), "-"}, row.first, withKey().environment);
    CHECK(said.status == 1);
    CHECK(said.out.starts_with("Request by anonymous\n\nIt is refused before routing.\n\nThe client gets: 400 "));
    CHECK(said.out.find(row.second) != std::string::npos);
    CHECK(said.out.find("Routes") == std::string::npos);
    const auto unknown = runGateway({"explain", "--config", gateway.configFile(), "--consumer", "x", "-"}, ask("alias"));
    CHECK(unknown.status == 1);
    checkHolds(unknown.err, {"Unknown consumer \"x\""});
    auto config = aliasConfiguration(upstream);
    config["listen"]["max_body_bytes"] = 10000;
    gateway.writeConfig(config);
    const auto large = runGateway({"explain", "--config", gateway.configFile(), "-"}, std::string(20000, ' '));
    CHECK(large.status == 1);
    checkHolds(large.err, {"larger than listen.max_body_bytes, 10000 bytes", "413 request_too_large"});
}

TEST_CASE("says what to do when a request id is unknown")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    const auto unknown = explain(gateway, "01KAJ3V6ZC3WQG1D5PNBX7S4TM");
    CHECK(unknown.status == 1);
    CHECK(unknown.out.empty());
    checkHolds(unknown.err, {"There is no request \"01KAJ3V6ZC3WQG1D5PNBX7S4TM\" in ", "x-signalbox-request-id", "are not recorded", "--data-dir"});
    const auto elsewhere = runGateway({"explain", "--data-dir", gateway.folder() + "/nowhere", "--id", "01KAJ3V6ZC3WQG1D5PNBX7S4TM"});
    CHECK(elsewhere.status == 1);
    checkHolds(elsewhere.err, {"There is no ledger ", "/nowhere/ledger.sqlite", "--data-dir"});
    CHECK(runGateway({"explain", "--id", "01", "request.json"}).status == 2);
}

TEST_CASE("escapes line breaks of a model name in an explanation")
{
    FakeUpstream upstream;
    GatewayProcess gateway(configuration({provider("up", upstream.baseUrl())}));
    const auto answer = chat(gateway.port(), ask(R"(up/m\n\nIn the end\n  the client got 200 \u001b[2J\u202e\u009b)"));
    REQUIRE(exchanges(gateway.dataDir() + "/ledger.sqlite", 1).size() == 1);
    const auto told = explain(gateway, idOf(answer));
    CHECK(told.status == 0);
    checkHolds(told.out, {R"(up/m\u000a\u000aIn the end\u000a  the client got 200 \u001b[2J\u202e\u009b)"});
    CHECK(told.out.find("\n\nIn the end\n") == told.out.rfind("\n\nIn the end\n"));
    for (const char* const raw : {"\x1b", "\xe2\x80\xae", "\xc2\x9b"})
        CHECK(told.out.find(raw) == std::string::npos);
}

TEST_CASE("explain says what only a running gateway knows about the order")
{
    FakeUpstream upstream;
    auto config = fallbackConfiguration(upstream.baseUrl(), upstream.baseUrl());
    config["routes"][0]["targets"] = {target("first", "f", 0), target("second", "s", 0)};
    struct Row {
        const char* algorithm;
        const char* said; ///< empty: nothing
    };
    const auto row = GENERATE(values<Row>({
        {"sticky", "conversation affinity: a conversation stays with the target that answered it before."},
        {"roundrobin", "weighted round robin: they take turns."},
        {"cheapest", ""},
    }));
    CAPTURE(row.algorithm);
    config["routes"][0]["balancer"] = {{"algorithm", row.algorithm}};
    GatewayProcess gateway(config, withKey());
    std::vector<std::string> question{"explain", "--config", gateway.configFile(), "--data-dir", gateway.dataDir(), "-"};
    const std::string text = runGateway(question, ask("alias"), withKey().environment).out;
    question.insert(question.begin() + 1, "--json");
    const Json json = parsed(runGateway(question, ask("alias"), withKey().environment).out);
    CAPTURE(text);
    const bool isSaid = *row.said != '\0';
    CHECK((text.find("the order of a gateway that has just started") != std::string::npos) == isSaid);
    CHECK(json.contains("order") == isSaid);
    if (isSaid) {
        CHECK(text.find(row.said) != std::string::npos);
        CHECK(json["order"].get<std::string>().find("among targets with priority 0, ") != std::string::npos);
    }
}

TEST_CASE("explains an error from a file, standard input or an argument and escapes its output")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    const std::string answer = R"({"error":{"message":"请先完成实名认证"}})";
    const std::string file = gateway.folder() + "/answer.json";
    std::ofstream(file) << answer;
    const auto judged = [&](const std::vector<std::string>& more, const std::string& input) {
        std::vector<std::string> words{"explain", "--config", gateway.configFile(), "--error", "400"};
        words.insert(words.end(), more.begin(), more.end());
        return runGateway(words, input);
    };
    for (const auto& [more, input] : {std::pair<std::vector<std::string>, std::string>{{file}, {}}, {{"-"}, answer}, {{}, answer}, {{answer}, {}}, {{"请先完成实名认证"}, {}}}) {
        const auto ran = judged(more, input);
        CAPTURE(ran.out, ran.err);
        CHECK(ran.status == 0);
        checkHolds(ran.out, {"class:   key_rejected\n", "account-unverified", "(account not verified)", "says:    请先完成实名认证\n", "Check the account at the provider.\n"});
    }
    const auto hostile = judged({"实名 \x1b[31m\x07\nclass:   ok"}, {});
    CAPTURE(hostile.out, hostile.err);
    checkHolds(hostile.out, {"class:   key_rejected\n"});
    CHECK((hostile.out + hostile.err).find_first_of("\x1b\x07") == std::string::npos);
    CHECK(hostile.out.find("\nclass:   ok") == std::string::npos);
}

TEST_CASE("does not explain an error of an unknown provider")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    const auto judged = [&](const char* provider) {
        return runGateway({"explain", "--config", gateway.configFile(), "--error", "429", "--provider", provider, "-"}, "{}");
    };
    for (const char* known : {"up", "zhipu", "google"})
        CHECK(judged(known).status == 0);
    const auto unknown = judged("zipu");
    CHECK(unknown.status == 1);
    CHECK(unknown.out.empty());
    checkHolds(unknown.err, {"\"zipu\"", "closest names are: zhipu"});
}

TEST_CASE("explain names the format in which a target is asked")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    struct Row {
        const char* path;
        bool isTranslated;
        const char* said;
    };
    const auto row = GENERATE(values<Row>({
        {"/v1/chat/completions", false, "\n     sent as openai-chat, the client's own format\n"},
        {"/v1/messages", true, "\n     sent as openai-chat, translated from the client's format\n"},
    }));
    CAPTURE(row.path);
    std::vector<std::string> question{"explain", "--config", gateway.configFile(), "--data-dir", gateway.dataDir(),
                                      "--path", row.path, "-"};
    checkHolds(runGateway(question, ask("alias"), withKey().environment).out, {row.said});
    question.insert(question.end() - 1, "--json");
    const Json told = parsed(runGateway(question, ask("alias"), withKey().environment).out);
    REQUIRE(told.is_object());
    CHECK(told["attempts"][0]["format"] == "openai-chat");
    CHECK(told["attempts"][0]["translated"] == row.isTranslated);
}

TEST_CASE("explain says whether a Responses request goes to a stateless endpoint")
{
    struct Row {
        const char* store;
        const char* said;
    };
    const auto row = GENERATE(values<Row>({
        {R"(,"store":false)", "sent as openai-responses, the client's own format\n"},
        {"", "sent as openai-chat, translated from the client's format\n"},
    }));
    CAPTURE(row.store);
    FakeUpstream upstream;
    Json up = provider("up", upstream.baseUrl(), {kKeyReference});
    up["type"] = "deepseek";
    GatewayProcess gateway(configuration({up}, {route("alias", {target("up", "m", 0)})}), withKey());
    const std::vector<std::string> question{"explain", "--config", gateway.configFile(), "--data-dir", gateway.dataDir(),
                                            "--path", "/v1/responses", "-"};
    const std::string body = R"({"model":"alias","input":"Hi")" + std::string(row.store) + "}";
    checkHolds(runGateway(question, body, withKey().environment).out, {row.said});
}
