#include "catch.h"

#include "collector.h"
#include "ledger_reader.h"
#include "scenario.h"

#include <sstream>

#include <algorithm>

using namespace tests;

namespace {

const Json& metricOf(const Json& request, std::string_view name)
{
    for (const Json& metric : request["message"]["resourceMetrics"][0]["scopeMetrics"][0]["metrics"])
        if (metric["name"] == name)
            return metric;
    FAIL("no metric " << name);
    return request;
}

} // namespace

TEST_CASE("exports a span per exchange and attempt in both encodings", "[sanitized]")
{
    const auto* const protocol = GENERATE("http/protobuf", "http/json");
    CAPTURE(protocol);
    FakeUpstream first;
    FakeUpstream second;
    first.setDefault("status=429");
    second.setDefault("words=6,input=40,cached=8,reasoning=3");
    Collector collector;
    GatewayProcess gateway(exporting(withoutHealth(fallbackConfiguration(first.baseUrl(), second.baseUrl())), collector,
        {{"protocol", protocol}, {"headers", {{"x-tenant", "red"}, {"authorization", {{"secret", kKeyReference}}}}}}),
        withKey());
    const HttpAnswer answer = chat(gateway.port(), askStream("alias"));
    REQUIRE(answer.status == 200);

    const Json request = collector.next("/v1/traces");
    CHECK(request["type"] == (std::string(protocol) == "http/json" ? "application/json" : "application/x-protobuf"));
    CHECK(request["headers"]["x-tenant"] == "red");
    CHECK(request["headers"]["authorization"] == kKey);
    CHECK(attribute(request["message"]["resourceSpans"][0]["resource"], "service.name") == "signalbox");
    const Json& spans = spansOf(request);
    REQUIRE(spans.size() == 3);
    const Json& whole = spans[0];
    CHECK(whole["name"] == "chat alias");
    CHECK(whole["kind"] == "SPAN_KIND_SERVER");
    CHECK(whole["traceId"].get<std::string>().size() == 32);
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 1);
    REQUIRE(rows.size() == 1);
    CHECK(text(rows[0], "trace_id") == whole["traceId"].get<std::string>()); // which started here
    CHECK(text(rows[0], "parent_span_id") == "NULL");
    CHECK_THAT(second.requests().at(0).header("traceparent").value_or(""), Catch::StartsWith("00-" + whole["traceId"].get<std::string>() + '-') && Catch::EndsWith("-01"));
    CHECK_THAT(runGateway({"explain", "--data-dir", gateway.dataDir(), "--id", answer.headerOr("x-signalbox-request-id")}).out,
        Catch::Contains("started trace: " + whole["traceId"].get<std::string>() + '\n'));
    CHECK(whole["spanId"].get<std::string>().size() == 16);
    CHECK_FALSE(whole.contains("parentSpanId"));
    CHECK_FALSE(whole.contains("status"));
    CHECK(attribute(whole, "signalbox.exchange.id") == answer.headerOr("x-signalbox-request-id"));
    CHECK(attribute(whole, "gen_ai.operation.name") == "chat");
    CHECK(attribute(whole, "gen_ai.request.model") == "alias");
    CHECK(attribute(whole, "gen_ai.response.model") == "second-model");
    CHECK(attribute(whole, "gen_ai.usage.input_tokens") == "40");
    CHECK(attribute(whole, "gen_ai.usage.cache_read.input_tokens") == "8");
    CHECK(attribute(whole, "gen_ai.usage.output_tokens") == "9");
    CHECK(attribute(whole, "gen_ai.usage.reasoning.output_tokens") == "3");
    CHECK(attribute(whole, "signalbox.fallback") == true);
    CHECK(whole["events"][0]["name"] == "signalbox.attempt.failed");
    CHECK(attribute(whole["events"][0], "error.type") == "rate_limited");
    const Json& failed = spans[1];
    const Json& answered = spans[2];
    CHECK(failed["kind"] == "SPAN_KIND_CLIENT");
    CHECK(failed["name"] == "chat first-model");
    CHECK(failed["status"]["code"] == "STATUS_CODE_ERROR");
    CHECK(attribute(failed, "http.response.status_code") == "429");
    CHECK(answered["name"] == "chat second-model");
    CHECK_FALSE(answered.contains("status"));
    for (const Json* const attempt : {&failed, &answered}) {
        CHECK((*attempt)["traceId"] == whole["traceId"]);
        CHECK((*attempt)["parentSpanId"] == whole["spanId"]);
        CHECK((*attempt)["spanId"] != whole["spanId"]);
        CHECK((*attempt)["startTimeUnixNano"].get<std::string>() >= whole["startTimeUnixNano"].get<std::string>());
        CHECK((*attempt)["endTimeUnixNano"].get<std::string>() <= whole["endTimeUnixNano"].get<std::string>());
    }
    CHECK(failed["spanId"] != answered["spanId"]);
    CHECK(request.dump().find("word1") == std::string::npos); // no part of the answer
    CHECK(request.dump().find("\"hi\"") == std::string::npos); // or of the prompt

    const Json metrics = collector.next("/v1/metrics");
    const Json& tokens = metricOf(metrics, "gen_ai.client.token.usage");
    CHECK(tokens["unit"] == "{token}");
    CHECK(tokens["histogram"]["aggregationTemporality"] == "AGGREGATION_TEMPORALITY_CUMULATIVE");
    const Json& points = tokens["histogram"]["dataPoints"];
    REQUIRE(points.size() == 2);
    CHECK(points[0]["sum"] == 40);
    CHECK(points[0]["count"] == "1");
    CHECK(points[0]["bucketCounts"].size() == points[0]["explicitBounds"].size() + 1);
    CHECK(points[0]["bucketCounts"][3] == "1"); // above 16, up to 64
    CHECK(metricOf(metrics, "signalbox.attempts")["sum"]["isMonotonic"] == true);

    CHECK(collector.isQuiet(500)); // no requests without new data
}

TEST_CASE("resends what a collector cannot accept now but not what it refuses", "[slow]")
{
    struct Case {
        const char* answer;
        std::size_t requests; ///< including the first span
        const char* log;
    };
    const auto row = GENERATE(values<Case>({
        {"503", 2, nullptr},
        {"429:1", 2, nullptr},
        {"502", 2, nullptr},
        {"400", 1, "it answered 400"},
        {"401", 1, "it answered 401"},
        {"302", 1, "it answered 302"},
        {"partial:1", 1, "rejected 1 of the items sent"},
    }));
    CAPTURE(row.answer);
    FakeUpstream upstream;
    Collector collector({QString::fromLatin1(row.answer)});
    GatewayProcess gateway(exporting(aliasConfiguration(upstream), collector, {{"metrics", false}}), withKey());
    REQUIRE(chat(gateway.port(), ask("alias")).status == 200);
    const Json first = collector.next();
    for (std::size_t i = 1; i < row.requests; ++i)
        CHECK(collector.next()["message"] == first["message"]);
    if (row.log)
        CHECK(gateway.waitForLog(row.log));
    REQUIRE(chat(gateway.port(), ask("alias")).status == 200);
    CHECK(spansOf(collector.next())[0]["spanId"] != spansOf(first)[0]["spanId"]);
    const long long dropped = row.requests == 2 ? 0 : std::string_view(row.answer).starts_with("partial") ? 1 : 2;
    CHECK(get(gateway.port(), "/metrics").body.find("signalbox_dropped_spans_total " + std::to_string(dropped) + "\n")
        != std::string::npos);
}

TEST_CASE("keeps spans until the collector accepts them")
{
    FakeUpstream upstream;
    Collector collector(QStringList(8, QStringLiteral("503:0")));
    GatewayProcess gateway(exporting(aliasConfiguration(upstream), collector, {{"metrics", false}}), withKey());
    REQUIRE(chat(gateway.port(), ask("alias")).status == 200);
    const Json first = collector.next();
    for (int time = 0; time < 8; ++time)
        CHECK(collector.next()["message"] == first["message"]);
    CHECK(gateway.waitForLog("(it answered 503): 0 spans dropped so far"));
    CHECK(get(gateway.port(), "/metrics").body.find("signalbox_dropped_spans_total 0\n") != std::string::npos);
}

TEST_CASE("sends the last spans before exit and does not wait for a missing collector")
{
    const bool isThere = GENERATE(true, false);
    CAPTURE(isThere);
    FakeUpstream upstream;
    auto collector = std::make_unique<Collector>();
    GatewayProcess gateway(exporting(aliasConfiguration(upstream), *collector, {{"interval_ms", 3600000}}), withKey());
    REQUIRE(chat(gateway.port(), ask("alias")).status == 200);
    if (!isThere)
        collector.reset();
    gateway.terminate();
    CHECK(gateway.waitForExit(8000) == 0);
    if (isThere) {
        CHECK(spansOf(collector->next("/v1/traces")).size() == 2);
        CHECK(metricOf(collector->next("/v1/metrics"), "signalbox.exchanges")["sum"]["dataPoints"][0]["asInt"] == "1");
    }
}

TEST_CASE("compresses bodies unless configured otherwise")
{
    const std::string compression = GENERATE("", "gzip", "none");
    CAPTURE(compression);
    FakeUpstream upstream;
    Collector collector;
    GatewayProcess gateway(exporting(aliasConfiguration(upstream), collector,
        compression.empty() ? Json::object() : Json{{"compression", compression}}), withKey());
    REQUIRE(chat(gateway.port(), ask("alias")).status == 200);
    for (const char* path : {"/v1/traces", "/v1/metrics"})
        CHECK(collector.next(path)["headers"].value("content-encoding", "none") == (compression == "none" ? "none" : "gzip"));
}

TEST_CASE("does not export a trace whose client does not sample it and forwards it unchanged")
{
    FakeUpstream upstream;
    Collector collector;
    GatewayProcess gateway(exporting(aliasConfiguration(upstream), collector), withKey());
    const std::string trace = "4bf92f3577b34da6a3ce929d0e0e47";
    const auto traceparent = [&](const char* end, const char* flags) { return "00-" + trace + end + "-00f067aa0ba902b7-" + flags; };
    REQUIRE(chat(gateway.port(), ask("alias"), {{"traceparent", traceparent("36", "00")}}).status == 200);
    CHECK(upstream.allRequests().back().header("traceparent") == traceparent("36", "00"));
    REQUIRE(chat(gateway.port(), ask("alias"), {{"traceparent", traceparent("37", "01")}}).status == 200);
    CHECK(upstream.allRequests().back().header("traceparent") != traceparent("37", "01"));
    const Json request = collector.next("/v1/traces");
    for (const Json& span : spansOf(request))
        CHECK(span["traceId"] == trace + "37");
    CHECK(metricOf(collector.next("/v1/metrics"), "signalbox.exchanges")["sum"]["dataPoints"][0]["asInt"] == "2");
}

TEST_CASE("uses the collector of the environment when configured to")
{
    FakeUpstream upstream;
    Collector collector;
    Json config = aliasConfiguration(upstream);
    config["export"]["otlp"] = {{"endpoint", "env"}, {"interval_ms", 100}};
    auto options = withKey();
    options.environment.emplace_back("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url() + "/");
    GatewayProcess gateway(config, options);
    REQUIRE(chat(gateway.port(), ask("alias")).status == 200);
    CHECK(collector.next()["path"] == "/v1/traces");
}

TEST_CASE("each line of a JSON log is an object on standard error and in the file")
{
    FakeUpstream upstream;
    Json config = aliasConfiguration(upstream);
    config["log"] = {{"format", "json"}, {"level", "debug"}};
    GatewayProcess gateway(config, withKey());
    const HttpAnswer answer = chat(gateway.port(), askStream("alias"), {{"User-Agent", "odd \"agent\"\t\xE2\x80\xA8 1"}});
    REQUIRE(answer.status == 200);
    const std::string id = answer.headerOr("x-signalbox-request-id");
    REQUIRE(gateway.waitForLog(id));
    std::istringstream lines(gateway.log());
    std::size_t settled = 0;
    for (std::string line; std::getline(lines, line);) {
        const Json object = parsed(line);
        CAPTURE(line);
        REQUIRE(object.is_object());
        CHECK(object["time"].get<std::string>().size() == std::string_view("2026-01-31T23:59:59.000Z").size());
        CHECK_FALSE(object["level"].get<std::string>().empty());
        CHECK_FALSE(object["category"].get<std::string>().empty());
        CHECK_FALSE(object["message"].get<std::string>().empty());
        if (object.value("exchange_id", std::string()) != id || !object.contains("status"))
            continue;
        ++settled;
        CHECK(object["status"] == 200);
        CHECK(object["provider"] == "up");
        CHECK(object["outcome"] == "answered");
        CHECK(object["input_tokens"].is_number_integer());
    }
    CHECK(settled == 1);
    CHECK(gateway.log().find(kKey) == std::string::npos);
}
