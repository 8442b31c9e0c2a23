#include "catch.h"

#include "ledger_reader.h"
#include "scenario.h"

#include <chrono>

using namespace tests;

namespace {

/// Short timeouts, so that a silent upstream is detected soon.
Json impatient(Json config)
{
    for (auto& each : config["providers"])
        each["timeouts"] = {{"connect_ms", 3000}, {"first_byte_ms", 2000}, {"idle_ms", 2000}, {"total_ms", 5000}};
    return config;
}

void checkAnsweredBySecond(const HttpAnswer& answer, bool isStream)
{
    CAPTURE(answer.raw);
    CHECK(answer.status == 200);
    CHECK(answer.isComplete);
    CHECK(answer.headerOr("x-signalbox-provider") == "second");
    CHECK(answer.headerOr("x-signalbox-model") == "second-model");
    CHECK(answer.headerOr("x-signalbox-route") == "route-alias");
    CHECK(attempts(answer) == 2);
    CHECK(answer.body.find("word8") != std::string::npos);
    CHECK(answer.body.find("second-model") != std::string::npos);
    CHECK(answer.body.find("first-model") == std::string::npos); // no part of the failed answer
    if (isStream)
        CHECK(eventData(answer.body).back() == "[DONE]");
}

} // namespace

TEST_CASE("falls back when the first target fails before its first token")
{
    struct Row {
        const char* behaviour;
        bool isForStreams = true;
        bool isForWhole = true;
    };
    const auto row = GENERATE(values<Row>({
        {"reset-before-head"},
        {"close-before-head"},
        {"garbage"},
        {"hang"},
        {"status=429,retry-after=30"},
        {"status=500,malformed"},
        {"status=401"},
        {"reset=0"},
        {"truncate=0"},
        {"stall=0"},
        {"empty"},
        {"reset=1", true, false},
        {"truncate=1", true, false},
        {"stall=1", true, false},
        {"error=0", true, false},
        {"error=1", true, false},
        {"reset=100", false, true},
        {"truncate=100", false, true},
        {"stall=100", false, true},
    }));
    CAPTURE(row.behaviour);
    FakeUpstream first;
    FakeUpstream second;
    first.setDefault(row.behaviour);
    GatewayProcess gateway(withoutHealth(impatient(fallbackConfiguration(first.baseUrl(), second.baseUrl()))));
    for (const bool isStream : {true, false}) {
        if (!(isStream ? row.isForStreams : row.isForWhole))
            continue;
        CAPTURE(isStream);
        checkAnsweredBySecond(chat(gateway.port(), isStream ? askStream("alias") : ask("alias")), isStream);
        REQUIRE_FALSE(second.requests().empty());
        CHECK(parsed(second.requests().back().body)["model"] == "second-model");
    }
}

TEST_CASE("falls back when the first target is unreachable")
{
    struct Row {
        const char* name;
        std::string url;
    };
    // A name under ".invalid" never resolves. Source: RFC 6761 §6.4.
    const auto row = GENERATE_COPY(values<Row>({{"refused", "http://127.0.0.1:" + std::to_string(unusedPort()) + "/v1"},
        {"unknown host name", "http://nowhere.invalid/v1"}}));
    CAPTURE(row.name);
    FakeUpstream second;
    GatewayProcess gateway(impatient(fallbackConfiguration(row.url, second.baseUrl())));
    checkAnsweredBySecond(chat(gateway.port(), ask("alias")), false);
    checkAnsweredBySecond(chat(gateway.port(), askStream("alias")), true);
}

TEST_CASE("returns the client's own errors without a fallback")
{
    struct Row {
        const char* behaviour;
        int status;
        const char* words;
    };
    const auto row = GENERATE(values<Row>({
        {"status=400", 400, "messages"},
        {"status=413", 413, "too large"},
        {"status=422", 422, "processed"},
        {"status=404,code=unknown_url,message=Nothing here", 404, "Nothing here"},
    }));
    CAPTURE(row.behaviour);
    FakeUpstream first;
    FakeUpstream second;
    first.setDefault(row.behaviour);
    GatewayProcess gateway(fallbackConfiguration(first.baseUrl(), second.baseUrl()));
    const bool isStream = GENERATE(false, true);
    const auto answer = chat(gateway.port(), isStream ? askStream("alias") : ask("alias"));
    CAPTURE(answer.raw);
    CHECK(answer.status == row.status);
    CHECK(attempts(answer) == 1);
    CHECK(answer.headerOr("Content-Type").starts_with("application/json"));
    auto body = parsed(answer.body);
    REQUIRE(body.is_object());
    CHECK(body["error"]["message"].get<std::string>().find(row.words) != std::string::npos);
    CHECK(second.requests().empty());
}

TEST_CASE("forwards an upstream error within a committed stream")
{
    FakeUpstream first;
    FakeUpstream second;
    first.setDefault("error=3");
    GatewayProcess gateway(fallbackConfiguration(first.baseUrl(), second.baseUrl()));
    const auto answer = chat(gateway.port(), askStream("alias"));
    CAPTURE(answer.body);
    CHECK(answer.body.find("word2") != std::string::npos);
    CHECK(answer.body.find("The server had an error") != std::string::npos);
    CHECK(answer.body.find("[DONE]") == std::string::npos);
    CHECK(second.requests().empty());
}

TEST_CASE("reports how the attempts failed when all of them fail")
{
    struct Row {
        const char* name;
        const char* first;
        const char* second;
        int status;
        const char* code;
        const char* words; // of the upstream, or of ours
    };
    const auto row = GENERATE(values<Row>({
        {"both have errors", "status=500", "status=503,message=The second is down", 503, "upstream_error",
            "The second is down"},
        {"both are rate-limited", "status=429,retry-after=40", "status=429,retry-after=20", 429,
            "upstream_rate_limited", ""},
    }));
    CAPTURE(row.name);
    FakeUpstream first;
    FakeUpstream second;
    first.setDefault(row.first);
    second.setDefault(row.second);
    GatewayProcess gateway(impatient(fallbackConfiguration(first.baseUrl(), second.baseUrl())));
    const bool isStream = GENERATE(false, true);
    const auto answer = chat(gateway.port(), isStream ? askStream("alias") : ask("alias"));
    const auto message = checkError(answer, row.status, row.code);
    CHECK(message.find(row.words) != std::string::npos);
    CHECK(attempts(answer) == 2);
    if (row.status == 429) {
        const auto seconds = answer.headerOr("Retry-After");
        CHECK((seconds == "20" || seconds == "19"));
    }
}

TEST_CASE("falls back only for the failures that the route names")
{
    struct Row {
        const char* name;
        Json fallback;
        const char* behaviour;
        int status;
        int attempts;
    };
    const std::vector<Row> rows{
        {"not named", {{"on", {"rate_limited"}}}, "status=500", 500, 1},
        {"a status", {{"on", Json::array()}, {"statuses", {418}}}, "status=418", 200, 2},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        FakeUpstream first;
        FakeUpstream second;
        first.setDefault(row.behaviour);
        auto config = fallbackConfiguration(first.baseUrl(), second.baseUrl());
        config["routes"][0]["fallback"] = row.fallback;
        GatewayProcess gateway(config);
        const auto answer = chat(gateway.port(), ask("alias"));
        CHECK(answer.status == row.status);
        CHECK(attempts(answer) == row.attempts);
    }
}

TEST_CASE("skips a wait that would exceed the deadline")
{
    const bool hasSecond = GENERATE(false, true);
    const bool isStream = GENERATE(false, true);
    CAPTURE(hasSecond, isStream);
    FakeUpstream first;
    FakeUpstream second;
    first.setDefault("status=503");
    auto config = hasSecond ? fallbackConfiguration(first.baseUrl(), second.baseUrl()) : aliasConfiguration(first);
    // The wait would be at least 24 s: a client gives up sooner (HttpClient::kWait_ms).
    config["routes"][0]["fallback"] = {{"retries", 1}, {"backoff_ms", 30000}, {"deadline_ms", 20000}};
    GatewayProcess gateway(withoutHealth(config), withKey());
    const auto answer = chat(gateway.port(), isStream ? askStream("alias") : ask("alias"));
    CAPTURE(answer.raw);
    CHECK(first.requests().size() == 1);
    CHECK(second.requests().size() == (hasSecond ? 1 : 0));
    if (hasSecond) {
        CHECK(answer.status == 200);
        CHECK(answer.headerOr("x-signalbox-provider") == "second");
    } else {
        CHECK(answer.status == 503);
        CHECK_FALSE(answer.headerOr("x-signalbox-error").empty());
    }
}

TEST_CASE("waits when the wait ends before the deadline")
{
    FakeUpstream upstream;
    upstream.script({"status=429,retry-after=1"});
    auto config = aliasConfiguration(upstream);
    config["routes"][0]["fallback"] = {{"retries", 1}, {"backoff_ms", 200}, {"deadline_ms", 20000}};
    GatewayProcess gateway(withoutHealth(config), withKey());
    CHECK(chat(gateway.port(), ask("alias")).status == 200);
    CHECK(upstream.requests().size() == 2);
}

TEST_CASE("a rejected key leads to the next key, then to the next target")
{
    FakeUpstream first;
    FakeUpstream second;
    const std::string refusal = "status=401";
    first.onKey("sk-e2e-one", refusal);
    auto config = fallbackConfiguration(first.baseUrl(), second.baseUrl());
    config["providers"][0] = provider("first", first.baseUrl(), {"env:E2E_ONE", "env:E2E_TWO"});
    const GatewayProcess::Options options{.environment = {{"E2E_ONE", "sk-e2e-one"}, {"E2E_TWO", "sk-e2e-two"}}};
    SECTION("the next key answers")
    {
        GatewayProcess gateway(config, options);
        // Which key comes first is the balancer's business: two requests meet both.
        for (int i = 0; i < 2; ++i) {
            const auto answer = chat(gateway.port(), ask("alias"));
            CHECK(answer.status == 200);
            CHECK(answer.headerOr("x-signalbox-provider") == "first");
        }
        CHECK(second.requests().empty());
        CHECK(first.requests().back().bearer() == "sk-e2e-two");
    }
    SECTION("the next target answers when no key is left")
    {
        first.onKey("sk-e2e-two", refusal);
        GatewayProcess gateway(config, options);
        const auto answer = chat(gateway.port(), ask("alias"));
        CHECK(answer.status == 200);
        CHECK(answer.headerOr("x-signalbox-provider") == "second");
        CHECK(attempts(answer) == 3);
        CHECK(first.requests().size() == 2);
    }
    SECTION("the client does not get a 401")
    {
        first.onKey("sk-e2e-two", refusal);
        second.setDefault(refusal);
        GatewayProcess gateway(config, options);
        const auto answer = chat(gateway.port(), ask("alias"));
        const auto message = checkError(answer, 503, "no_usable_key");
        CHECK((message.find("first") != std::string::npos || message.find("second") != std::string::npos));
        CHECK(answer.raw.find("sk-e2e") == std::string::npos);
    }
}

TEST_CASE("reports no_usable_key for an unreadable key and goes on with other providers", "[sanitized]")
{
    FakeUpstream upstream;
    auto config = configuration(
        {provider("locked", upstream.baseUrl(), {"env:E2E_ABSENT"}),
            provider("keychain", upstream.baseUrl(), {"keychain:keychain/main"}),
            provider("file", upstream.baseUrl(), {"file:/nonexistent/key"}), provider("open", upstream.baseUrl())},
        {route("a", {target("locked", "m", 0)}), route("b", {target("keychain", "m", 0)}),
            route("c", {target("file", "m", 0)}), route("d", {target("open", "m", 0)}),
            route("e", {target("locked", "m", 1), target("open", "m", 0)})});
    GatewayProcess gateway(config);
    struct Row {
        const char* model;
        const char* provider;
    };
    for (const auto& row : {Row{"a", "locked"}, Row{"b", "keychain"}, Row{"c", "file"}}) {
        CAPTURE(row.model);
        const auto answer = chat(gateway.port(), ask(row.model));
        const auto message = checkError(answer, 503, "no_usable_key");
        CHECK(answer.headerOr("x-should-retry") == "false"); // waiting does not help
        CHECK(message.find(row.provider) != std::string::npos);
    }
    CHECK(upstream.requests().empty());
    CHECK(chat(gateway.port(), ask("d")).status == 200);
    CHECK(chat(gateway.port(), ask("e")).status == 200);
}

TEST_CASE("reports a key that contains a line break instead of repairing it")
{
    FakeUpstream upstream;
    auto broken = provider("broken", upstream.baseUrl(), {"env:E2E_BROKEN"});
    auto header = provider("header", upstream.baseUrl(), {"env:E2E_ROUGH"});
    header["auth"] = {{"headers", {{"x-tenant", {{"secret", "env:E2E_BROKEN"}}}}}};
    const auto config = configuration({broken, header, provider("rough", upstream.baseUrl(), {"env:E2E_ROUGH"})},
        {route("a", {target("broken", "m", 0)}), route("b", {target("header", "m", 0)}), route("c", {target("rough", "m", 0)}),
            route("d", {target("broken", "m", 1), target("rough", "m", 0)})});
    GatewayProcess gateway(config, {.environment = {{"E2E_BROKEN", "sk-abc\n123"}, {"E2E_ROUGH", " sk-rough\n"}}});
    struct Row {
        const char* model;
        const char* provider;
        const char* key;
    };
    for (const auto& row : {Row{"a", "\"broken\"", "\"key1\""}, Row{"b", "\"header\"", "\"x-tenant\""}}) {
        CAPTURE(row.model);
        const auto message = checkError(chat(gateway.port(), ask(row.model)), 503, "no_usable_key");
        CAPTURE(message);
        for (const char* const said : {row.provider, row.key, "line break", "Set the environment variable E2E_BROKEN"})
            CHECK(message.find(said) != std::string::npos);
        CHECK(message.find("abc") == std::string::npos);
    }
    CHECK(upstream.requests().empty());
    CHECK(chat(gateway.port(), ask("c")).status == 200);
    CHECK(chat(gateway.port(), ask("d")).status == 200);
    for (const auto& request : upstream.requests())
        CHECK(request.header("Authorization") == "Bearer sk-rough");
}

TEST_CASE("DeepSeek falls back to Qwen when rate-limited or down")
{
    FakeUpstream deepseek;
    FakeUpstream qwen;
    const auto own = [](const char* id, const FakeUpstream& upstream, const char* secret) {
        auto one = provider(id, upstream.baseUrl(), {secret});
        one["type"] = id;
        return one;
    };
    auto qwq = route("qwq-32b", {target("qwen", {}, 0)});
    const auto config =
        configuration({own("deepseek", deepseek, "env:DEEPSEEK_API_KEY"), own("qwen", qwen, "env:DASHSCOPE_API_KEY")},
            {route("deepseek-*", {target("deepseek", {}, 1), target("qwen", "qwen-turbo", 0)}), qwq});
    GatewayProcess gateway(
        config, {.environment = {{"DEEPSEEK_API_KEY", "sk-e2e-ds"}, {"DASHSCOPE_API_KEY", "sk-e2e-qw"}}});
    REQUIRE(gateway.isListening());

    const auto well = chat(gateway.port(), askStream("deepseek-chat"));
    CHECK(well.headerOr("x-signalbox-provider") == "deepseek");
    CHECK(well.headerOr("x-signalbox-model") == "deepseek-chat");
    CHECK(attempts(well) == 1);
    REQUIRE(deepseek.requests().size() == 1);
    CHECK(deepseek.requests()[0].bearer() == "sk-e2e-ds");

    for (const auto* fault : {"status=429,retry-after=1", "status=503", "reset-before-head"}) {
        CAPTURE(fault);
        deepseek.setDefault(fault);
        const auto answer = chat(gateway.port(), askStream("deepseek-reasoner"));
        CHECK(answer.status == 200);
        CHECK(answer.headerOr("x-signalbox-provider") == "qwen");
        CHECK(answer.headerOr("x-signalbox-model") == "qwen-turbo");
        CHECK(eventData(answer.body).back() == "[DONE]");
        CHECK(qwen.requests().back().bearer() == "sk-e2e-qw");
        CHECK(parsed(qwen.requests().back().body)["model"] == "qwen-turbo");
    }
    deepseek.stopListening();
    deepseek.closeIdle();
    CHECK(chat(gateway.port(), ask("deepseek-chat")).headerOr("x-signalbox-provider") == "qwen");

    const auto direct = chat(gateway.port(), ask("qwq-32b"));
    CHECK(direct.headerOr("x-signalbox-provider") == "qwen");
    CHECK(parsed(qwen.requests().back().body)["model"] == "qwq-32b");
}

namespace {

/// An answer to a chat request with that finish reason, whole or streamed. `message`: its fields besides the role.
Behaviour answerOf(const Json& message, const char* finish)
{
    Json whole = message;
    whole["role"] = "assistant";
    Behaviour behaviour;
    behaviour.body = Json{{"id", "c1"}, {"object", "chat.completion"}, {"model", "m"},
        {"choices", {{{"index", 0}, {"message", whole}, {"finish_reason", finish}}}},
        {"usage", {{"prompt_tokens", 5}, {"completion_tokens", 0}, {"total_tokens", 5}}}}.dump();
    const Json chunk{{"id", "c1"}, {"object", "chat.completion.chunk"}, {"model", "m"},
        {"choices", {{{"index", 0}, {"delta", whole}, {"finish_reason", finish}}}}};
    behaviour.events = std::vector<std::string>{"data: " + chunk.dump() + "\n\n", "data: [DONE]\n\n"};
    return behaviour;
}

Json lastRow(const GatewayProcess& gateway)
{
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 1);
    REQUIRE_FALSE(rows.empty());
    return {{"outcome", text(rows[0], "outcome")}, {"status", text(rows[0], "status")},
        {"error_code", text(rows[0], "error_code")}, {"last_failure", text(rows[0], "last_failure")},
        {"trail", text(rows[0], "trail")}};
}

} // namespace

TEST_CASE("passes on the last empty answer and records it as a failure")
{
    const bool isStream = GENERATE(false, true);
    CAPTURE(isStream);
    FakeUpstream upstream;
    upstream.setDefault(answerOf({{"content", ""}}, "stop"));
    GatewayProcess gateway(withoutHealth(aliasConfiguration(upstream)), withKey());
    const auto answer = chat(gateway.port(), isStream ? askStream("alias") : ask("alias"));
    CAPTURE(answer.raw);
    CHECK(answer.status == 200);
    CHECK(answer.body.find("\"stop\"") != std::string::npos); // the provider's own
    CHECK(answer.headerOr("x-signalbox-error") == "upstream_protocol_error");
    const Json row = lastRow(gateway);
    CHECK(row["outcome"] == "failed");
    CHECK(row["status"] == "200");
    CHECK(row["error_code"] == "upstream_protocol_error");
    CHECK(row["last_failure"] == "empty_answer");
    CHECK(row["trail"].get<std::string>().find("returned an empty answer.") != std::string::npos);
}

TEST_CASE("accepts an answer without text that gives a reason")
{
    struct Row {
        const char* name;
        Json message;
        const char* finish;
    };
    const auto row = GENERATE(values<Row>({
        {"its limit was used up", {{"content", ""}}, "length"},
        {"the provider's policy", {{"content", nullptr}}, "content_filter"},
        {"a refusal", {{"content", nullptr}, {"refusal", "No."}}, "stop"},
        {"a call", {{"content", nullptr}, {"tool_calls", {{{"index", 0}, {"id", "t"}, {"type", "function"},
            {"function", {{"name", "f"}, {"arguments", "{}"}}}}}}}, "tool_calls"},
        {"reasoning", {{"content", ""}, {"reasoning_content", "Hm."}}, "stop"},
    }));
    CAPTURE(row.name);
    FakeUpstream first;
    FakeUpstream second;
    first.setDefault(answerOf(row.message, row.finish));
    GatewayProcess gateway(fallbackConfiguration(first.baseUrl(), second.baseUrl()), withKey());
    const bool isStream = GENERATE(false, true);
    CAPTURE(isStream);
    const auto answer = chat(gateway.port(), isStream ? askStream("alias") : ask("alias"));
    CHECK(answer.status == 200);
    CHECK(answer.headerOr("x-signalbox-error").empty());
    CHECK(answer.headerOr("x-signalbox-provider") == "first");
    CHECK(second.requests().empty());
    CHECK(lastRow(gateway)["outcome"] == "answered");
}
