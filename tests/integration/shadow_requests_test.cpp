#include "catch.h"

#include "ledger_reader.h"
#include "scenario.h"

// Copies of requests that go to another target for comparison.

using namespace tests;

namespace {

/// The route `alias` to `first`, with copies to `other/other-model`.
Json shadowConfiguration(const FakeUpstream& first, const FakeUpstream& other)
{
    Json config = configuration({provider("first", first.baseUrl(), {kKeyReference}), provider("other", other.baseUrl(), {kKeyReference})},
        {route("alias", {target("first", "first-model", 0)})});
    config["routes"][0]["shadow"] = {{"to", "other/other-model"}, {"share", 1}, {"max_cost_per_day", 5}};
    config["usage"] = {{"prices", Json::array({{{"model", "other-model"}, {"currency", "USD"}, {"input", 1.0}, {"output", 2.0}}})}};
    return config;
}

constexpr const char* kVectors = R"({"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.5]}],"model":"m","usage":{"prompt_tokens":1,"total_tokens":1}})";

} // namespace

TEST_CASE("copies requests of every dialect to the shadow target of their route")
{
    struct Client {
        const char* target;
        const char* body;
    };
    const auto row = GENERATE(values<Client>({
        {"/v1/chat/completions", R"({"model":"alias","messages":[{"role":"user","content":"Hi"}]})"},
        {"/v1/chat/completions", R"({"model":"alias","stream":true,"messages":[{"role":"user","content":"Hi"}]})"},
        {"/v1/responses", R"({"model":"alias","input":"Hi"})"},
        {"/v1/messages", R"({"model":"alias","max_tokens":9,"stream":true,"messages":[{"role":"user","content":"Hi"}]})"},
        {"/v1beta/models/alias:generateContent", R"({"contents":[{"parts":[{"text":"Hi"}]}]})"},
        {"/api/chat", R"({"model":"alias","messages":[{"role":"user","content":"Hi"}]})"},
        {"/v1/embeddings", R"({"model":"alias","input":"Hi"})"},
    }));
    CAPTURE(row.target, row.body);
    FakeUpstream first;
    FakeUpstream other;
    for (FakeUpstream* const upstream : {&first, &other})
        upstream->onCall("POST /v1/embeddings", told(kVectors));
    GatewayProcess gateway(shadowConfiguration(first, other), withKey());
    const auto answer = exchange(gateway.port(), {.target = row.target, .headers = {{"content-type", "application/json"}}, .body = row.body});
    CHECK(answer.status == 200);
    CHECK(answer.headerOr("x-signalbox-provider") == "first");

    const std::string id = answer.headerOr("x-signalbox-request-id");
    const auto withValue = [&](const std::string& column) {
        return query(gateway.dataDir() + "/ledger.sqlite", "SELECT * FROM exchanges WHERE " + column + " = '" + id + "'");
    };
    REQUIRE(eventually([&] { return !withValue("shadow_of").empty(); }));
    const std::vector<Row> rows{withValue("id").at(0), withValue("shadow_of").at(0)};
    CHECK(withValue("shadow_of").size() == 1);
    CHECK(text(rows[0], "shadow_of") == "NULL");
    CHECK(text(rows[1], "id") != id);
    CHECK(text(rows[1], "provider") == "other");
    CHECK(text(rows[1], "model") == "other-model");
    CHECK(text(rows[1], "outcome") == "answered");
    for (const char* const same : {"consumer", "route", "dialect", "asked_model", "client"})
        CHECK(text(rows[1], same) == text(rows[0], same));
    CHECK(parsed(other.allRequests().back().body)["model"] == "other-model");
    const Ran exported = runGateway({"usage", "export", "--format", "jsonl", "--data-dir", gateway.dataDir()});
    CHECK_THAT(exported.out, Catch::Contains("\"shadow_of\":\"" + id + '"'));
}

TEST_CASE("explains that a request would be copied")
{
    FakeUpstream first;
    FakeUpstream other;
    GatewayProcess gateway(shadowConfiguration(first, other), withKey());
    const Ran explained = runGateway({"explain", "--config", gateway.configFile(), "--data-dir", gateway.dataDir(), "-"}, ask("alias"), withKey().environment);
    CHECK_THAT(explained.out, Catch::Contains("a copy of the request goes to other/other-model, for comparison: 100 % of the requests, at most $5.00 per day"));
}
