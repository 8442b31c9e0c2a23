#include "catch.h"

#include "ledger_reader.h"
#include "scenario.h"

#include <string>
#include <vector>

// Stories of answers that tell more of what they took than input and output: what is booked is what the provider bills.

using namespace tests;

namespace {

constexpr const char* kAdvisor = "claude-opus-4-8";

/// One provider of that type and a route to its model `m`, at $1 and $2 for a million tokens, half of it in the tier flex; an
/// advisor costs $10 and $20.
Json billedConfiguration(const FakeUpstream& upstream, const char* type)
{
    Json config = configuration({ofType(upstream, type)}, {route("alias", {target("up", "m", 0)})});
    config["usage"] = {{"prices",
        Json::array({{{"model", "m"}, {"currency", "USD"}, {"input", 1.0}, {"output", 2.0}, {"flex", 0.5}},
            {{"model", kAdvisor}, {"currency", "USD"}, {"input", 10.0}, {"output", 20.0}}})}};
    return config;
}

/// A whole answer, or the stream of one, that ends with this usage.
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

TEST_CASE("story: what every step of an answer of Claude took is booked, at the price of the model that took it")
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

TEST_CASE("story: the service tier that an answer was served in decides its cost, wherever it is told")
{
    struct Row {
        const char* name;
        const char* type;
        const char* call;
        std::string body;
        const char* head; ///< the tier there
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
        {"OpenAI, none", "openai-compatible", "POST /v1/chat/completions", chatIn("null"), "", "NULL", "120000000"},
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
