#include "catch.h"

#include "ledger_reader.h"
#include "scenario.h"

using namespace tests;

namespace {

constexpr const char* kAnthropic = "/v1/messages/count_tokens";
constexpr const char* kResponses = "/v1/responses/input_tokens";
constexpr const char* kGemini = "/v1beta/models/alias:countTokens";
const std::string kAnthropicBody = R"({"model":"alias","messages":[{"role":"user","content":"How long is this?"}]})";
const std::string kResponsesBody = R"({"model":"alias","input":"How long is this?"})";
const std::string kGeminiBody = R"({"contents":[{"role":"user","parts":[{"text":"How long is this?"}]}]})";

Json countConfiguration(const FakeUpstream& upstream, const std::string& type)
{
    const bool isOpenAis = type.starts_with("openai-");
    Json up = provider("up", isOpenAis ? upstream.baseUrl() : upstream.origin(), {kKeyReference});
    up["type"] = type;
    up["parameters"] = {{"set", {{"max_tokens", 5}}}};
    return configuration({up}, {route("alias", {target("up", "up-model", 0)})});
}

Behaviour statusWith(int status, const std::string& body)
{
    Behaviour behaviour;
    behaviour.status = status;
    behaviour.body = body;
    return behaviour;
}

} // namespace

TEST_CASE("counts tokens with the model's vocabulary when it is known")
{
    FakeUpstream upstream;
    GatewayProcess gateway(configuration({provider("up", upstream.baseUrl(), {kKeyReference})},
                               {route("alias", {target("up", "gpt-4o", 0)})}), withKey());
    const auto answer = exchange(gateway.port(), {.target = kAnthropic,
        .body = R"({"model":"alias","system":"be short","messages":[{"role":"user","content":"Hello, world!"}]})"});
    CHECK(answer.status == 200);
    CHECK(parsed(answer.body)["input_tokens"] == 17);
    CHECK_FALSE(answer.header("x-signalbox-estimated"));
    CHECK(upstream.allRequests().empty());
}

TEST_CASE("forwards a token count to a target with the client's dialect")
{
    FakeUpstream upstream;
    upstream.onCall(std::string("POST ") + kAnthropic, statusWith(200, R"({"input_tokens":4711})"));
    upstream.onCall("POST /v1beta/models/up-model:countTokens", statusWith(200, R"({"totalTokens":4712})"));
    upstream.onCall(std::string("POST ") + kResponses, statusWith(200, R"({"object":"response.input_tokens","input_tokens":4713})"));
    struct Row {
        const char* type;
        const char* target;
        std::string body;
        std::string sent;
        const char* keyHeader;
        const char* answer;
    };
    const auto row = GENERATE(values<Row>({
        {"anthropic-compatible", "/v1/messages/count_tokens?beta=true", kAnthropicBody,
            R"({"model":"up-model","messages":[{"role":"user","content":"How long is this?"}]})", "x-api-key",
            R"({"input_tokens":4711})"},
        {"gemini-compatible", kGemini, kGeminiBody, kGeminiBody, "x-goog-api-key", R"({"totalTokens":4712})"},
        {"openai-responses", kResponses, kResponsesBody, R"({"model":"up-model","input":"How long is this?"})",
            "authorization", R"({"object":"response.input_tokens","input_tokens":4713})"},
    }));
    CAPTURE(row.type);
    GatewayProcess gateway(countConfiguration(upstream, row.type), withKey());
    const auto answer = exchange(gateway.port(), {.target = row.target, .body = row.body});
    CHECK(answer.status == 200);
    CHECK(answer.body == row.answer);
    CHECK_FALSE(answer.header("x-signalbox-estimated"));
    CHECK(answer.headerOr("x-signalbox-provider") == "up");
    REQUIRE(upstream.allRequests().size() == 1);
    const auto sent = upstream.allRequests().front();
    CHECK(sent.body == row.sent);
    CHECK(sent.header(row.keyHeader).value_or(std::string()).ends_with(kKey));
}

TEST_CASE("records a token count as a request without tokens and cost")
{
    FakeUpstream upstream;
    upstream.onCall(std::string("POST ") + kAnthropic, statusWith(200, R"({"input_tokens":4711})"));
    struct Row {
        const char* name;
        const char* type;
        const char* target;
        std::string body;
        const char* dialect;
    };
    const auto row = GENERATE(values<Row>({
        {"by the target", "anthropic-compatible", kAnthropic, kAnthropicBody, "anthropic-count-tokens"},
        {"by the gateway", "openai-compatible", kAnthropic, kAnthropicBody, "anthropic-count-tokens"},
        {"of Gemini's", "openai-compatible", kGemini, kGeminiBody, "gemini-count-tokens"},
        {"of Responses", "openai-compatible", kResponses, kResponsesBody, "openai-input-tokens"},
    }));
    CAPTURE(row.name);
    GatewayProcess gateway(countConfiguration(upstream, row.type), withKey());
    CHECK(exchange(gateway.port(), {.method = "GET", .target = "/v1/models"}).status == 200); // which is not recorded
    const auto answer = exchange(gateway.port(), {.target = row.target, .body = row.body});
    CHECK(answer.status == 200);
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 1);
    REQUIRE(rows.size() == 1);
    CHECK(text(rows[0], "id") == answer.headerOr("x-signalbox-request-id"));
    CHECK(text(rows[0], "dialect") == row.dialect);
    CHECK(text(rows[0], "consumer") == "anonymous");
    CHECK(text(rows[0], "asked_model") == "alias");
    CHECK(text(rows[0], "route") == "route-alias");
    CHECK(text(rows[0], "outcome") == "answered");
    CHECK(number(rows[0], "status") == 200);
    const bool isTargets = row.name == std::string("by the target");
    CHECK(text(rows[0], "provider") == (isTargets ? "up" : "NULL"));
    CHECK(text(rows[0], "last_key") == (isTargets ? "key1" : "NULL"));
    CHECK(number(rows[0], "attempts") == (isTargets ? 1 : 0));
    CHECK(text(rows[0], "usage_origin") == "unknown");
    CHECK(text(rows[0], "cost_pico") == "NULL");
    const auto usage = runGateway({"usage", "--by", "all", "--format", "json", "--data-dir", gateway.dataDir()});
    const Json total = parsed(usage.out)["total"];
    CHECK(total["exchanges"] == 1);
    for (const char* none : {"failed", "input_tokens", "output_tokens", "unpriced", "unreported"}) {
        CAPTURE(none);
        CHECK(total[none] == 0);
    }
    const std::string metrics = exchange(gateway.port(), {.method = "GET", .target = "/metrics"}).body;
    CHECK_THAT(metrics, Catch::Contains(std::string("signalbox_dialect=\"") + row.dialect + '"'));
    CHECK_THAT(metrics, !Catch::Contains("signalbox_unpriced_total{") && !Catch::Contains("signalbox_unknown_usage_total{")
                            && !Catch::Contains("signalbox_unreported_usage_total{"));
}

TEST_CASE("estimates when the target cannot count and sets no cooldown for it", "[sanitized]")
{
    FakeUpstream upstream;
    struct Row {
        const char* name;
        const char* type;
        const char* target;
        std::string body;
        int status; ///< of the upstream; 0: it is not called
        std::string said;
    };
    const auto row = GENERATE(values<Row>({
        {"no such endpoint", "anthropic-compatible", kAnthropic, kAnthropicBody, 404, R"({"error":"not found"})"},
        {"key refused", "anthropic-compatible", kAnthropic, kAnthropicBody, 401, "{}"},
        {"rate-limited", "gemini-compatible", kGemini, kGeminiBody, 429, "{}"},
        {"broken", "gemini-compatible", kGemini, kGeminiBody, 500, "oops"},
        {"no number", "anthropic-compatible", kAnthropic, kAnthropicBody, 200, R"({"ok":true})"},
        {"another format", "openai-compatible", kAnthropic, kAnthropicBody, 0, {}},
        {"the other dialect", "gemini-compatible", kAnthropic, kAnthropicBody, 0, {}},
        {"hosts of Responses that do not count", "openai-responses", kResponses, kResponsesBody, 404, "{}"},
        {"Responses at chat", "openai-compatible", kResponses, kResponsesBody, 0, {}},
        {"no input", "openai-compatible", kResponses, R"({"model":"alias","instructions":"Be short."})", 0, {}},
        {"another model inside", "gemini-compatible", kGemini,
            R"({"generateContentRequest":{"model":"models/alias","contents":[{"parts":[{"text":"hi"}]}]}})", 0, {}},
    }));
    CAPTURE(row.name);
    if (row.status != 0)
        for (const char* call : {"POST /v1/messages/count_tokens", "POST /v1/responses/input_tokens", "POST /v1beta/models/up-model:countTokens"})
            upstream.onCall(call, statusWith(row.status, row.said));
    GatewayProcess gateway(countConfiguration(upstream, row.type), withKey());
    for (int time = 1; time <= 4; ++time) { // three failures in a row would set a cooldown
        const auto answer = exchange(gateway.port(), {.target = row.target, .body = row.body});
        CHECK(answer.status == 200);
        CHECK(answer.headerOr("x-signalbox-estimated") == "input_tokens");
        const Json body = parsed(answer.body);
        CHECK(body[row.target == std::string(kGemini) ? "totalTokens" : "input_tokens"].is_number_integer());
        CHECK(upstream.allRequests().size() == (row.status == 0 ? 0U : static_cast<std::size_t>(time)));
    }
    const auto health = exchange(gateway.port(), {.method = "GET", .target = "/health"});
    CHECK(parsed(health.body)["resting"] == 0);
}

TEST_CASE("counts a Responses request including its previous response")
{
    FakeUpstream upstream;
    GatewayProcess gateway(countConfiguration(upstream, "openai-compatible"), withKey());
    const std::string said(4000, 'x');
    const auto first =
        exchange(gateway.port(), {.target = "/v1/responses", .body = R"({"model":"alias","input":")" + said + "\"}"});
    REQUIRE(first.status == 200);
    const auto countOf = [&](const std::string& previous) {
        return exchange(gateway.port(), {.target = kResponses,
            .body = R"({"model":"alias","input":"And?","previous_response_id":")" + previous + "\"}"});
    };
    const auto counted = countOf(parsed(first.body)["id"]);
    CHECK(counted.status == 200);
    CHECK(parsed(counted.body)["object"] == "response.input_tokens");
    CHECK(parsed(counted.body)["input_tokens"].get<int>() > 500);
    checkError(countOf("resp_0"), 400, "previous_response_not_found");
}
