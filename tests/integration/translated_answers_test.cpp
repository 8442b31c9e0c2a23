#include "catch.h"

#include "scenario.h"

using namespace tests;

namespace {

constexpr const char* kEmptyChat =
    R"({"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":""},"finish_reason":"stop"}]})";
constexpr const char* kEmptyMessage =
    R"({"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":1}})";
constexpr const char* kGenerated =
    R"({"model":"m","created_at":"2026-01-01T00:00:00Z","response":"Hello","done":true,"done_reason":"stop","prompt_eval_count":3,"eval_count":2})";

} // namespace

TEST_CASE("translates an empty answer into the client's format")
{
    struct Row {
        const char* type;
        const char* call;
        const char* answer;
        const char* target;
        std::string extra;
        const char* sign; ///< found in the client's format
    };
    const auto row = GENERATE(values<Row>({
        {"openai-compatible", "POST /v1/chat/completions", kEmptyChat, "/v1/messages", R"(,"max_tokens":9)", R"("type":"message")"},
        {"openai-compatible", "POST /v1/chat/completions", kEmptyChat, "/api/chat", R"(,"stream":false)", R"("done":true)"},
        {"anthropic-compatible", "POST /v1/messages", kEmptyMessage, "/v1/chat/completions", "", R"("object":"chat.completion")"},
        {"anthropic-compatible", "POST /v1/messages", kEmptyMessage, "/v1/responses", "", R"("object":"response")"},
    }));
    CAPTURE(row.type, row.target);
    FakeUpstream upstream;
    upstream.setDefault(told(row.answer)); // for chat
    upstream.onCall(row.call, told(row.answer));
    GatewayProcess gateway(configuration({ofType(upstream, row.type)}, {route("alias", {target("up", "m", 0)})}), withKey());
    const std::string input = std::string(row.target) == "/v1/responses" ? R"({"model":"alias","input":"Hi")" : R"({"model":"alias","messages":[{"role":"user","content":"Hi"}])";
    const auto answer = exchange(gateway.port(), {.target = row.target, .body = input + row.extra + "}"});
    CHECK(answer.status == 200);
    CHECK_THAT(answer.body, Catch::Contains(row.sign));
}

TEST_CASE("falls back when the model broke off its answer and otherwise returns an error", "[sanitized]")
{
    struct Row {
        const char* said; ///< before it broke off
        bool isStream;
        bool hasNext; ///< another target follows
        int status;
        const char* sign; ///< found in what the client gets
    };
    const auto row = GENERATE(values<Row>({
        {"", false, true, 200, R"("object":"chat.completion")"},
        {"", true, true, 200, R"("object":"chat.completion.chunk")"},
        {"I will look.", false, true, 200, R"("object":"chat.completion")"},
        {"", false, false, 502, "MALFORMED_FUNCTION_CALL: It called print."},
        {"", true, false, 502, "MALFORMED_FUNCTION_CALL: It called print."},
        {"I will look.", true, true, 200, R"("message":"The model's answer broke off with an error)"},
    }));
    CAPTURE(row.said, row.isStream, row.hasNext);
    const std::string parts = *row.said ? R"({"text":")" + std::string(row.said) + "\"}" : "";
    const std::string broken = R"({"candidates":[{"index":0,"content":{"role":"model","parts":[)" + parts
        + R"(]},"finishReason":"MALFORMED_FUNCTION_CALL","finishMessage":"It called print."}],"usageMetadata":{"promptTokenCount":3,"totalTokenCount":3}})";
    FakeUpstream upstream;
    Behaviour streamed = told("data: " + broken + "\r\n\r\n");
    streamed.alwaysStream = true;
    upstream.onCall("POST /v1beta/models/m:generateContent", told(broken));
    upstream.onCall("POST /v1beta/models/m:streamGenerateContent", streamed);
    Json gemini = ofType(upstream, "gemini-compatible");
    Json next = provider("next", upstream.baseUrl());
    std::vector<Json> targets{target("up", "m", 1)};
    if (row.hasNext)
        targets.push_back(target("next", "chat", 0));
    GatewayProcess gateway(configuration({gemini, next}, {route("alias", targets)}), withKey());
    const std::string stream = row.isStream ? R"(,"stream":true)" : "";
    const auto answer = exchange(gateway.port(), {.target = "/v1/chat/completions",
        .body = R"({"model":"alias","messages":[{"role":"user","content":"Hello"}])" + stream + "}"});
    CHECK(answer.status == row.status);
    CHECK_THAT(answer.body, Catch::Contains(row.sign));
    CHECK_THAT(answer.body, !Catch::Contains(R"("finish_reason":"error")"));
    const bool isSent = row.isStream && *row.said;
    CHECK(answer.headerOr("x-signalbox-provider") == (row.hasNext && !isSent ? "next" : "up"));
}

TEST_CASE("returns 400 without a cooldown when a stream starts with a client error")
{
    struct Row {
        const char* type;
        const char* call;
        const char* event;
    };
    const auto row = GENERATE(values<Row>({
        {"gemini-compatible", "POST /v1beta/models/m:streamGenerateContent",
            R"({"error":{"code":400,"message":"No such field.","status":"INVALID_ARGUMENT"}})"},
        {"openai-compatible", "POST /v1/chat/completions",
            R"({"error":{"message":"No such field.","type":"invalid_request_error","code":400}})"},
        {"openai-compatible", "POST /v1/chat/completions",
            R"({"error":{"message":"No such field.","type":"invalid_request_error","code":null}})"},
    }));
    CAPTURE(row.type, row.event);
    FakeUpstream upstream;
    FakeUpstream other;
    Behaviour refused = told("data: " + std::string(row.event) + "\n\n");
    refused.alwaysStream = true;
    refused.events = {*refused.body};
    upstream.setDefault(refused); // for chat
    upstream.onCall(row.call, refused);
    GatewayProcess gateway(configuration({ofType(upstream, row.type), provider("next", other.baseUrl())},
                               {route("alias", {target("up", "m", 1), target("next", "chat", 0)})}),
        withKey());
    constexpr int kTimes = 6; // more failures than lead to a cooldown
    for (int i = 0; i < kTimes; ++i) {
        const auto answer = exchange(gateway.port(), {.target = "/v1/messages",
            .body = R"({"model":"alias","max_tokens":9,"stream":true,"messages":[{"role":"user","content":"Hello"}]})"});
        CHECK(answer.status == 400);
        CHECK(parsed(answer.body)["error"]["type"] == "invalid_request_error");
        CHECK(parsed(answer.body)["error"]["message"] == "No such field.");
    }
    CHECK(upstream.allRequests().size() == kTimes);
    CHECK(other.allRequests().empty());
}

TEST_CASE("reports an overload at the start of a stream as an overload")
{
    struct Row {
        const char* target;
        const char* body;
        int status;
        const char* sign;
    };
    const auto row = GENERATE(values<Row>({
        {"/v1/messages", R"("max_tokens":9,)", 529, R"("type":"overloaded_error")"},
        {"/v1/chat/completions", "", 503, R"("message":"Overloaded")"},
    }));
    CAPTURE(row.target);
    FakeUpstream upstream;
    Behaviour busy = told("");
    busy.alwaysStream = true;
    busy.body =
        "event: message_start\ndata: "
        R"({"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],)"
        R"("usage":{"input_tokens":1,"output_tokens":1}}})"
        "\n\nevent: error\ndata: "
        R"({"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}})"
        "\n\n";
    upstream.onCall("POST /v1/messages", busy);
    GatewayProcess gateway(
        configuration({ofType(upstream, "anthropic-compatible")}, {route("alias", {target("up", "m", 0)})}), withKey());
    const auto answer = exchange(gateway.port(), {.target = row.target,
        .body = "{" + std::string(row.body)
            + R"("model":"alias","stream":true,"messages":[{"role":"user","content":"Hello"}]})"});
    CHECK(answer.status == row.status);
    CHECK_THAT(answer.body, Catch::Contains(row.sign));
}

TEST_CASE("formats an error within a stream for the client")
{
    struct Row {
        const char* target;
        const char* type;
        const char* code; ///< null: the field is missing
    };
    const auto row = GENERATE(values<Row>({
        {"/v1/chat/completions", "rate_limit_error", "upstream_rate_limited"},
        {"/v1/responses", "rate_limit_error", "rate_limit_exceeded"},
        {"/v1/messages", "rate_limit_error", nullptr},
    }));
    CAPTURE(row.target);
    FakeUpstream upstream;
    Behaviour limited = told("data: {\"candidates\":[{\"index\":0,\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"A\"}]}}]}\r\n\r\n"
                             "data: {\"error\":{\"code\":429,\"message\":\"Too fast.\",\"status\":\"RESOURCE_EXHAUSTED\"}}\r\n\r\n");
    limited.alwaysStream = true;
    upstream.onCall("POST /v1beta/models/m:streamGenerateContent", limited);
    GatewayProcess gateway(configuration({ofType(upstream, "gemini-compatible")}, {route("alias", {target("up", "m", 0)})}), withKey());
    const std::string said = std::string(row.target) == "/v1/responses" ? R"("input":"Hi")" : R"("messages":[{"role":"user","content":"Hi"}])";
    const auto answer = exchange(gateway.port(),
        {.target = row.target, .body = R"({"model":"alias","max_tokens":9,"stream":true,)" + said + "}"});
    CHECK(answer.status == 200);
    Json error;
    for (const std::string& data : eventData(answer.body))
        if (const Json event = parsed(data); event.contains("error") && error.is_null())
            error = event["error"];
    CHECK(error["message"] == "Too fast.");
    CHECK(error["type"] == row.type);
    CHECK(error.value("code", std::string("-")) == (row.code ? row.code : "-"));
}

TEST_CASE("rejects embeddings that do not match the inputs in another format")
{
    FakeUpstream upstream;
    upstream.onCall("POST /v1/embeddings", told(R"({"object":"list","data":[{"object":"embedding","index":0,"embedding":[1]}],"model":"m"})"));
    GatewayProcess gateway(configuration({ofType(upstream, "openai-compatible")}, {route("alias", {target("up", "m", 0)})}), withKey());
    const auto answer = exchange(gateway.port(), {.target = "/api/embed", .body = R"({"model":"alias","input":["a","b"]})"});
    CHECK(answer.status == 502);
    CHECK(parsed(answer.body)["error"].is_string());
}

TEST_CASE("forwards an Ollama answer to generate unchanged")
{
    FakeUpstream upstream;
    const std::string loaded = R"({"model":"m","created_at":"2026-01-01T00:00:00Z","response":"","done":true,"done_reason":"load"})";
    struct Row {
        std::string fields;
        std::string answer;
    };
    const auto row = GENERATE_COPY(values<Row>({{R"(,"prompt":"Hi","stream":false)", kGenerated}, {"", loaded}, {R"(,"keep_alive":0)", loaded}}));
    CAPTURE(row.fields);
    upstream.onCall("POST /api/generate", told(row.answer));
    GatewayProcess gateway(configuration({ofType(upstream, "ollama")}, {route("alias", {target("up", "m", 0)})}), withKey());
    const auto answer = exchange(gateway.port(), {.target = "/api/generate", .body = R"({"model":"alias")" + row.fields + "}"});
    CHECK(answer.status == 200);
    CHECK(answer.body == row.answer);
}

TEST_CASE("target parameters override those of the provider and renames apply to all")
{
    struct Row {
        const char* name;
        Json ofProvider;
        Json ofTarget;
        std::string sent;
        std::string expected; ///< fields that the upstream gets; null: none
    };
    const auto row = GENERATE(values<Row>({
        {"two defaults", {{"default", {{"top_k", 1}}}}, {{"default", {{"top_k", 2}}}}, "", R"({"top_k":2})"},
        {"a default that the client sets", {{"default", {{"seed", 1}}}}, {{"default", {{"seed", 2}}}}, R"(,"seed":3)", R"({"seed":3})"},
        {"two values", {{"set", {{"top_k", 1}}}}, {{"set", {{"top_k", 2}}}}, "", R"({"top_k":2})"},
        {"a default under the old name", {{"rename", {{"max_tokens", "max_new_tokens"}}}, {"default", {{"max_tokens", 7}}}}, Json::object(),
            R"(,"max_tokens":5)", R"({"max_new_tokens":5,"max_tokens":null})"},
        {"the same without a client value", {{"rename", {{"max_tokens", "max_new_tokens"}}}}, {{"default", {{"max_tokens", 7}}}}, "",
            R"({"max_new_tokens":7,"max_tokens":null})"},
        {"a default for the limit's other name", {{"default", {{"max_tokens", 7}}}}, Json::object(), R"(,"max_completion_tokens":5)",
            R"({"max_tokens":null,"max_completion_tokens":5})"},
        {"a set limit that the client sends by its other name", {{"set", {{"max_tokens", 7}}}}, Json::object(),
            R"(,"max_completion_tokens":5)", R"({"max_tokens":7,"max_completion_tokens":null})"},
        {"a default for a null value", {{"default", {{"top_k", 1}}}}, Json::object(), R"(,"top_k":null)", R"({"top_k":1})"},
        {"removed by the target", {{"default", {{"top_k", 1}}}}, {{"remove", {"top_k"}}}, "", R"({"top_k":null})"},
    }));
    CAPTURE(row.name);
    FakeUpstream upstream;
    Json up = ofType(upstream, "openai-compatible");
    up["parameters"] = row.ofProvider;
    Json to = target("up", "m", 0);
    to["parameters"] = row.ofTarget;
    GatewayProcess gateway(configuration({up}, {route("alias", {to})}), withKey());
    const auto answer = chat(gateway.port(), ask("alias", row.sent));
    CAPTURE(answer.raw);
    REQUIRE(upstream.requests().size() == 1);
    const Json sent = parsed(upstream.requests().back().body);
    const Json expected = parsed(row.expected);
    for (const auto& [key, value] : expected.items())
        CHECK((sent.contains(key) ? sent[key] : Json()) == value);
}

TEST_CASE("keeps the client's tool names", "[sanitized]")
{
    FakeUpstream upstream;
    const bool isStream = GENERATE(false, true);
    Behaviour called = told(R"({"id":"m","type":"message","role":"assistant","model":"m","content":[)"
                            R"({"type":"tool_use","id":"t1","name":"my_tool","input":{}}],)"
                            R"("stop_reason":"tool_use","usage":{"input_tokens":1,"output_tokens":2}})");
    if (isStream) {
        called.alwaysStream = true;
        called.body =
            R"(data: {"type":"message_start","message":{"id":"m","type":"message","role":"assistant","model":"m","content":[],"usage":{"input_tokens":1}}})"
            "\n\n"
            R"(data: {"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"t1","name":"my_tool","input":{}}})"
            "\n\n"
            R"(data: {"type":"content_block_stop","index":0})"
            "\n\n"
            R"(data: {"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":2}})"
            "\n\n"
            R"(data: {"type":"message_stop"})"
            "\n\n";
    }
    upstream.onCall("POST /v1/messages", called);
    GatewayProcess gateway(configuration({ofType(upstream, "anthropic-compatible")}, {route("alias", {target("up", "m", 0)})}), withKey());
    const auto answer = chat(gateway.port(), ask("alias", std::string(isStream ? R"(,"stream":true)" : "")
            + R"(,"tools":[{"type":"function","function":{"name":"my.tool","parameters":{"type":"object"}}}])"));
    CAPTURE(answer.body);
    CHECK(parsed(upstream.allRequests().back().body)["tools"][0]["name"] == "my_tool");
    CHECK(answer.body.find("my.tool") != std::string::npos);
    CHECK(answer.body.find("my_tool") == std::string::npos);
}

TEST_CASE("keeps two tools apart whose names would become equal for the target")
{
    FakeUpstream upstream;
    upstream.onCall("POST /v1/messages", told(kEmptyMessage));
    GatewayProcess gateway(
        configuration({ofType(upstream, "anthropic-compatible")}, {route("alias", {target("up", "m", 0)})}), withKey());
    const auto tool = [](const char* name) {
        return std::string(R"({"type":"function","function":{"name":")") + name + R"(","parameters":{"type":"object"}}})";
    };
    (void)chat(gateway.port(), ask("alias", R"(,"tools":[)" + tool("my.tool") + ',' + tool("my_tool") + ']'));
    const Json tools = parsed(upstream.allRequests().back().body)["tools"];
    REQUIRE(tools.size() == 2);
    CHECK(tools[1]["name"] == "my_tool");
    CHECK(tools[0]["name"] != "my_tool");
}

TEST_CASE("refuses a body or tool arguments with too many JSON values")
{
    FakeUpstream upstream;
    GatewayProcess gateway(
        configuration({ofType(upstream, "anthropic-compatible")}, {route("alias", {target("up", "m", 0)})}), withKey());
    std::string numbers = "[0";
    for (int i = 0; i < 1'000'000; ++i)
        numbers += ",0";
    numbers += ']';
    const bool isInCall = GENERATE(false, true);
    const std::string body = isInCall
        ? R"({"model":"alias","messages":[{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{\"a\":)"
            + numbers + R"(}"}}]},{"role":"tool","tool_call_id":"c","content":"x"}]})"
        : R"({"model":"alias","messages":[{"role":"user","content":"x"}],"extra":)" + numbers + '}';
    const auto answer = exchange(gateway.port(), {.target = "/v1/chat/completions", .body = body});
    CHECK(checkError(answer, 400, "invalid_request").find("1000000 JSON values") != std::string::npos);
    CHECK(upstream.allRequests().empty());
}

TEST_CASE("falls back when an answer has too many JSON values")
{
    std::string zeros = "0";
    for (int i = 0; i < 200'000; ++i)
        zeros += ",0";
    const bool isStream = GENERATE(false, true);
    const bool hasNext = GENERATE(false, true);
    CAPTURE(isStream, hasNext);
    FakeUpstream first;
    FakeUpstream second;
    Behaviour answering;
    answering.body = R"({"choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}],"x":[)" + zeros + "]}";
    answering.events = std::vector<std::string>{R"(data: {"choices":[{"index":0,"delta":{"content":"Hello"}}],"x":[)" + zeros + "]}\n\n"};
    first.setDefault(answering);
    if (!hasNext)
        second.setDefault(answering);
    GatewayProcess gateway(fallbackConfiguration(first.baseUrl(), second.baseUrl()), withKey());
    const std::string stream = isStream ? R"(,"stream":true)" : "";
    const auto answer = exchange(gateway.port(),
        {.target = "/v1/messages", .body = R"({"model":"alias","max_tokens":9,"messages":[{"role":"user","content":"Hi"}])" + stream + "}"});
    CHECK(answer.status == (hasNext ? 200 : 502));
    if (hasNext)
        return;
    CHECK(answer.headerOr("x-signalbox-error") == "upstream_protocol_error");
    CHECK_THAT(answer.body, Catch::Contains("more than 100000 JSON values"));
}

TEST_CASE("names the position of media that the target does not support", "[sanitized]")
{
    struct Row {
        const char* client;
        const char* type;
        std::string body;
        const char* path;
    };
    const auto row = GENERATE(values<Row>({
        {"/v1/chat/completions", "anthropic-compatible",
            R"({"model":"alias","messages":[{"role":"user","content":[{"type":"text","text":"x"},{"type":"input_audio","input_audio":{"data":"AAAA","format":"wav"}}]}]})",
            "messages[0].content[1]"},
        {"/v1/responses", "anthropic-compatible",
            R"({"model":"alias","input":[{"role":"user","content":[{"type":"input_file","file_id":"file-1"}]}]})", "input[0].content[0]"},
        {"/v1/messages", "openai-compatible",
            R"({"model":"alias","max_tokens":9,"messages":[{"role":"user","content":[{"type":"image","source":{"type":"file","file_id":"file_1"}}]}]})",
            "messages[0].content[0]"},
        {"/v1beta/models/alias:generateContent", "openai-compatible",
            R"({"contents":[{"role":"user","parts":[{"text":"x"},{"fileData":{"mimeType":"image/png","fileUri":"https://generativelanguage.googleapis.com/v1beta/files/abc"}}]}]})",
            "contents[0].parts[1]"},
    }));
    CAPTURE(row.client);
    FakeUpstream upstream;
    GatewayProcess gateway(configuration({ofType(upstream, row.type)}, {route("alias", {target("up", "m", 0)})}), withKey());
    const auto answer = exchange(gateway.port(), {.target = row.client, .body = row.body});
    CHECK(answer.status == 400);
    CAPTURE(answer.body);
    CHECK(answer.body.find(row.path) != std::string::npos);
    CHECK(upstream.allRequests().empty());
}

TEST_CASE("sends paths that OpenAI and Anthropic share to a provider of the client's API")
{
    FakeUpstream openAis;
    FakeUpstream anthropics;
    openAis.onCall("GET /v1/files", told(R"({"object":"list","data":[]})"));
    anthropics.onCall("GET /v1/files", told(R"({"data":[],"has_more":false})"));
    Json first = ofType(openAis, "openai-compatible");
    first["id"] = "first";
    Json second = ofType(anthropics, "anthropic-compatible");
    second["id"] = "second";
    GatewayProcess gateway(configuration({first, second}, {route("alias", {target("second", "m", 0)})}), withKey());
    const auto get = [&](const char* path, Fields headers) {
        return exchange(gateway.port(), {.method = "GET", .target = path, .headers = std::move(headers)});
    };
    CHECK(get("/v1/files", {}).headerOr("x-signalbox-provider") == "first");
    const auto files = get("/v1/files", {{"anthropic-version", "2023-06-01"}, {"anthropic-beta", "files-api-2025-04-14"}});
    CHECK(files.headerOr("x-signalbox-provider") == "second");
    CHECK(files.body == R"({"data":[],"has_more":false})");
    REQUIRE(anthropics.allRequests().size() == 1);
    CHECK(anthropics.allRequests().front().header("anthropic-beta") == "files-api-2025-04-14");
    CHECK(openAis.allRequests().size() == 1);

    CHECK(parsed(get("/v1/models/nobody", {}).body)["error"]["code"] == "model_not_found");
    const Json refused = parsed(get("/v1/models/nobody", {{"anthropic-version", "2023-06-01"}}).body);
    CHECK(refused["type"] == "error");
    CHECK(refused["error"]["type"] == "not_found_error");
}

TEST_CASE("puts parameters where the target's format expects them", "[sanitized]")
{
    struct Row {
        const char* type;
        const char* call;
        Json parameters;
        const char* at; ///< path in what the upstream gets
        Json value;
    };
    const auto row = GENERATE(values<Row>({
        {"gemini-compatible", "POST /v1beta/models/m:generateContent", {{"set", {{"temperature", 0.25}}}},
            "/generationConfig/temperature", 0.25},
        {"gemini-compatible", "POST /v1beta/models/m:generateContent", {{"default", {{"max_tokens", 99}}}},
            "/generationConfig/maxOutputTokens", 99},
        {"gemini-compatible", "POST /v1beta/models/m:generateContent", {{"set", {{"stop", "END"}}}},
            "/generationConfig/stopSequences", Json::array({"END"})},
        {"gemini-compatible", "POST /v1beta/models/m:generateContent", {{"set", {{"generationConfig.thinkingConfig.thinkingBudget", 0}}}},
            "/generationConfig/thinkingConfig/thinkingBudget", 0},
        {"gemini-compatible", "POST /v1beta/models/m:generateContent", {{"remove", {"seed"}}}, "/generationConfig/seed", nullptr},
        {"ollama", "POST /api/chat", {{"set", {{"num_ctx", 32768}}}}, "/options/num_ctx", 32768},
        {"ollama", "POST /api/chat", {{"default", {{"seed", 5}}}}, "/options/seed", 7},
        {"anthropic-compatible", "POST /v1/messages", {{"set", {{"stop", Json::array({"END"})}}}}, "/stop_sequences", Json::array({"END"})},
        {"openai-compatible", "POST /v1/chat/completions", {{"set", {{"max_completion_tokens", 3}}}}, "/max_completion_tokens", 3},
    }));
    CAPTURE(row.type, row.at);
    FakeUpstream upstream;
    upstream.onCall(row.call, told("{}"));
    Json up = ofType(upstream, row.type);
    up["parameters"] = row.parameters;
    GatewayProcess gateway(configuration({up}, {route("alias", {target("up", "m", 0)})}), withKey());
    if (row.type == std::string("ollama"))
        (void)exchange(gateway.port(), {.target = "/api/chat",
            .body = R"({"model":"alias","messages":[{"role":"user","content":"hi"}],"options":{"seed":7},"stream":false})"});
    else
        (void)chat(gateway.port(), ask("alias", R"(,"seed":7)"));
    const auto requests = upstream.allRequests();
    REQUIRE_FALSE(requests.empty());
    const Json sent = parsed(requests.back().body);
    CAPTURE(sent.dump());
    const Json::json_pointer at(row.at);
    CHECK((sent.contains(at) ? sent[at] : Json()) == row.value);
}

TEST_CASE("applies a default max_tokens when the format requires one")
{
    FakeUpstream upstream;
    upstream.onCall("POST /v1/messages", told(kEmptyMessage));
    Json up = ofType(upstream, "anthropic-compatible");
    up["parameters"] = {{"default", {{"max_tokens", 777}}}};
    GatewayProcess gateway(configuration({up}, {route("alias", {target("up", "m", 0)})}), withKey());
    (void)chat(gateway.port(), ask("alias"));
    CHECK(parsed(upstream.allRequests().back().body)["max_tokens"] == 777);
}

TEST_CASE("tells unusable JSON apart from an answer that is not JSON")
{
    const bool isJson = GENERATE(true, false);
    FakeUpstream upstream;
    upstream.onCall("POST /v1/messages", told(isJson ? "{}" : "<html>"));
    GatewayProcess gateway(
        configuration({ofType(upstream, "anthropic-compatible")}, {route("alias", {target("up", "m", 0)})}), withKey());
    const auto answer = chat(gateway.port(), ask("alias"));
    CAPTURE(answer.body);
    CHECK(answer.status == 502);
    CHECK((answer.body.find("is not JSON") == std::string::npos) == isJson);
    CHECK((answer.body.find("JSON that does not match its API") != std::string::npos) == isJson);
}

TEST_CASE("asks OpenAI models without chat by Responses unless the client speaks chat")
{
    struct Row {
        const char* model;
        const char* client;
        const char* asked;
    };
    const auto row = GENERATE(values<Row>({
        {"gpt-5-codex", "/v1/messages", "/v1/responses"},
        {"gpt-5.4-mini", "/v1/messages", "/v1/responses"},
        {"gpt-5.1", "/v1/messages", "/v1/chat/completions"},
        {"gpt-5-codex", "/v1/chat/completions", "/v1/chat/completions"},
    }));
    CAPTURE(row.model, row.client);
    FakeUpstream upstream;
    Json up = provider("up", upstream.baseUrl(), {kKeyReference});
    up["type"] = "openai";
    GatewayProcess gateway(configuration({up}, {route("alias", {target("up", row.model, 0)})}), withKey());
    (void)exchange(gateway.port(),
        {.target = row.client, .body = R"({"model":"alias","max_tokens":99,"messages":[{"role":"user","content":"x"}]})"});
    REQUIRE_FALSE(upstream.allRequests().empty());
    CHECK(upstream.allRequests().front().target == row.asked);
}

TEST_CASE("refuses a request that cannot be translated faithfully before asking a provider", "[sanitized]")
{
    struct Row {
        const char* type;
        const char* target;
        std::string body;
        const char* param;
    };
    const auto tools = [](int count) {
        std::string list;
        for (int i = 0; i < count; ++i)
            list += (i > 0 ? "," : "") + (R"({"name":"f)" + std::to_string(i)) + R"(","input_schema":{"type":"object"}})";
        return R"("tools":[)" + list + ']';
    };
    const std::string messages = R"({"model":"alias","max_tokens":9,"messages":[{"role":"user","content":"Hi"}],)";
    const auto row = GENERATE_COPY(values<Row>({
        {"moonshot", "/v1/messages", messages + tools(2) + R"(,"tool_choice":{"type":"any"}})", "tool_choice"},
        {"openai", "/v1/messages", messages + tools(129) + "}", "tools"},
        {"azure", "/v1/messages", messages + tools(129) + "}", "tools"},
        {"anthropic", "/v1/responses",
            R"({"model":"alias","input":[{"type":"compaction","encrypted_content":"gAAA"},{"role":"user","content":"Go on."}]})",
            "input[0]"},
        {"ollama", "/v1/responses/compact",
            R"({"model":"alias","input":[{"role":"user","content":"Hi"},{"type":"context_compaction","encrypted_content":"gAAA"}]})",
            "input[1]"},
    }));
    CAPTURE(row.type, row.param);
    FakeUpstream upstream;
    GatewayProcess gateway(configuration({ofType(upstream, row.type)}, {route("alias", {target("up", "m", 0)})}), withKey());
    const auto answer = exchange(gateway.port(), {.target = row.target, .body = row.body});
    CHECK(answer.status == 400);
    CHECK_THAT(answer.body, Catch::Contains(std::string("\\\"") + row.param + "\\\""));
    CHECK(upstream.allRequests().empty());
}

TEST_CASE("drops an untranslatable turn and keeps the turns alternating", "[sanitized]")
{
    const char* const responses =
        R"({"model":"alias","input":[{"role":"user","content":"Hi"},)"
        R"({"type":"reasoning","summary":[],"encrypted_content":"gAAA"},{"type":"image_generation_call","id":"ig_1","result":"AAAA"},)"
        R"({"role":"user","content":"Go on"}]})";
    const char* const messages =
        R"({"model":"alias","max_tokens":9,"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":[)"
        R"({"type":"redacted_thinking","data":"AAAA"},{"type":"server_tool_use","id":"srvtoolu_1","name":"web_fetch","input":{}}]},)"
        R"({"role":"user","content":"Go on"}]})";
    const char* const two = R"([{"role":"user","content":"Hi"},{"role":"user","content":"Go on"}])";
    struct Row {
        const char* type;
        const char* target;
        const char* body;
        const char* list;
        const char* asked;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"openai-compatible", "/v1/messages", messages, "messages", two},
        {"openai-compatible", "/v1/responses", responses, "messages", two},
        {"ollama", "/v1/responses", responses, "messages", two},
        {"cohere", "/v1/messages", messages, "messages", two},
        {"anthropic-compatible", "/v1/responses", responses, "messages",
            R"([{"role":"user","content":[{"type":"text","text":"Hi"},{"type":"text","text":"Go on"}]}])"},
        {"gemini-compatible", "/v1/messages", messages, "contents",
            R"([{"role":"user","parts":[{"text":"Hi"},{"text":"Go on"}]}])"},
        {"openai-responses", "/v1/messages", messages, "input",
            R"([{"type":"message","role":"user","content":[{"type":"input_text","text":"Hi"}]},)"
            R"({"type":"message","role":"user","content":[{"type":"input_text","text":"Go on"}]}])"},
    }));
    CAPTURE(row.type, row.target);
    FakeUpstream upstream;
    GatewayProcess gateway(configuration({ofType(upstream, row.type)}, {route("alias", {target("up", "m", 0)})}), withKey());
    (void)exchange(gateway.port(), {.target = row.target, .body = row.body});
    REQUIRE_FALSE(upstream.allRequests().empty());
    CHECK(parsed(upstream.allRequests().front().body)[row.list] == parsed(row.asked));
}
