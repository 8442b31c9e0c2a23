#include "catch.h"

#include "scenario.h"

using namespace tests;

TEST_CASE("fails on unreadable tool arguments when the client's format needs an object")
{
    struct Row {
        const char* target;
        const char* body;
        bool hasNext; ///< another target follows
        int status;
        const char* sign; ///< found in what the client gets
    };
    const auto row = GENERATE(values<Row>({
        {"/v1beta/models/alias:generateContent", R"({"contents":[{"parts":[{"text":"Hi"}]}]})", false, 502, "no JSON object"},
        {"/v1beta/models/alias:generateContent", R"({"contents":[{"parts":[{"text":"Hi"}]}]})", true, 200, "candidates"},
        {"/v1beta/models/alias:streamGenerateContent?alt=sse", R"({"contents":[{"parts":[{"text":"Hi"}]}]})", false, 502,
            "no JSON object"},
        {"/v1beta/models/alias:streamGenerateContent?alt=sse", R"({"contents":[{"parts":[{"text":"Hi"}]}]})", true, 200,
            "candidates"},
        {"/api/chat", R"({"model":"alias","messages":[{"role":"user","content":"Hi"}],"stream":false})", false, 502,
            "no JSON object"},
        {"/v1/messages", R"({"model":"alias","max_tokens":9,"messages":[{"role":"user","content":"Hi"}]})", false, 502,
            "no JSON object"},
        {"/v1/messages", R"({"model":"alias","max_tokens":9,"messages":[{"role":"user","content":"Hi"}],"stream":true})",
            false, 200, "event: error"},
        {"/v1/responses", R"({"model":"alias","input":"Hi"})", false, 200, R"("arguments":"{\"x\":")"},
    }));
    CAPTURE(row.target, row.hasNext);
    const std::string call =
        R"("tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"f","arguments":"{\"x\":"}}])";
    const std::string head = R"({"id":"c","created":1,"model":"m","choices":[{"index":0,)";
    const std::string end = R"(},"finish_reason":"tool_calls"}]})";
    const bool isStream = std::string(row.target + std::string(row.body)).find("stream") != std::string::npos
        && std::string(row.body).find(R"("stream":false)") == std::string::npos;
    Behaviour broken = told(isStream ? "data: " + head + R"("delta":{)" + call + end + "\n\ndata: [DONE]\n\n"
                                     : head + R"("message":{"role":"assistant","content":null,)" + call + end);
    broken.alwaysStream = isStream;
    if (isStream)
        broken.events = {*broken.body};
    FakeUpstream upstream;
    FakeUpstream other;
    upstream.setDefault(broken);
    std::vector<Json> targets{target("up", "m", 1)};
    if (row.hasNext)
        targets.push_back(target("next", "chat", 0));
    GatewayProcess gateway(configuration({ofType(upstream, "openai-compatible"), provider("next", other.baseUrl())},
                               {route("alias", targets)}),
        withKey());
    const auto answer = exchange(gateway.port(), {.target = row.target, .body = row.body});
    CAPTURE(answer.body);
    CHECK(answer.status == row.status);
    CHECK_THAT(answer.body, Catch::Contains(row.sign));
    CHECK_THAT(answer.body, !Catch::Contains(R"("input":"{)"));
    CHECK(answer.headerOr("x-signalbox-provider") == (row.hasNext ? "next" : "up"));
}

TEST_CASE("turns a late system message into a user message when the target has no other place")
{
    struct Row {
        const char* messages;
        const char* type;
        const char* call;
        const char* at; ///< path in what the upstream gets
        Json value;
        const char* dropped;
    };
    constexpr const char* kLate =
        R"([{"role":"user","content":"x"},{"role":"assistant","content":"a"},{"role":"system","content":"Now in French."}])";
    constexpr const char* kReminder = "<system-reminder>\nNow in French.\n</system-reminder>";
    constexpr const char* kMoved = "messages: place of a system message";
    constexpr const char* kBetween =
        R"([{"role":"user","content":"x"},{"role":"assistant","content":"a"},{"role":"system","content":"Now in French."},)"
        R"({"role":"user","content":"y"}])";
    const auto row = GENERATE_COPY(values<Row>({
        {kLate, "anthropic-compatible", "POST /v1/messages", "/messages/2/role", "user", kMoved},
        {kLate, "gemini-compatible", "POST /v1beta/models/m:generateContent", "/contents/2/parts/0/text", kReminder, kMoved},
        {kBetween, "anthropic-compatible", "POST /v1/messages", "/messages/2/content/0/text", kReminder, kMoved},
    }));
    CAPTURE(row.messages, row.type);
    FakeUpstream upstream;
    const bool isAnthropic = std::string(row.type) == "anthropic-compatible";
    upstream.onCall(row.call,
        told(isAnthropic ? R"({"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"text",)"
                           R"("text":"Oui"}],"stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":1}})"
                         : R"({"candidates":[{"content":{"parts":[{"text":"Oui"}]},"finishReason":"STOP"}]})"));
    GatewayProcess gateway(
        configuration({ofType(upstream, row.type)}, {route("alias", {target("up", "m", 0)})}), withKey());
    const auto answer = exchange(gateway.port(), {.target = "/v1/chat/completions",
        .body = R"({"model":"alias","max_tokens":9,"messages":)" + std::string(row.messages) + "}"});
    const auto requests = upstream.allRequests();
    REQUIRE_FALSE(requests.empty());
    const Json sent = parsed(requests.back().body);
    CAPTURE(sent.dump());
    const Json::json_pointer at(row.at);
    CHECK((sent.contains(at) ? sent[at] : Json()) == row.value);
    CHECK(answer.headerOr("x-signalbox-dropped") == row.dropped);
}

TEST_CASE("turns top_logprobs of Responses into the target's logprobs switch")
{
    struct Row {
        const char* type;
        const char* call;
        const char* count;
        const char* at; ///< path in what the upstream gets
        Json value;
    };
    const auto row = GENERATE(values<Row>({
        {"openai-compatible", "POST /v1/chat/completions", "2", "/logprobs", true},
        {"openai-compatible", "POST /v1/chat/completions", "2", "/top_logprobs", 2},
        {"openai-compatible", "POST /v1/chat/completions", "0", "/logprobs", nullptr},
        {"openai-compatible", "POST /v1/chat/completions", "0", "/top_logprobs", nullptr},
        {"gemini-compatible", "POST /v1beta/models/m:generateContent", "2", "/generationConfig/responseLogprobs", true},
        {"gemini-compatible", "POST /v1beta/models/m:generateContent", "2", "/generationConfig/logprobs", 2},
        {"ollama", "POST /api/chat", "2", "/logprobs", true},
    }));
    CAPTURE(row.type, row.at);
    FakeUpstream upstream;
    upstream.setDefault(told("{}")); // for chat
    upstream.onCall(row.call, told("{}"));
    GatewayProcess gateway(
        configuration({ofType(upstream, row.type)}, {route("alias", {target("up", "m", 0)})}), withKey());
    (void)exchange(gateway.port(), {.target = "/v1/responses",
        .body = R"({"model":"alias","input":"Hi","top_logprobs":)" + std::string(row.count) + "}"});
    const auto requests = upstream.allRequests();
    REQUIRE_FALSE(requests.empty());
    const Json sent = parsed(requests.back().body);
    CAPTURE(sent.dump());
    const Json::json_pointer at(row.at);
    CHECK((sent.contains(at) ? sent[at] : Json()) == row.value);
}
