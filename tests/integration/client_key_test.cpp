#include "catch.h"

#include "fleet.h"
#include "ledger_reader.h"

// Where the client's own provider key is sent, and what is sent with it.

using namespace tests;

TEST_CASE("records the use of the client's own key and sets no cooldown when it is refused")
{
    FakeUpstream first;
    FakeUpstream second;
    auto own = route("alias", {target("first", "f", 1), target("second", "s", 0)});
    own["client_credential"] = true;
    GatewayProcess gateway(configuration({member("first", first), member("second", second)}, {own, route("plain", {target("first", "f", 0)})}),
        withFleetKeys());
    first.setDefault("status=401");
    for (int i = 0; i < 4; ++i)
        CHECK(chat(gateway.port(), ask("alias"), {{"Authorization", "Bearer sk-clients-own-key"}}).status == 401);
    CHECK(second.requests().empty()); // the key is not meant for it
    first.setDefault("");
    CHECK(providerOf(chat(gateway.port(), ask("plain"))) == "first");
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 5);
    REQUIRE(rows.size() == 5);
    CHECK(parsed(text(rows[0], "trail"))["client_credential"] == true);
    CHECK_FALSE(parsed(text(rows[4], "trail")).contains("client_credential"));
    CHECK(first.requests().front().bearer() == "sk-clients-own-key");
    CHECK(first.requests().back().bearer() == kFleetKeys[0]);
}

TEST_CASE("strips a byte order mark and white space from a key and names a key in quotes")
{
    FakeUpstream upstream(FakeUpstream::Options{.keys = {kKey}});
    const auto withValue = [](const std::string& value) { return GatewayProcess::Options{.environment = {{kKeyName, value}}}; };
    {
        GatewayProcess gateway(aliasConfiguration(upstream), withValue("\xEF\xBB\xBF " + std::string(kKey) + "\r\n"));
        CHECK(chat(gateway.port(), ask("alias")).status == 200);
    }
    struct Row { std::string value; const char* words; };
    for (const Row& row : {Row{'"' + std::string(kKey) + '"', "is in quotes"}, Row{"Bearer " + std::string(kKey), "starts with \"Bearer\""}}) {
        CAPTURE(row.words);
        GatewayProcess gateway(aliasConfiguration(upstream), withValue(row.value));
        const std::string message = checkError(chat(gateway.port(), ask("alias")), 503, "no_usable_key");
        CHECK_THAT(message, Catch::Contains(std::string("The key ") + kKeyReference + ' ' + row.words) && !Catch::Contains("balance") && !Catch::Contains(kKey));
        CHECK(gateway.waitForLog(std::string("providers[0].keys[0].secret: the secret ") + kKeyReference + ' ' + row.words));
        const auto listed = runGateway({"key", "list", "--config", gateway.configFile(), "--data-dir", gateway.dataDir()}, {}, withValue(row.value).environment);
        CHECK_THAT(listed.out, Catch::Contains(std::string(kKeyReference) + ' ' + row.words));
        CHECK(gateway.filesWith(kKey).empty());
    }
}

TEST_CASE("sends configured headers and queries without keys along with the client's own key", "[sanitized]")
{
    FakeUpstream upstream;
    auto up = member("first", upstream);
    up["auth"] = {{"headers", {{"x-team", "red"}, {"x-own-key", "${key}"}, {"x-secret", {{"secret", std::string("env:") + kFleetNames[1]}}}}},
        {"query", {{"api-version", "2024-10-21"}, {"k", "${key}"}}}};
    up["forward_headers"] = {"x-team"};
    auto own = route("alias", {target("first", "f", 0)});
    own["client_credential"] = true;
    GatewayProcess gateway(configuration({up}, {own}), withFleetKeys());
    CHECK(chat(gateway.port(), ask("alias"), {{"Authorization", "Bearer sk-own"}, {"x-team", "blue"}}).status == 200);
    REQUIRE(upstream.requests().size() == 1);
    const auto sent = upstream.requests()[0];
    CHECK(sent.target == "/v1/chat/completions?api-version=2024-10-21");
    CHECK(sent.header("x-team") == "red");
    CHECK(sent.bearer() == "sk-own");
    CHECK_FALSE(sent.header("x-own-key"));
    CHECK_FALSE(sent.header("x-secret"));
    for (const char* const key : {kFleetKeys[0], kFleetKeys[1]})
        CHECK(sent.head.find(key) == std::string::npos);

    const std::vector<std::string> options{"explain", "--config", gateway.configFile(), "-"};
    const auto without = runGateway(options, ask("alias"), withFleetKeys().environment);
    CHECK(without.status == 1);
    CHECK(without.out.find("Attempts, in this order\n  none\n") != std::string::npos);
    CHECK(without.out.find("401 invalid_consumer_key: Route \"route-alias\" passes the client's own key to its provider") != std::string::npos);
    const std::string told = checkError(chat(gateway.port(), ask("alias")), 401, "invalid_consumer_key");
    CHECK(without.out.find(told) != std::string::npos);
    auto more = options;
    more.insert(more.end(), {"--header", "Authorization: Bearer sk-own"});
    const auto with = runGateway(more, ask("alias"), withFleetKeys().environment);
    CHECK(with.status == 0);
    CHECK(with.out.find("1. first/f: ") != std::string::npos);
}

TEST_CASE("sends the client's own key to one provider only and never forwards a gateway key")
{
    FakeUpstream first;
    FakeUpstream second;
    auto own = route("alias", {target("first", "f", 0), target("second", "s", 0)});
    own["client_credential"] = true;
    auto config = configuration({member("first", first), member("second", second)}, {own});
    config["consumers"] = {{{"name", "ide"}, {"keys", {{{"secret", std::string("env:") + kFleetNames[3]}}}}}};
    config["listen"]["require_key"] = "always";
    GatewayProcess gateway(config, withFleetKeys());
    const std::string ours = kFleetKeys[3];
    const auto refused = chat(gateway.port(), ask("alias"), {{"Authorization", "Bearer " + ours}});
    checkError(refused, 401, "invalid_consumer_key");
    CHECK(refused.headerOr("www-authenticate") == "Bearer"); // RFC 9110 §15.5.2
    for (int i = 0; i < 4; ++i)
        CHECK(providerOf(chat(gateway.port(), ask("alias"), {{"Authorization", "Bearer sk-own"}, {"x-api-key", ours}})) == "first");
    CHECK(second.requests().empty());
    REQUIRE(first.requests().size() == 4);
    for (const auto& request : first.requests()) {
        CHECK(request.bearer() == "sk-own");
        CHECK(request.head.find(ours) == std::string::npos);
    }
    config["providers"][0]["enabled"] = false;
    gateway.writeConfig(config);
    CHECK(eventually([&] {
        return chat(gateway.port(), ask("alias"), {{"Authorization", "Bearer sk-own"}, {"x-api-key", ours}}).status == 503;
    }));
    CHECK(second.requests().empty());
}
