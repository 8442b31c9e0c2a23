#include "catch.h"

#include "ledger_reader.h"
#include "scenario.h"

#include <QDeadlineTimer>
#include <QFileInfo>
#include <QString>

#include <algorithm>
#include <vector>

using namespace tests;

TEST_CASE("records provider, model, route, attempts, tokens and timings of every exchange")
{
    FakeUpstream first;
    FakeUpstream second;
    second.setDefault("words=6,input=40,cached=8,reasoning=3,gap=20,first-delay=30");
    GatewayProcess gateway(withoutHealth(fallbackConfiguration(first.baseUrl(), second.baseUrl())));
    const auto ledger = gateway.dataDir() + "/ledger.sqlite";
    first.setDefault("status=429");
    const auto answer = chat(gateway.port(), askStream("alias"), {{"User-Agent", "OpenAI/JS 6.49.0"}});
    CHECK(answer.status == 200);
    first.setDefault("words=5,input=7,cached=0");
    CHECK(chat(gateway.port(), ask("alias")).status == 200);
    CHECK(chat(gateway.port(), ask("unknown-one")).status == 404);

    const auto rows = exchanges(ledger, 3);
    REQUIRE(rows.size() == 3);
    const auto& fallback = rows[0];
    CHECK(text(fallback, "id") == answer.headerOr("x-signalbox-request-id"));
    CHECK(text(fallback, "route") == "route-alias");
    CHECK(text(fallback, "asked_model") == "alias");
    CHECK(text(fallback, "provider") == "second");
    CHECK(text(fallback, "model") == "second-model");
    CHECK(text(fallback, "consumer") == "anonymous");
    CHECK(text(fallback, "client").find("OpenAI/JS") != std::string::npos);
    CHECK(text(fallback, "dialect") == "openai-chat");
    CHECK(text(fallback, "outcome") == "answered");
    CHECK(number(fallback, "status") == 200);
    CHECK(number(fallback, "is_stream") == 1);
    CHECK(number(fallback, "is_fallback") == 1);
    CHECK(number(fallback, "attempts") == 2);
    CHECK(text(fallback, "usage_origin") == "reported");
    // Uncached, cached and reasoning tokens are recorded separately.
    CHECK(number(fallback, "input_tokens") == 32);
    CHECK(number(fallback, "cached_input_tokens") == 8);
    CHECK(number(fallback, "output_tokens") == 6);
    CHECK(number(fallback, "reasoning_tokens") == 3);
    CHECK(number(fallback, "first_token_ms") >= 30);
    CHECK(number(fallback, "duration_ms") >= 30 + 8 * 20);
    CHECK(number(fallback, "duration_ms") < 60000);
    CHECK(number(fallback, "request_bytes") == static_cast<long long>(askStream("alias").size()));
    CHECK(number(fallback, "answer_bytes") == static_cast<long long>(answer.body.size()));
    CHECK(text(fallback, "last_provider") == "second");
    CHECK(number(fallback, "last_status") == 200);
    CHECK(text(fallback, "trail") == "NULL"); // no other route matched

    const auto before = query(ledger, "SELECT * FROM attempts ORDER BY exchange, number");
    REQUIRE(before.size() == 1);
    CHECK(text(before[0], "provider") == "first");
    CHECK(text(before[0], "model") == "first-model");
    CHECK(number(before[0], "status") == 429);
    CHECK(text(before[0], "failure") == "rate_limited");

    CHECK(text(rows[1], "provider") == "first");
    CHECK(number(rows[1], "is_stream") == 0);
    CHECK(number(rows[1], "is_fallback") == 0);
    CHECK(number(rows[1], "attempts") == 1);
    CHECK(number(rows[1], "input_tokens") == 7);
    CHECK(number(rows[1], "output_tokens") == 5);

    CHECK(number(rows[2], "status") == 404);
    CHECK(text(rows[2], "error_code") == "model_not_found");
    CHECK(text(rows[2], "provider") == "NULL");
}

TEST_CASE("records failed, interrupted and cancelled exchanges")
{
    struct Case {
        const char* behaviour;
        bool leaves;
        const char* outcome;
        const char* code;
    };
    const auto row = GENERATE(values<Case>({
        {"status=500", false, "failed", "upstream_error"},
        {"truncate=4", false, "interrupted", "stream_interrupted"},
        {"stall=4", true, "cancelled", "NULL"},
        {"status=400", false, "client_error", nullptr},
    }));
    CAPTURE(row.behaviour);
    FakeUpstream upstream;
    upstream.setDefault(row.behaviour);
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    {
        HttpClient client(gateway.port());
        client.send(toText({.body = askStream("alias")}, gateway.port()));
        REQUIRE(client.readHead());
        if (row.leaves)
            client.readBodyUntil("word2");
        else
            client.readToEnd();
    }
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 1);
    REQUIRE(rows.size() == 1);
    CHECK(text(rows[0], "outcome") == row.outcome);
    if (row.code) // a client error that the upstream found has no code of ours
        CHECK(text(rows[0], "error_code") == row.code);
    CHECK(text(rows[0], "provider") != "");
    CHECK(text(rows[0], "route") == "route-alias");
}

TEST_CASE("reads the usage of an answer too long to be buffered")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    Behaviour answering;
    answering.body = R"({"choices":[{"message":{"content":"\"usage\": {} )" + std::string(3000000, 'x')
        + R"("}}],"usage":{"prompt_tokens":7,"completion_tokens":9,"prompt_tokens_details":{"cached_tokens":2}},"id":"x"})";
    upstream.setDefault(answering);
    CHECK(chat(gateway.port(), ask("alias")).body == *answering.body);
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 1);
    REQUIRE(rows.size() == 1);
    CHECK(text(rows[0], "usage_origin") == "reported");
    CHECK(number(rows[0], "input_tokens") == 5);
    CHECK(number(rows[0], "cached_input_tokens") == 2);
    CHECK(number(rows[0], "output_tokens") == 9);
}

TEST_CASE("estimates tokens when usage is not reported and marks them as estimated")
{
    FakeUpstream upstream;
    upstream.setDefault("no-usage,words=20");
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    CHECK(chat(gateway.port(), askStream("alias")).isComplete);
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 1);
    REQUIRE(rows.size() == 1);
    CHECK(text(rows[0], "usage_origin") == "estimated");
    CHECK(number(rows[0], "output_tokens") > 0);
}

TEST_CASE("counts tokens with the model's own vocabulary when usage is not reported")
{
    struct Case {
        const char* name;
        std::string body;
        const char* model; ///< upstream
        const char* origin;
        long long input;
    };
    // One message: three tokens and a role around it, three before the answer, and "hi".
    const auto row = GENERATE(values<Case>({
        {"a stream", askStream("alias"), "gpt-4o", "counted", 8},
        {"a whole answer", ask("alias"), "gpt-4o", "counted", 8},
        {"the older vocabulary", ask("alias"), "gpt-4-turbo", "counted", 8},
        {"tools", ask("alias", R"(,"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}])"), "gpt-4o", "estimated", -1},
        {"an unknown vocabulary", ask("alias"), "up-model", "estimated", 8},
    }));
    CAPTURE(row.name);
    FakeUpstream upstream;
    upstream.setDefault("no-usage,words=20");
    Json config = configuration({provider("up", upstream.baseUrl(), {kKeyReference})}, {route("alias", {target("up", row.model, 0)})});
    config["usage"] = {{"prices", Json::array({{{"model", "*"}, {"input", 1.0}, {"output", 1.0}}})}};
    GatewayProcess gateway(config, withKey());
    CHECK(chat(gateway.port(), row.body).isComplete);
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 1);
    REQUIRE(rows.size() == 1);
    CHECK(text(rows[0], "usage_origin") == row.origin);
    if (row.input > 0)
        CHECK(number(rows[0], "input_tokens") == row.input);
    else
        CHECK(number(rows[0], "input_tokens") > 8);
    CHECK(number(rows[0], "output_tokens") >= 20);
    CHECK(number(rows[0], "output_tokens") <= 60);
    CHECK(number(rows[0], "cost_pico") > 0);
}

TEST_CASE("does not record liveness and keeps rows across a restart")
{
    FakeUpstream upstream;
    const auto config = aliasConfiguration(upstream);
    GatewayProcess gateway(config, withKey());
    const auto ledger = gateway.dataDir() + "/ledger.sqlite";
    for (const auto* path : {"/", "/health", "/api/hello"})
        get(gateway.port(), path);
    CHECK(chat(gateway.port(), ask("alias")).status == 200);
    gateway.terminate();
    CHECK(gateway.waitForExit() == 0); // all pending rows are written
    CHECK(exchanges(ledger, 1).size() == 1);
    auto options = withKey();
    options.arguments = {"--data-dir", gateway.dataDir()};
    GatewayProcess again(config, options);
    CHECK(chat(again.port(), ask("alias")).status == 200);
    CHECK(exchanges(ledger, 2).size() == 2);
}

TEST_CASE("serves requests although the ledger cannot be opened", "[sanitized]")
{
    FakeUpstream upstream;
    auto options = withKey();
    GatewayProcess gateway(aliasConfiguration(upstream), [&] {
        options.arguments = {"--data-dir", "/proc/nowhere"};
        return options;
    }());
    if (!gateway.isListening()) {
        CHECK(gateway.log().find("/proc/nowhere") != std::string::npos); // reported clearly
        return;
    }
    CHECK(chat(gateway.port(), ask("alias")).status == 200);
}

TEST_CASE("records the cost with its price and adds it up in signalboxd usage")
{
    FakeUpstream first;
    FakeUpstream second;
    first.setDefault("words=5,input=1000,cached=900");
    second.setDefault("words=7,input=10,cached=0");
    Json config = withoutHealth(fallbackConfiguration(first.baseUrl(), second.baseUrl()));
    config["usage"]["prices"] = Json::parse(
        R"([{"provider": "first", "model": "first-*", "currency": "CNY", "input": 2, "cached_input": 0.2, "output": 3, "date": "2026-11-01"}])");
    GatewayProcess gateway(config);
    CHECK(chat(gateway.port(), ask("alias")).status == 200);
    const auto streamed = chat(gateway.port(), askStream("alias"));
    CHECK(streamed.status == 200);
    first.setDefault("status=503");
    CHECK(chat(gateway.port(), ask("alias")).status == 200); // by the second one, whose price is unknown

    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 3);
    REQUIRE(rows.size() == 3);
    constexpr long long kCost = 100 * 2'000'000 + 900 * 200'000 + 5 * 3'000'000;
    for (const std::size_t each : {0U, 1U}) {
        CHECK(number(rows[each], "cost_pico") == kCost);
        CHECK(text(rows[each], "currency") == "CNY");
    }
    CHECK(text(rows[2], "cost_pico") == "NULL");
    const auto explained = runGateway({"explain", "--id", streamed.headerOr("x-signalbox-request-id"), "--data-dir", gateway.dataDir()});
    CHECK_THAT(explained.out, Catch::Contains("1000 tokens of input (900 of them from a cache) and 5 of output, as reported by the provider: ¥0.000395 (price: "
                                              "configuration 2026-11-01"));
    const auto usage = runGateway({"usage", "--by", "provider,model,key", "--format", "json", "--data-dir", gateway.dataDir()});
    CHECK(usage.status == 0);
    const Json sums = parsed(usage.out);
    REQUIRE(sums["rows"].size() == 2);
    CHECK(sums["rows"][0]["model"] == "first-model");
    CHECK(sums["rows"][0]["exchanges"] == 2);
    CHECK(sums["rows"][0]["cached_input_tokens"] == 1800);
    CHECK(sums["rows"][0]["cost_cny"] == "0.00079");
    CHECK(sums["rows"][0]["unpriced"] == 0);
    CHECK(sums["rows"][1]["provider"] == "second");
    CHECK(sums["rows"][1]["fallbacks"] == 1);
    CHECK(sums["rows"][1]["unpriced"] == 1);
    CHECK(sums["total"]["output_tokens"] == 17);
}

TEST_CASE("writes what has ended while requests continue, and a kill under load loses none of it")
{
    constexpr long long kShown = 150; // more than a batch, which is written without waiting
    FakeUpstream upstream;
    upstream.setDefault("words=1");
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    const auto ledger = gateway.dataDir() + "/ledger.sqlite";
    const auto count = [&ledger] {
        const auto rows = query(ledger, "SELECT COUNT(*) AS count FROM exchanges");
        return rows.empty() ? 0 : number(rows[0], "count");
    };
    const QDeadlineTimer patience(60000);
    long long ended = 0;
    long long shown = 0;
    while (shown < kShown && !patience.hasExpired()) {
        REQUIRE(chat(gateway.port(), ask("alias")).status == 200);
        ++ended;
        shown = count();
    }
    CHECK(shown >= kShown);
    gateway.kill();
    const auto kept = count();
    CHECK(kept >= shown);
    CHECK(kept <= ended);
    CHECK(text(query(ledger, "PRAGMA integrity_check").at(0), "integrity_check") == "ok");
}

namespace {

/// A provider of that type at the upstream, with a configured price for what it does not report.
Json costing(const FakeUpstream& upstream, const char* type)
{
    Json up = provider("up", upstream.baseUrl(), {kKeyReference});
    up["type"] = type;
    Json config = withoutHealth(configuration({up}, {route("alias", {target("up", "up-model", 0)})}));
    config["usage"]["prices"] = Json::parse(R"([{"model": "up-model", "currency": "CNY", "input": 2, "output": 3}])");
    return config;
}

} // namespace

TEST_CASE("includes web searches in the cost or marks it as a minimum")
{
    const bool isPriced = GENERATE(true, false);
    FakeUpstream upstream;
    const std::string usage = R"("usage": {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15, "server_tool_use": {"web_search_requests": 2}})";
    Json config = costing(upstream, "openai-compatible");
    if (isPriced)
        config["usage"]["prices"][0]["web_search"] = 70;
    GatewayProcess gateway(config, withKey());
    upstream.setDefault(told(R"({"id": "x", "object": "chat.completion", "model": "m", "choices": [{"index": 0, "finish_reason": "stop",
        "message": {"role": "assistant", "content": "hi"}}], )" + usage + '}'));
    const auto answer = chat(gateway.port(), ask("alias"));
    CHECK(answer.status == 200);
    Behaviour streamed;
    streamed.events = {{"data: {\"choices\": [{\"index\": 0, \"delta\": {\"content\": \"hi\"}, \"finish_reason\": \"stop\"}]}\n\n",
        "data: {\"choices\": [], " + usage + "}\n\n", "data: [DONE]\n\n"}};
    upstream.setDefault(streamed);
    CHECK(chat(gateway.port(), askStream("alias")).status == 200);
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 2);
    REQUIRE(rows.size() == 2);
    constexpr long long kOfTokens = 10 * 2'000'000 + 5 * 3'000'000;
    constexpr long long kOfSearches = 2 * 70'000'000'000;
    for (const auto& row : rows) {
        CHECK(number(row, "web_searches") == 2);
        CHECK(number(row, "cost_pico") == kOfTokens + (isPriced ? kOfSearches : 0));
        CHECK(text(row, "cost_origin") == (isPriced ? "prices" : "at_least"));
    }
    const auto run = [&gateway](std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"--data-dir", gateway.dataDir()});
        return runGateway(arguments).out;
    };
    CHECK_THAT(run({"explain", "--id", answer.headerOr("x-signalbox-request-id")}), Catch::Contains(isPriced ? ": ¥0.140035 (price: configuration)" : ": at least ¥0.000035 (price: configuration); something else"));
    const Json sums = Json::parse(run({"usage", "--format", "json"}))["total"];
    CHECK(sums["unpriced"] == (isPriced ? 0 : 2));
    CHECK(sums["cost_cny"] == (isPriced ? "0.28007" : "0.00007"));
    CHECK_THAT(run({"usage", "export", "--format", "jsonl"}), Catch::Contains(isPriced ? R"("cost_from":"prices")" : R"("cost_from":"at_least")") && Catch::Contains(R"("web_searches":2)"));
}

TEST_CASE("prefers the cost that a provider reports over any price")
{
    struct Case {
        const char* name;
        const char* type;
        const char* usage;
        const char* header; // x-litellm-response-cost
        const char* origin;
        const char* currency;
        long long cost;
    };
    const auto row = GENERATE(values<Case>({
        {"OpenRouter", "openrouter", R"("cost": 0.00125)", "", "provider", "USD", 1'250'000'000},
        {"xAI", "xai", R"("cost_in_usd_ticks": 37756000)", "", "provider", "USD", 3'775'600'000},
        {"a server behind LiteLLM", "openai-compatible", R"("x": 1)", "0.000415", "provider", "USD", 415'000'000},
        {"a cost in an unknown currency", "openai-compatible", R"("cost": 0.5)", "", "prices", "CNY", 10 * 2'000'000 + 5 * 3'000'000},
        {"no cost reported", "openrouter", R"("x": 1)", "", "prices", "CNY", 10 * 2'000'000 + 5 * 3'000'000},
    }));
    CAPTURE(row.name);
    FakeUpstream upstream;
    const std::string usage = R"("usage": {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15, )" + std::string(row.usage) + '}';
    Behaviour whole = told(R"({"id": "x", "object": "chat.completion", "model": "m", "choices": [{"index": 0, "finish_reason": "stop",
        "message": {"role": "assistant", "content": "hi"}}], )" + usage + '}');
    if (*row.header)
        whole.headers = {{"x-litellm-response-cost", row.header}};
    Behaviour streamed;
    streamed.events = {{"data: {\"choices\": [{\"index\": 0, \"delta\": {\"content\": \"hi\"}, \"finish_reason\": \"stop\"}]}\n\n",
        "data: {\"choices\": [], " + usage + "}\n\n", "data: [DONE]\n\n"}};
    GatewayProcess gateway(costing(upstream, row.type), withKey());
    upstream.setDefault(whole);
    const auto answer = chat(gateway.port(), ask("alias"));
    CHECK(answer.status == 200);
    upstream.setDefault(streamed);
    CHECK(chat(gateway.port(), askStream("alias")).status == 200);
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 2);
    REQUIRE(rows.size() == 2);
    CHECK(number(rows[0], "cost_pico") == row.cost);
    CHECK(text(rows[0], "currency") == row.currency);
    CHECK(text(rows[0], "cost_origin") == row.origin);
    CHECK((text(rows[0], "price") == "NULL") == (std::string(row.origin) == "provider"));
    const bool isInHead = *row.header; // the head of a stream was sent before the cost was known
    CHECK(number(rows[1], "cost_pico") == (isInHead ? 10 * 2'000'000 + 5 * 3'000'000 : row.cost));
    CHECK(text(rows[1], "cost_origin") == (isInHead ? "prices" : row.origin));
    const auto explained = runGateway({"explain", "--id", answer.headerOr("x-signalbox-request-id"), "--data-dir", gateway.dataDir()});
    CHECK_THAT(explained.out, Catch::Contains(std::string(row.origin) == "provider" ? " as reported by the provider\n" : " (price: configuration)\n"));
}

TEST_CASE("applies refreshed prices to later answers and lists models without a price", "[sanitized]")
{
    FakeUpstream upstream;
    upstream.setDefault("words=5,input=10,cached=0");
    FakeUpstream list;
    list.onCall("GET /prices.json", told(R"({"date": "2026-11-21", "source": "team", "prices": [{"provider": "openai-compatible", "model": "up-model",
        "input": 1, "output": 2, "tiers": [{"above": 9, "input": 3, "output": 4}]}]})"));
    Json config = aliasConfiguration(upstream);
    config["usage"]["refresh"] = {{"prices_url", list.origin() + "/prices.json"}};
    config["usage"]["exchange_rate"] = {{"usd_cny", 7}, {"date", "2026-11-20"}};
    GatewayProcess gateway(config, withKey());
    CHECK(chat(gateway.port(), ask("alias")).status == 200);
    const std::string ledger = gateway.dataDir() + "/ledger.sqlite";
    CHECK(text(exchanges(ledger, 1).at(0), "cost_pico") == "NULL");
    const std::vector<std::string> where{"--data-dir", gateway.dataDir(), "--config", gateway.configFile()};
    const auto run = [&where](std::vector<std::string> words) {
        words.insert(words.end(), where.begin(), where.end());
        return runGateway(words);
    };
    const auto refreshed = run({"prices", "refresh"});
    CHECK(refreshed.status == 0);
    CHECK_THAT(refreshed.out, Catch::Contains("1 price, team 2026-11-21"));
    CHECK_THAT(run({"prices", "list"}).out, Catch::Contains("fetched        1, team 2026-11-21") && Catch::Contains("$1 = ¥7.00 of 2026-11-20 (configuration)"));
    CHECK_THAT(run({"prices", "show", "up-model"}).out, Catch::Contains("input $1.00, output $2.00") && Catch::Contains("above 9 tokens of prompt: input $3.00"));
    CHECK(run({"prices", "show", "nobody-knows-me"}).status == 1);
    // The gateway loads them by itself, a moment later.
    std::size_t asked = 1;
    std::string cost = "NULL";
    for (; cost == "NULL" && asked < 200; ++asked) {
        CHECK(chat(gateway.port(), ask("alias")).status == 200);
        cost = text(exchanges(ledger, asked + 1).back(), "cost_pico");
    }
    CHECK(cost == std::to_string(10 * 3'000'000 + 5 * 4'000'000));
    const auto usage = run({"usage", "--currency", "cny"});
    CHECK_THAT(usage.out, Catch::Contains("IN CNY") && Catch::Contains("$1 = ¥7.00 of 2026-11-20 (configuration)")
            && Catch::Contains("the amounts do not include it") && Catch::Contains("team 2026-11-21 (fetched)"));
    CHECK(parsed(run({"usage", "--currency", "cny", "--format", "json"}).out)["total"]["cost_in_cny"] == "0.00035");
}

TEST_CASE("asks the provider for the balance on request and after an insufficient balance", "[sanitized]")
{
    FakeUpstream upstream;
    upstream.onCall("GET /user/balance", told(R"({"is_available": true, "balance_infos": [{"currency": "CNY", "total_balance": "110.00"}]})"));
    Json up = provider("deepseek", upstream.origin(), {kKeyReference});
    up["type"] = "deepseek";
    const Json config = withoutHealth(configuration({up}, {route("alias", {target("deepseek", "deepseek-flash", 0)})}));
    GatewayProcess gateway(config, withKey());
    const auto balance = runGateway({"key", "balance", "--config", gateway.configFile(), "--data-dir", gateway.dataDir()}, {}, withKey().environment);
    CHECK(balance.status == 0);
    CHECK(balance.out.starts_with("deepseek/"));
    CHECK_THAT(balance.out, Catch::Contains("¥110.00\n"));
    const auto waiting = runGateway({"key", "balance", "--config", gateway.configFile(), "--data-dir", gateway.dataDir() + "/other"}, {}, withKey().environment);
    CHECK(waiting.status == 1);
    CHECK_THAT(waiting.err, Catch::Contains("waits for your approval: ") && Catch::Contains("signalboxd key approve deepseek"));
    const auto asked = [&upstream] {
        const auto all = upstream.allRequests();
        return std::count_if(all.begin(), all.end(), [](const RecordedRequest& request) { return request.target == "/user/balance"; });
    };
    CHECK(asked() == 1);
    CHECK(chat(gateway.port(), ask("alias")).status == 200);
    Behaviour gone;
    gone.status = 402;
    gone.message = "Insufficient Balance";
    upstream.setDefault(gone);
    chat(gateway.port(), ask("alias"));
    exchanges(gateway.dataDir() + "/ledger.sqlite", 2);
    for (int i = 0; i < 100 && asked() < 2; ++i)
        chat(gateway.port(), ask("alias")); // records are processed in batches
    CHECK(asked() == 2);
}

TEST_CASE("the times of an exchange are in order")
{
    FakeUpstream upstream;
    upstream.setDefault("words=5,input=10");
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    constexpr int kMany = 60; // each is rounded to milliseconds separately
    for (int i = 0; i < kMany; ++i)
        CHECK(chat(gateway.port(), i % 2 == 0 ? ask("alias") : askStream("alias")).status == 200);
    const std::string ledger = gateway.dataDir() + "/ledger.sqlite";
    REQUIRE(exchanges(ledger, kMany).size() == kMany);
    CHECK(query(ledger, "SELECT id FROM exchanges WHERE last_byte_ms < first_byte_ms OR last_byte_ms < first_token_ms").empty());
}

TEST_CASE("an export that cannot be written says why and leaves devices alone")
{
    const auto isDevice = [] { return QFileInfo::exists(QStringLiteral("/dev/full")) && !QFileInfo(QStringLiteral("/dev/full")).isFile(); };
    if (!isDevice()) {
        WARN("there is no /dev/full here");
        return;
    }
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    CHECK(chat(gateway.port(), ask("alias")).status == 200);
    REQUIRE(exchanges(gateway.dataDir() + "/ledger.sqlite", 1).size() == 1);
    const std::vector<std::string> all{"usage", "export", "--data-dir", gateway.dataDir()};
    std::vector<std::string> named = all;
    named.insert(named.end(), {"--output", "-"}); // standard output, as in other commands
    CHECK(runGateway(named).out == runGateway(all).out);
    CHECK_FALSE(runGateway(all).out.empty());
    const auto said = runGateway({"usage", "export", "--output", "/dev/full", "--data-dir", gateway.dataDir()});
    CHECK(said.status == 1);
    CHECK_THAT(said.err, Catch::Contains("No space left on device"));
    CHECK(isDevice());
}
