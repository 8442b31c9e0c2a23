#include "catch.h"

#include "ledger_reader.h"
#include "scenario.h"

#include <algorithm>
#include <string>
#include <vector>

// Answers that report more usage than input and output: the ledger records what the provider bills.

using namespace tests;

namespace {

constexpr const char* kAdvisor = "claude-opus-4-8";

/// One provider of that type and a route to its model `m`, at $1 and $2 per million tokens, half of that in the flex tier; an
/// advisor costs $10 and $20.
Json billedConfiguration(const FakeUpstream& upstream, const char* type)
{
    Json config = configuration({ofType(upstream, type)}, {route("alias", {target("up", "m", 0)})});
    config["usage"] = {{"prices",
        Json::array({{{"model", "m"}, {"currency", "USD"}, {"input", 1.0}, {"output", 2.0}, {"flex", 0.5}},
            {{"model", kAdvisor}, {"currency", "USD"}, {"input", 10.0}, {"output", 20.0}}})}};
    return config;
}

/// A whole answer, or a stream, that ends with this usage.
Behaviour claudeSays(const std::string& usage, bool isStream)
{
    Behaviour behaviour = told(R"({"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"Oui"}],)"
                               R"("stop_reason":"end_turn","usage":)" + usage + '}');
    const auto event = [](const std::string& json) { return "event: x\ndata: " + json + "\n\n"; };
    if (isStream)
        behaviour.events = std::vector<std::string>{
            event(R"({"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"usage":{"input_tokens":100,"output_tokens":1}}})"),
            event(R"({"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}})"),
            event(R"({"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Oui"}})"),
            event(R"({"type":"content_block_stop","index":0})"),
            event(R"({"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":)" + usage + '}'),
            event(R"({"type":"message_stop"})")};
    behaviour.alwaysStream = isStream;
    return behaviour;
}

} // namespace

TEST_CASE("story: charges each step of a Claude answer at the price of the model that ran it", "[sanitized]")
{
    struct Row {
        const char* name;
        std::string iterations;
        int input;
        int output;
        int cost; ///< millionths of a dollar
        std::vector<std::string> charges;
    };
    const auto row = GENERATE(values<Row>({
        {"one step", R"([{"type":"message","input_tokens":100,"output_tokens":10}])", 100, 10, 120, {}},
        {"a compaction", R"([{"type":"compaction","input_tokens":1000,"output_tokens":50},{"type":"message","input_tokens":100,"output_tokens":10}])",
            1100, 60, 1220, {}},
        {"an advisor", R"([{"type":"message","input_tokens":100,"output_tokens":10},{"type":"advisor_message","model":"claude-opus-4-8","input_tokens":30,"output_tokens":5}])",
            130, 15, 520, {"1 m 100 10 120000000", "1 claude-opus-4-8 30 5 400000000"}},
        {"another model that stepped in", R"([{"type":"message","model":"m","input_tokens":90,"output_tokens":0},{"type":"fallback_message","model":"claude-opus-4-8","input_tokens":100,"output_tokens":10}])",
            100, 10, 1200, {}},
    }));
    const bool isStream = GENERATE(false, true);
    const char* const path = GENERATE("/v1/messages", "/v1/chat/completions");
    CAPTURE(row.name, isStream, path);
    FakeUpstream upstream;
    upstream.onCall("POST /v1/messages", claudeSays(R"({"input_tokens":100,"output_tokens":10,"iterations":)" + row.iterations + '}', isStream));
    GatewayProcess gateway(billedConfiguration(upstream, "anthropic-compatible"), withKey());
    const std::string body = R"({"model":"alias","max_tokens":99,"messages":[{"role":"user","content":"hi"}])";
    CHECK(exchange(gateway.port(), {.target = path, .body = body + (isStream ? R"(,"stream":true})" : "}")}).status == 200);
    const auto ledger = gateway.dataDir() + "/ledger.sqlite";
    const auto rows = exchanges(ledger, 1);
    REQUIRE(rows.size() == 1);
    CHECK(text(rows[0], "usage_origin") == "reported");
    CHECK(number(rows[0], "input_tokens") == row.input);
    CHECK(number(rows[0], "output_tokens") == row.output);
    CHECK(number(rows[0], "cost_pico") == row.cost * 1'000'000LL);
    CHECK(text(rows[0], "cost_origin") == "prices");
    std::vector<std::string> charges;
    for (const tests::Row& each : query(ledger, "SELECT * FROM charges ORDER BY number, place"))
        charges.push_back(text(each, "number") + ' ' + text(each, "model") + ' ' + text(each, "input_tokens") + ' ' + text(each, "output_tokens") + ' ' + text(each, "cost_pico"));
    CHECK(charges == row.charges);
}

TEST_CASE("story: records the usage of an answer without content")
{
    struct Row {
        const char* type;
        const char* call;
        const char* path;
        const char* ask;
        const char* body;
    };
    const auto row = GENERATE(values<Row>({
        {"openai-compatible", "POST /v1/chat/completions", "/v1/chat/completions", R"({"model":"alias","messages":[{"role":"user","content":"hi"}]})",
            R"({"id":"c","object":"chat.completion","choices":[],"usage":{"prompt_tokens":100,"completion_tokens":10,"total_tokens":110}})"},
        {"openai-responses", "POST /v1/responses", "/v1/responses", R"({"model":"alias","input":"hi"})",
            R"({"id":"resp_1","object":"response","status":"completed","usage":{"input_tokens":100,"output_tokens":10}})"},
        {"anthropic-compatible", "POST /v1/messages", "/v1/messages", R"({"model":"alias","max_tokens":99,"messages":[{"role":"user","content":"hi"}]})",
            R"({"id":"msg_1","type":"message","role":"assistant","usage":{"input_tokens":100,"output_tokens":10}})"},
        {"gemini-compatible", "POST /v1beta/models/m:generateContent", "/v1beta/models/alias:generateContent", R"({"contents":[{"role":"user","parts":[{"text":"hi"}]}]})",
            R"({"usageMetadata":{"promptTokenCount":100,"candidatesTokenCount":10}})"},
        {"ollama", "POST /api/chat", "/api/chat", R"({"model":"alias","stream":false,"messages":[{"role":"user","content":"hi"}]})",
            R"({"model":"m","done":true,"prompt_eval_count":100,"eval_count":10})"},
    }));
    const bool isTranslated = GENERATE(false, true);
    CAPTURE(row.type, isTranslated);
    FakeUpstream upstream;
    upstream.onCall(row.call, told(row.body));
    upstream.setDefault(told(row.body)); // of chats
    GatewayProcess gateway(billedConfiguration(upstream, row.type), withKey());
    const bool isGemini = std::string_view(row.type) == "gemini-compatible";
    const HttpRequest own{.target = row.path, .body = row.ask};
    const HttpRequest other{.target = isGemini ? "/v1/messages" : "/v1beta/models/alias:generateContent",
        .body = isGemini ? R"({"model":"alias","max_tokens":99,"messages":[{"role":"user","content":"hi"}]})"
                         : R"({"contents":[{"role":"user","parts":[{"text":"hi"}]}]})"};
    (void)exchange(gateway.port(), isTranslated ? other : own);
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 1);
    REQUIRE(rows.size() == 1);
    CHECK(text(rows[0], "outcome") == "failed");
    CHECK(text(rows[0], "usage_origin") == "reported");
    CHECK(number(rows[0], "input_tokens") == 100);
    CHECK(number(rows[0], "output_tokens") == 10);
    CHECK(number(rows[0], "cost_pico") == 120'000'000);
    const Json total = parsed(runGateway({"usage", "--by", "all", "--format", "json", "--data-dir", gateway.dataDir()}).out)["total"];
    CHECK(total["input_tokens"] == 100);
    CHECK(total["unpriced"] == 0);
    CHECK(total["failed"] == 1);
}

TEST_CASE("story: prices cache writes by the requested TTL when the answer does not report it")
{
    struct Row {
        const char* name;
        const char* system;
        const char* last;
        const char* cost; ///< of 1,000 cache-write tokens and 110 others
        const char* origin;
    };
    const auto row = GENERATE(values<Row>({
        {"as usual", R"({"type":"ephemeral"})", "null", "1370000000", "prices"},
        {"an hour", R"({"type":"ephemeral","ttl":"1h"})", "null", "2120000000", "prices"},
        {"an hour, twice", R"({"type":"ephemeral","ttl":"1h"})", R"({"type": "ephemeral", "ttl": "1h"})", "2120000000", "prices"},
        {"both", R"({"type":"ephemeral","ttl":"1h"})", R"({"type":"ephemeral","ttl":"5m"})", "1370000000", "at_least"},
    }));
    const char* const path = GENERATE("/v1/messages", "/v1/chat/completions");
    CAPTURE(row.name, path);
    FakeUpstream upstream;
    upstream.onCall("POST /v1/messages", claudeSays(R"({"input_tokens":100,"cache_creation_input_tokens":1000,"output_tokens":10})", false));
    Json config = configuration({ofType(upstream, "anthropic-compatible")}, {route("alias", {target("up", "m", 0)})});
    config["usage"] = {{"prices",
        Json::array({{{"model", "m"}, {"currency", "USD"}, {"input", 1.0}, {"output", 2.0}, {"cache_write", 1.25}, {"cache_write_1h", 2.0}}})}};
    GatewayProcess gateway(config, withKey());
    const std::string text = R"([{"type":"text","text":"in words, \"cache_control\": {\"ttl\":\"1h\"} says nothing","cache_control":)";
    const std::string system = text + row.system + "}]";
    const std::string user = R"({"role":"user","content":)" + text + row.last + "}]}";
    const std::string body = std::string_view(path) == "/v1/messages"
        ? R"({"model":"alias","max_tokens":99,"system":)" + system + R"(,"messages":[)" + user + "]}"
        : R"({"model":"alias","messages":[{"role":"system","content":)" + system + "}," + user + "]}";
    CHECK(exchange(gateway.port(), {.target = path, .body = body}).status == 200);
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 1);
    REQUIRE(rows.size() == 1);
    CHECK(tests::text(rows[0], "cost_pico") == row.cost);
    CHECK(tests::text(rows[0], "cost_origin") == row.origin);
}

TEST_CASE("story: prices an answer by the service tier that its body or header reports")
{
    struct Row {
        const char* name;
        const char* type;
        const char* call;
        std::string body;
        const char* head; ///< the tier in that header
        const char* tier;
        const char* cost; ///< of 100 tokens of input and 10 of output
    };
    constexpr const char* kGenerate = "POST /v1beta/models/m:generateContent";
    const std::string gemini = R"({"candidates":[{"content":{"parts":[{"text":"Oui"}],"role":"model"},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":100,"candidatesTokenCount":10)";
    const auto chatIn = [](const char* tier) {
        return R"({"id":"c","object":"chat.completion","model":"m","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"Oui"}}],)"
               R"("usage":{"prompt_tokens":100,"completion_tokens":10,"total_tokens":110},"service_tier":)" + std::string(tier) + '}';
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"Gemini's head", "gemini-compatible", kGenerate, gemini + "}}", "standard", "NULL", "120000000"},
        {"Gemini's head, half the price", "gemini-compatible", kGenerate, gemini + "}}", "flex", "flex", "60000000"},
        {"Gemini's head, without a price", "gemini-compatible", kGenerate, gemini + "}}", "priority", "priority", "NULL"},
        {"Gemini's body comes first", "gemini-compatible", kGenerate, gemini + R"(,"serviceTier":"flex"}})", "standard", "flex", "60000000"},
        {"Vertex", "gemini-compatible", kGenerate, gemini + R"(,"trafficType":"PROVISIONED_THROUGHPUT"}})", "", "provisioned_throughput", "NULL"},
        {"OpenAI", "openai-compatible", "POST /v1/chat/completions", chatIn("\"default\""), "", "NULL", "120000000"},
        {"OpenAI, null", "openai-compatible", "POST /v1/chat/completions", chatIn("null"), "", "NULL", "120000000"},
        {"OpenAI, half the price", "openai-compatible", "POST /v1/chat/completions", chatIn("\"flex\""), "", "flex", "60000000"},
        {"OpenAI, bought beforehand", "openai-compatible", "POST /v1/chat/completions", chatIn("\"scale\""), "", "scale", "NULL"},
        {"something new", "openai-compatible", "POST /v1/chat/completions", chatIn("\"Ultra\""), "", "ultra", "NULL"},
    }));
    CAPTURE(row.name);
    FakeUpstream upstream;
    Behaviour behaviour = told(row.body);
    if (*row.head)
        behaviour.headers.emplace_back("x-gemini-service-tier", row.head);
    upstream.setDefault(behaviour); // of chats
    upstream.onCall(row.call, behaviour);
    GatewayProcess gateway(billedConfiguration(upstream, row.type), withKey());
    CHECK(exchange(gateway.port(), {.target = "/v1/chat/completions", .body = ask("alias")}).status == 200);
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 1);
    REQUIRE(rows.size() == 1);
    CHECK(text(rows[0], "service_tier") == row.tier);
    CHECK(text(rows[0], "cost_pico") == row.cost);
}

TEST_CASE("story: marks the cost as a minimum when the answer reports a search without its price", "[sanitized]")
{
    struct Row {
        const char* name;
        std::string message;
        std::string usage;
        std::string root;
        const char* searches;
        const char* output;
        const char* reasoning;
        const char* cost; ///< of 100 tokens of input and 10 of output
        const char* origin;
    };
    const std::string none;
    const std::string kimi = R"(,"tool_calls":[{"index":0,"id":"a","type":"builtin_function","function":{"name":"$web_search","arguments":"{}"}}])";
    const auto row = GENERATE_COPY(values<Row>({
        {"none", none, none, none, "NULL", "10", "NULL", "120000000", "prices"},
        {"Kimi", kimi, none, none, "1", "10", "NULL", "120000000", "at_least"},
        {"Zhipu", none, none, R"(,"web_search":[{"title":"x"}])", "1", "10", "NULL", "120000000", "at_least"},
        {"xAI", none, R"(,"num_sources_used":3)", none, "3", "10", "NULL", "120000000", "at_least"},
        {"xAI, its own cost", none, R"(,"num_sources_used":3,"cost_in_usd_ticks":751000)", none, "3", "10", "NULL", "75100000", "provider"},
        {"Perplexity", none, R"(,"search_context_size":"low")", none, "1", "10", "NULL", "120000000", "at_least"},
        {"Perplexity's research", none, R"(,"reasoning_tokens":90,"num_search_queries":5)", none, "5", "10", "90", "300000000", "at_least"},
    }));
    const bool isStream = GENERATE(false, true);
    const char* const path = GENERATE("/v1/chat/completions", "/v1/messages");
    CAPTURE(row.name, isStream, path);
    const std::string rest = R"(,"usage":{"prompt_tokens":100,"completion_tokens":10,"total_tokens":110)" + row.usage + "}" + row.root + "}";
    const auto choice = [&](const char* key) {
        return R"({"id":"c","model":"m","choices":[{"index":0,"finish_reason":"stop",")" + std::string(key) + R"(":{"role":"assistant","content":"Oui")" + row.message + "}}]";
    };
    Behaviour behaviour = told(choice("message") + rest);
    if (isStream)
        behaviour.events = std::vector<std::string>{"data: " + choice("delta") + "}\n\n", "data: {\"id\":\"c\",\"choices\":[]" + rest + "\n\n", "data: [DONE]\n\n"};
    FakeUpstream upstream;
    upstream.setDefault(behaviour);
    GatewayProcess gateway(billedConfiguration(upstream, "openai-compatible"), withKey());
    const std::string body = R"({"model":"alias","max_tokens":9,"messages":[{"role":"user","content":"hi"}])";
    CHECK(exchange(gateway.port(), {.target = path, .body = body + (isStream ? R"(,"stream":true})" : "}")}).status == 200);
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 1);
    REQUIRE(rows.size() == 1);
    CHECK(text(rows[0], "usage_origin") == "reported");
    CHECK(text(rows[0], "web_searches") == row.searches);
    CHECK(text(rows[0], "output_tokens") == row.output);
    CHECK(text(rows[0], "reasoning_tokens") == row.reasoning);
    CHECK(text(rows[0], "cost_pico") == row.cost);
    CHECK(text(rows[0], "cost_origin") == row.origin);
}

TEST_CASE("story: uses the service tier of the first event when the stream breaks off")
{
    FakeUpstream upstream;
    const auto event = [](const std::string& json) { return "event: x\ndata: " + json + "\n\n"; };
    Behaviour behaviour;
    behaviour.events = std::vector<std::string>{
        event(R"({"type":"response.created","response":{"id":"resp_1","object":"response","status":"in_progress","model":"m","service_tier":"flex","output":[]}})"),
        event(R"({"type":"response.output_text.delta","item_id":"msg_1","output_index":0,"content_index":0,"delta":"one two"})")};
    upstream.onCall("POST /v1/responses", behaviour);
    const char* const path = GENERATE("/v1/responses", "/v1/chat/completions");
    CAPTURE(path);
    GatewayProcess gateway(billedConfiguration(upstream, "openai-responses"), withKey());
    const std::string asked = std::string_view(path) == "/v1/responses" ? R"("input":"hi")" : R"("messages":[{"role":"user","content":"hi"}])";
    (void)exchange(gateway.port(), {.target = path, .body = R"({"model":"alias","stream":true,)" + asked + "}"});
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 1);
    REQUIRE(rows.size() == 1);
    CHECK(text(rows[0], "outcome") == "interrupted");
    CHECK(text(rows[0], "usage_origin") == "estimated");
    CHECK(text(rows[0], "service_tier") == "flex");
}

TEST_CASE("story: records a batch once, at the batch price, in the exchange that created it", "[sanitized]")
{
    const char* const status = GENERATE("completed", "failed");
    CAPTURE(status);
    const bool isCompleted = std::string_view(status) == "completed";
    const auto batchIn = [](const std::string& state, const std::string& rest) {
        return told(R"({"id":"batch_1","object":"batch","endpoint":"/v1/chat/completions","input_file_id":"file-1","status":")" + state + '"' + rest + '}');
    };
    FakeUpstream upstream;
    upstream.onCall("POST /v1/batches", batchIn("validating", R"(,"usage":{"input_tokens":0,"output_tokens":0,"total_tokens":0})"));
    upstream.onCall("GET /v1/batches/batch_1", batchIn("in_progress", R"(,"usage":{"input_tokens":40,"output_tokens":4,"total_tokens":44})"));
    Json config = configuration({ofType(upstream, "openai-compatible")}, {});
    config["usage"] = {{"prices", Json::array({{{"model", "m"}, {"currency", "USD"}, {"input", 1.0}, {"output", 2.0}, {"batch", 0.5}}})}};
    GatewayProcess gateway(config, withKey());
    const auto look = [&] { return exchange(gateway.port(), {.method = "GET", .target = "/v1/batches/batch_1"}).status; };
    CHECK(exchange(gateway.port(), {.target = "/v1/batches", .body = R"({"input_file_id":"file-1","endpoint":"/v1/chat/completions","completion_window":"24h"})"}).status == 200);
    CHECK(look() == 200);
    const auto ledger = gateway.dataDir() + "/ledger.sqlite";
    REQUIRE(exchanges(ledger, 2).size() == 2);
    CHECK(text(exchanges(ledger, 2)[0], "usage_origin") == "deferred");
    upstream.onCall("GET /v1/batches/batch_1",
        batchIn(status, isCompleted ? R"(,"model":"m","usage":{"input_tokens":100,"output_tokens":10,"total_tokens":110})" : ""));
    for (int time = 0; time < 3; ++time)
        CHECK(look() == 200);
    const auto rows = exchanges(ledger, 5);
    REQUIRE(rows.size() == 5);
    CHECK(text(rows[0], "usage_origin") == "reported");
    CHECK(text(rows[0], "service_tier") == "batch");
    CHECK(number(rows[0], "input_tokens") == (isCompleted ? 100 : 0));
    CHECK(number(rows[0], "output_tokens") == (isCompleted ? 10 : 0));
    CHECK(number(rows[0], "cost_pico") == (isCompleted ? 60'000'000 : 0));
    for (std::size_t i = 1; i < rows.size(); ++i)
        CHECK(text(rows[i], "input_tokens") == "NULL");
    const Json models = parsed(runGateway({"usage", "--by", "model", "--format", "json", "--data-dir", gateway.dataDir()}).out)["rows"];
    const auto isOfModel = [](const Json& each) { return each["model"] == "m" && each["input_tokens"] == 100; };
    CHECK(std::ranges::any_of(models, isOfModel) == isCompleted);
    const Json total = parsed(runGateway({"usage", "--by", "all", "--format", "json", "--data-dir", gateway.dataDir()}).out)["total"];
    CHECK(total["input_tokens"] == (isCompleted ? 100 : 0));
    CHECK(total["unreported"] == 0);
    CHECK(total["unpriced"] == 0);
}
