#include "catch.h"

#include "scenario.h"

using namespace tests;

namespace {

/// A request with an unknown field in each of its objects.
struct Client {
    const char* target;
    const char* type; ///< of a provider with the client's format
    const char* body;
    std::vector<const char*> unknown; ///< their paths
};

const std::vector<Client>& clients()
{
    static const std::vector<Client> kClients{
        {"/v1/chat/completions", "openai-compatible",
            R"({"model":"alias","messages":[{"role":"user","content":[{"type":"text","text":"Hi","x_new":{"a":[1,2.50]}}],"x_new":"a"}],"stream_options":{"x_new":1},"x_new":[{}]})",
            {"x_new", "messages[0].x_new", "messages[0].content[0].x_new", "stream_options.x_new"}},
        {"/v1/responses", "openai-responses",
            R"({"model":"alias","input":[{"role":"user","content":[{"type":"input_text","text":"Hi","x_new":1}],"x_new":1}],"reasoning":{"x_new":1},"tools":[{"type":"function","name":"f","parameters":{},"x_new":1}],"x_new":1})",
            {"x_new", "input[0].x_new", "input[0].content[0].x_new", "reasoning.x_new", "tools: x_new"}},
        {"/v1/messages", "anthropic-compatible",
            R"({"model":"alias","max_tokens":9,"messages":[{"role":"user","content":[{"type":"text","text":"Hi","x_new":1}],"x_new":1}],"output_config":{"x_new":1},"thinking":{"type":"disabled","x_new":1},"x_new":1})",
            {"x_new", "messages[0].x_new", "messages[0].content[0].x_new", "output_config.x_new", "thinking.x_new"}},
        {"/v1beta/models/alias:generateContent", "gemini-compatible",
            R"({"contents":[{"role":"user","parts":[{"text":"Hi","x_new":1}],"x_new":1}],"generationConfig":{"x_new":1,"thinkingConfig":{"x_new":1}},"x_new":1})",
            {"x_new", "contents[0].x_new", "contents[0].parts[0].x_new", "generationConfig.x_new", "generationConfig.thinkingConfig.x_new"}},
        {"/api/chat", "ollama",
            R"({"model":"alias","stream":false,"messages":[{"role":"user","content":"Hi","x_new":1}],"options":{"x_new":1},"x_new":1})",
            {"x_new", "messages[0].x_new", "options.x_new"}},
    };
    return kClients;
}

Json withoutModel(const std::string& body)
{
    Json json = parsed(body);
    json.erase("model");
    return json;
}

/// What the client gets, and what the provider of `type` received.
struct Passed {
    HttpAnswer answer;
    std::string sent;
};

Passed passed(const std::string& target, const std::string& body, const char* type)
{
    FakeUpstream upstream;
    upstream.setDefault(told(R"({"id":"a","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Yes"},"finish_reason":"stop"}]})"));
    upstream.onCall("POST /api/chat", told(R"({"model":"m","created_at":"2026-11-20T10:00:00Z","message":{"role":"assistant","content":"Yes"},"done":true,"done_reason":"stop"})"));
    GatewayProcess gateway(configuration({ofType(upstream, type)}, {route("alias", {tests::target("up", "m", 0)})}), withKey());
    Passed all{exchange(gateway.port(), {.target = target, .body = body}), {}};
    const auto requests = upstream.allRequests();
    REQUIRE_FALSE(requests.empty());
    all.sent = requests.back().body;
    return all;
}

} // namespace

TEST_CASE("forwards unknown fields unchanged to a provider of the client's format")
{
    for (const Client& client : clients()) {
        CAPTURE(client.target);
        const Passed passed_ = passed(client.target, client.body, client.type);
        CHECK(withoutModel(passed_.sent) == withoutModel(client.body));
        CHECK(passed_.answer.headerOr("x-signalbox-dropped") == "");
    }
}

TEST_CASE("forwards unknown fields when only the Gemini stream format changes")
{
    const Client& client = clients()[3];
    const Passed passed_ = passed("/v1beta/models/alias:streamGenerateContent", client.body, client.type);
    CHECK(withoutModel(passed_.sent) == withoutModel(client.body));
}

TEST_CASE("reports parts and finish reasons that the client's format cannot express")
{
    struct Row {
        const char* target;
        const char* body;
        const char* type;
        const char* answer;
        const char* sign; ///< found in what the client gets
        const char* dropped;
    };
    const auto row = GENERATE(values<Row>({
        {"/v1/messages", R"({"model":"alias","max_tokens":9,"messages":[{"role":"user","content":"Hi"}]})", "openai-compatible",
            R"({"id":"a","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Yes"},"finish_reason":"tired"}]})",
            R"("stop_reason":"end_turn")", "stop_reason: tired"},
        {"/v1beta/models/alias:generateContent", R"({"contents":[{"parts":[{"text":"Hi"}]}]})", "openai-compatible",
            R"({"id":"a","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Yes"},"finish_reason":"tired"}]})",
            R"("finishMessage":"tired")", ""},
        {"/v1/chat/completions", R"({"model":"alias","messages":[{"role":"user","content":"Hi"}]})", "anthropic-compatible",
            R"({"id":"a","type":"message","role":"assistant","model":"m","content":[{"type":"hologram","x":1},{"type":"text","text":"Yes"}],"stop_reason":"tired","usage":{"input_tokens":1,"output_tokens":1}})",
            R"("finish_reason":"stop")", "answer: hologram, finish_reason: tired"},
    }));
    CAPTURE(row.target);
    FakeUpstream upstream;
    upstream.setDefault(told(row.answer));
    upstream.onCall("POST /v1/messages", told(row.answer));
    GatewayProcess gateway(configuration({ofType(upstream, row.type)}, {route("alias", {tests::target("up", "m", 0)})}), withKey());
    const auto answer = exchange(gateway.port(), {.target = row.target, .body = row.body});
    CAPTURE(answer.body);
    CHECK(answer.status == 200);
    CHECK_THAT(answer.body, Catch::Contains(row.sign));
    CHECK(answer.headerOr("x-signalbox-dropped") == row.dropped);
}

TEST_CASE("reports unknown fields that are dropped for a provider of another format")
{
    for (const Client& client : clients()) {
        if (client.target == clients().front().target)
            continue;
        CAPTURE(client.target);
        const Passed passed_ = passed(client.target, client.body, "openai-compatible");
        CHECK(passed_.answer.status == 200);
        CHECK(passed_.sent.find("x_new") == std::string::npos);
        const std::string dropped = passed_.answer.headerOr("x-signalbox-dropped");
        for (const char* const path : client.unknown)
            CHECK_THAT(", " + dropped + ',', Catch::Contains(std::string(", ") + path + ','));
    }
}
