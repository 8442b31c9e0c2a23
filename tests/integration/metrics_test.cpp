#include "catch.h"

#include "ledger_reader.h"
#include "metrics_reader.h"
#include "scenario.h"

using namespace tests;

namespace {

Json withHigressNames(Json config)
{
    config["export"] = {{"metrics", {{"higress_names", true}}}};
    return config;
}

} // namespace

TEST_CASE("metrics use the GenAI names and agree with the ledger")
{
    FakeUpstream first;
    FakeUpstream second;
    second.setDefault("words=6,input=40,cached=8,reasoning=3,gap=20,first-delay=30");
    GatewayProcess gateway(withoutHealth(withHigressNames(fallbackConfiguration(first.baseUrl(), second.baseUrl()))));
    first.setDefault("status=429");
    REQUIRE(chat(gateway.port(), askStream("alias")).status == 200);
    first.setDefault("words=5,input=7,cached=0");
    REQUIRE(chat(gateway.port(), ask("alias")).status == 200);
    REQUIRE(chat(gateway.port(), ask("no\\\"such\\nmodel")).status == 404);

    const HttpAnswer answer = scrape(gateway.port()); // at once: completed exchanges are included
    CHECK(answer.status == 200);
    CHECK(answer.headerOr("content-type") == "text/plain; version=0.0.4; charset=utf-8");
    const Metrics metrics(answer.body);
    CHECK(metrics.type("gen_ai_client_token_usage") == "histogram");
    CHECK(metrics.sum("gen_ai_client_token_usage_sum", {{"gen_ai_token_type", "input"}}) == 47);
    CHECK(metrics.sum("gen_ai_client_token_usage_sum", {{"gen_ai_token_type", "output"}}) == 14);
    CHECK(metrics.sum("gen_ai_client_token_usage_bucket", {{"gen_ai_token_type", "input"}, {"le", "16"}}) == 1);
    CHECK(metrics.sum("gen_ai_client_token_usage_bucket", {{"gen_ai_token_type", "input"}, {"le", "+Inf"}}) == 2);
    CHECK(metrics.sum("gen_ai_client_operation_duration_seconds_count") == 3);
    CHECK(metrics.sum("gen_ai_client_operation_duration_seconds_count", {{"error_type", "rate_limited"}}) == 1);
    CHECK(metrics.sum("gen_ai_server_request_duration_seconds_count") == 3);
    CHECK(metrics.sum("gen_ai_server_time_to_first_token_seconds_count",
              {{"gen_ai_operation_name", "chat"}, {"gen_ai_request_model", "alias"}, {"gen_ai_response_model", "second-model"}})
        == 1);
    CHECK(metrics.sum("gen_ai_server_time_to_first_token_seconds_sum") >= 0.03);
    CHECK(metrics.sum("gen_ai_server_time_per_output_token_seconds_count") == 1);
    CHECK(metrics.sum("signalbox_exchanges_total") == 3);
    CHECK(metrics.sum("signalbox_exchanges_total", {{"error_type", "model_not_found"}}) == 1);
    CHECK(metrics.sum("signalbox_attempts_total", {{"signalbox_provider", "first"}, {"error_type", "rate_limited"}}) == 1);
    CHECK(metrics.sum("signalbox_fallbacks_total") == 1);
    CHECK(metrics.sum("signalbox_tokens_total", {{"signalbox_token_kind", "cached_input"}}) == 8);
    CHECK(metrics.sum("signalbox_unpriced_total") == 2);
    CHECK(metrics.sum("signalbox_exchanges_in_flight") == 0);
    CHECK(metrics.sum("signalbox_build_info") == 1);
    CHECK(metrics.sum("route_upstream_model_consumer_metric_input_token", {{"ai_route", "route-alias"}}) == 47);
    CHECK(metrics.sum("route_upstream_model_consumer_metric_llm_duration_count", {{"ai_cluster", "first"}}) == 1);
    CHECK(metrics.sum("route_upstream_model_consumer_metric_llm_stream_duration_count") == 1);
    CHECK(answer.body.find("such") == std::string::npos); // unknown models share one label

    const auto rows = query(gateway.dataDir() + "/ledger.sqlite", "SELECT 1");
    CHECK(exchanges(gateway.dataDir() + "/ledger.sqlite", 3).size() == 3); // a scrape is not recorded
}

TEST_CASE("exports the remaining key limits that answers report")
{
    FakeUpstream upstream;
    upstream.setDefault("header=x-ratelimit-limit-requests:500,header=x-ratelimit-remaining-requests:499");
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    CHECK(scrape(gateway.port()).body.find("signalbox_key_limit") == std::string::npos);
    REQUIRE(chat(gateway.port(), ask("alias")).status == 200);
    const auto left = [&gateway](const char* name) {
        return Metrics(scrape(gateway.port()).body).sum(name, {{"signalbox_provider", "up"}, {"signalbox_limit", "requests"}});
    };
    CHECK(eventually([&] { return left("signalbox_key_limit_remaining") == 499; }));
    CHECK(left("signalbox_key_limit") == 500);
}

TEST_CASE("counts unreported usage alike in the metrics and on the command line")
{
    struct Row {
        const char* target;
        const char* body;
    };
    const auto row = GENERATE(values<Row>({
        {"/v1/images/generations", R"({"model":"alias","prompt":"a box"})"},
        {"/v1/audio/speech", R"({"model":"alias","input":"a box","voice":"v"})"},
        {"/v1/moderations", R"({"model":"alias","input":"a box"})"},
        {"/v1/rerank", R"({"model":"alias","query":"a box","documents":["b"]})"},
    }));
    CAPTURE(row.target);
    FakeUpstream upstream;
    Behaviour answer;
    answer.body = R"({"data":[]})";
    upstream.onCall(std::string("POST ") + row.target, answer);
    GatewayProcess gateway(configuration({provider("up", upstream.baseUrl(), {kKeyReference})}, {route("alias", {target("up", "m", 0)})}), withKey());
    REQUIRE(exchange(gateway.port(), {.target = row.target, .body = row.body}).status == 200);
    REQUIRE(exchanges(gateway.dataDir() + "/ledger.sqlite", 1).size() == 1);
    const Metrics metrics(scrape(gateway.port()).body);
    const Json total = parsed(runGateway({"usage", "--by", "all", "--format", "json", "--data-dir", gateway.dataDir()}).out)["total"];
    CHECK(metrics.sum("signalbox_unreported_usage_total") == 1);
    CHECK(metrics.sum("signalbox_unknown_usage_total") == 1);
    CHECK(metrics.sum("signalbox_unpriced_total") == 1);
    CHECK(total["unreported"] == 1);
    CHECK(total["unpriced"] == 1);
}

TEST_CASE("serves OpenMetrics on request and HEAD without a body")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    REQUIRE(chat(gateway.port(), ask("alias")).status == 200);
    const HttpAnswer answer = scrape(gateway.port(),
        "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;q=0.5");
    CHECK(answer.headerOr("content-type") == "application/openmetrics-text; version=1.0.0; charset=utf-8");
    const Metrics metrics(answer.body, true);
    CHECK(metrics.type("signalbox_exchanges") == "counter");
    CHECK(metrics.sum("signalbox_exchanges_total", {{"signalbox_outcome", "answered"}}) == 1);

    HttpClient client(gateway.port());
    client.send(toText({.method = "HEAD", .target = "/metrics"}, gateway.port()));
    const HttpAnswer head = client.readAnswer(true);
    CHECK(head.status == 200);
    CHECK(head.headerOr("content-type").starts_with("text/plain"));
}

TEST_CASE("metrics require the same key as other endpoints")
{
    Json config = configuration({});
    config["listen"]["require_key"] = "always";
    config["consumers"] = Json::array({{{"name", "scraper"}, {"keys", Json::array({{{"secret", kKeyReference}}})}}});
    const GatewayProcess gateway(config, withKey());
    CHECK(scrape(gateway.port()).status == 401);
    const HttpAnswer answer = get(gateway.port(), "/metrics", {{"Authorization", std::string("Bearer ") + kKey}});
    CHECK(answer.status == 200);
}

TEST_CASE("exports the paused state and exchanges in progress")
{
    FakeUpstream upstream;
    upstream.setDefault("stall=2");
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    HttpClient client(gateway.port());
    client.send(toText({.body = askStream("alias")}, gateway.port()));
    REQUIRE(client.readHead());
    CHECK(Metrics(scrape(gateway.port()).body).sum("signalbox_exchanges_in_flight") == 1);
    client.reset();
    CHECK(eventually([&] { return Metrics(scrape(gateway.port()).body).sum("signalbox_exchanges_in_flight") == 0; }));
    CHECK(Metrics(scrape(gateway.port()).body).sum("signalbox_exchanges_total", {{"error_type", "cancelled"}}) == 1);
}
