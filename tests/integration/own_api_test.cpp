#include "catch.h"

#include "scenario.h"

using namespace tests;

// Hosts that speak the client's own API but are not its vendor.

namespace {

constexpr const char* kLossHeader = "x-signalbox-dropped";

/// Claude Code 2.1 after a tool search, in auto mode.
const std::string kFoundTools =
    R"({"model":"alias","max_tokens":64,"tools":[)"
    R"({"name":"ToolSearch","input_schema":{"type":"object"}},)"
    R"({"name":"DeferredToolPlaceholder","input_schema":{"type":"object"},"defer_loading":true},)"
    R"({"name":"get_weather","input_schema":{"type":"object"},"defer_loading":true}],)"
    R"("safeguards":[{"type":"dangerous_tool_use","classifier_context":{"home_dir":"/home/me"}}],)"
    R"("messages":[{"role":"user","content":"The weather?"},)"
    R"({"role":"assistant","content":[{"type":"tool_use","id":"toolu_1","name":"ToolSearch","input":{"query":"select:get_weather"}}]},)"
    R"({"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":[{"type":"tool_reference","tool_name":"get_weather"}]}]}]})";

const std::string kClaudesAnswer =
    R"({"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"Oui"}],)"
    R"("stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":1}})";

std::string chatCalling(const std::string& calls)
{
    return R"({"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":null,"tool_calls":[)"
        + calls + R"(]}}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}})";
}

std::string callOfChat(const std::string& id)
{
    return R"({"id":")" + id + R"(","type":"function","function":{"name":"f","arguments":"{}"}})";
}

const std::string kOllamaCalls =
    R"({"model":"m","created_at":"2026-11-20T10:00:00Z","message":{"role":"assistant","content":"","tool_calls":[{"function":{"name":"f","arguments":{}}},{"function":{"name":"f","arguments":{}}}]},"done":true,"done_reason":"stop"})";

const std::string kGeminiCalls =
    R"({"candidates":[{"content":{"role":"model","parts":[{"functionCall":{"name":"f","args":{}}},{"functionCall":{"name":"f","args":{}}}]},"finishReason":"STOP"}]})";

const std::string kChatOneCall = R"(,"parallel_tool_calls":false,"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}])";

std::size_t countOf(const std::string& text, const std::string& word)
{
    std::size_t found = 0;
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
        ++found;
    return found;
}

} // namespace

TEST_CASE("sends tools that Claude Code defers as plain tools to engines with its API")
{
    const char* const type = GENERATE("vllm", "ollama", "lmstudio", "llamacpp", "anthropic-compatible");
    CAPTURE(type);
    FakeUpstream upstream;
    upstream.onCall("POST /v1/messages", told(kClaudesAnswer));
    GatewayProcess gateway(configuration({ofType(upstream, type)}, {route("alias", {target("up", "glm-5", 0)})}), withKey());
    const auto answer = exchange(gateway.port(), {.target = "/v1/messages?beta=true", .body = kFoundTools});
    CAPTURE(answer.raw);
    const auto requests = upstream.allRequests();
    REQUIRE(requests.size() == 1);
    CHECK_THAT(requests[0].target, Catch::Contains("/v1/messages"));
    const Json sent = parsed(requests[0].body);
    CHECK(sent["tools"].dump() == R"([{"name":"ToolSearch","input_schema":{"type":"object"}},{"name":"get_weather","input_schema":{"type":"object"}}])");
    CHECK(sent["messages"][2]["content"][0]["content"].dump() == R"([{"type":"text","text":"Tool get_weather is now available."}])");
    CHECK_FALSE(sent.contains("safeguards"));
    const std::string dropped(answer.headerOr(kLossHeader));
    for (const char* const lost : {"tools: defer_loading", "tools: DeferredToolPlaceholder", "safeguards"})
        CHECK_THAT(dropped, Catch::Contains(lost));
}

TEST_CASE("passes deferred tools unchanged to Anthropic and to other hosts of a Claude model")
{
    const auto [type, model] = GENERATE(table<const char*, const char*>({{"anthropic", "alias"}, {"anthropic-compatible", "claude-opus-4-8"}}));
    CAPTURE(type);
    FakeUpstream upstream;
    upstream.onCall("POST /v1/messages", told(kClaudesAnswer));
    GatewayProcess gateway(configuration({ofType(upstream, type)}, {route("alias", {target("up", model, 0)})}), withKey());
    const auto answer = exchange(gateway.port(), {.target = "/v1/messages", .body = kFoundTools});
    const auto requests = upstream.allRequests();
    REQUIRE(requests.size() == 1);
    Json expected = parsed(kFoundTools);
    expected["model"] = model;
    CHECK(parsed(requests[0].body).dump() == expected.dump());
    CHECK(answer.headerOr(kLossHeader).empty());
}

TEST_CASE("returns one tool call at a time from hosts with the client's own API")
{
    struct Row {
        const char* type;
        const char* path;
        std::string body;
        const char* call; ///< at the upstream
        std::string answer;
        const char* mark; ///< of each call in the answer
    };
    const std::string claudes = R"({"model":"alias","max_tokens":9,"messages":[{"role":"user","content":"Hi"}],"tools":[{"name":"f","input_schema":{"type":"object"}}],)"
                                R"("tool_choice":{"type":"auto","disable_parallel_tool_use":true}})";
    const std::string codexs = R"({"model":"alias","store":false,"input":"Hi","parallel_tool_calls":false,"tools":[{"type":"function","name":"f","parameters":{"type":"object"}}]})";
    const std::string twoCalls = chatCalling(callOfChat("c1") + "," + callOfChat("c2"));
    const auto row = GENERATE_COPY(values<Row>({
        {"ollama", "/v1/chat/completions", ask("alias", kChatOneCall), "POST /api/chat", kOllamaCalls, R"("type":"function")"},
        {"gemini", "/v1/chat/completions", ask("alias", kChatOneCall), "POST /v1beta/models/m:generateContent", kGeminiCalls, R"("type":"function")"},
        {"ollama", "/v1/messages", claudes, "POST /api/chat", kOllamaCalls, R"("type":"tool_use")"},
        {"vllm", "/v1/messages", claudes, "POST /v1/chat/completions", twoCalls, R"("type":"tool_use")"},
        {"lmstudio", "/v1/responses", codexs, "POST /v1/chat/completions", twoCalls, R"("type":"function_call")"},
        {"openai-compatible", "/v1/chat/completions", ask("alias", kChatOneCall), "POST /chat/completions", twoCalls, R"("type":"function")"},
        {"sglang", "/v1/chat/completions", ask("alias", kChatOneCall), "POST /chat/completions", twoCalls, R"("type":"function")"},
        {"groq", "/v1/chat/completions", ask("alias", kChatOneCall + R"(,"tool_choice":"required")"), "POST /chat/completions", twoCalls, R"("type":"function")"},
    }));
    CAPTURE(row.type, row.path);
    FakeUpstream upstream;
    upstream.setDefault(told(row.answer)); // for chat
    upstream.onCall(row.call, told(row.answer));
    GatewayProcess gateway(configuration({ofType(upstream, row.type)}, {route("alias", {target("up", "m", 0)})}), withKey());
    const auto answer = exchange(gateway.port(), {.target = row.path, .body = row.body});
    CAPTURE(answer.raw);
    REQUIRE(answer.status == 200);
    CHECK(countOf(answer.body, row.mark) == 1);
}

TEST_CASE("returns several answers from an Ollama host that gives one per request")
{
    FakeUpstream upstream;
    upstream.onCall("POST /api/chat",
        told(R"({"model":"m","created_at":"2026-11-20T10:00:00Z","message":{"role":"assistant","content":"Oui"},"done":true,"done_reason":"stop"})"));
    GatewayProcess gateway(configuration({ofType(upstream, "ollama")}, {route("alias", {target("up", "m", 0)})}), withKey());
    const auto answer = exchange(gateway.port(), {.body = ask("alias", R"(,"n":2)")});
    CAPTURE(answer.raw);
    REQUIRE(answer.status == 200);
    CHECK(parsed(answer.body)["choices"].size() == 2);
    CHECK(upstream.allRequests().size() == 2);
}

TEST_CASE("continues a response with tools from the conversation where they can be sent")
{
    const char* const type = GENERATE("vllm", "lmstudio", "qwen");
    CAPTURE(type);
    FakeUpstream upstream;
    GatewayProcess gateway(configuration({ofType(upstream, type)}, {route("alias", {target("up", "m", 0)})}), withKey());
    const auto first = exchange(gateway.port(), {.target = "/v1/responses",
        .body = R"({"model":"alias","input":[{"type":"additional_tools","role":"developer","tools":[{"type":"namespace","name":"cal","tools":[{"type":"function","name":"add","parameters":{"type":"object"}}]}]},{"role":"user","content":"Hi"}]})"});
    CAPTURE(first.raw);
    REQUIRE(first.status == 200);
    const std::string id = parsed(first.body)["id"].get<std::string>();
    const auto second = exchange(gateway.port(), {.target = "/v1/responses",
        .body = R"({"model":"alias","previous_response_id":")" + id + R"(","input":"Go on"})"});
    CAPTURE(second.raw);
    REQUIRE(second.status == 200);
    const auto requests = upstream.allRequests();
    REQUIRE(requests.size() == 2);
    for (const auto& request : requests) {
        CHECK_THAT(request.target, Catch::Contains("/chat/completions"));
        CHECK_THAT(request.body, Catch::Contains("cal__add"));
        CHECK_THAT(request.body, !Catch::Contains("additional_tools"));
    }
}

TEST_CASE("a chat with a field of the Responses API stays on its own targets")
{
    FakeUpstream upstream;
    upstream.onCall("POST /v1/responses",
        told(R"({"id":"resp_1","object":"response","created_at":1,"status":"completed","model":"m","output":[{"type":"message","id":"msg_1",)"
             R"("status":"completed","role":"assistant","content":[{"type":"output_text","text":"Oui","annotations":[]}]}]})"));
    Json holder = provider("holder", upstream.baseUrl(), {kKeyReference});
    holder["type"] = "openai-responses";
    GatewayProcess gateway(configuration({holder, provider("other", upstream.baseUrl(), {kKeyReference})},
                               {route("kept", {target("holder", "m", 0)}), route("alias", {target("other", "m", 0)})}),
        withKey());
    const auto made = exchange(gateway.port(), {.target = "/v1/responses", .body = R"({"model":"kept","input":"Hi"})"});
    CAPTURE(made.raw);
    REQUIRE(made.status == 200);
    const auto next = exchange(gateway.port(), {.target = "/v1/responses", .body = R"({"model":"alias","previous_response_id":"resp_1","input":"Go on"})"});
    CHECK(next.status == 400); // it is stored elsewhere
    const auto chat = exchange(gateway.port(), {.body = ask("alias", R"(,"previous_response_id":"resp_1")")});
    CAPTURE(chat.raw);
    CHECK(chat.status == 200);
}

TEST_CASE("converts older schema drafts of tools for hosts of the client's own API")
{
    const auto [type, schema, expected] = GENERATE(table<const char*, const char*, const char*>({
        {"anthropic", R"({"type":"object","properties":{"a":{"type":"array","items":[{"type":"string"}]}}})",
            R"({"type":"object","properties":{"a":{"type":"array","prefixItems":[{"type":"string"}]}}})"},
        {"anthropic", R"({"type":"object","properties":{"a":{"type":"number","minimum":0,"exclusiveMinimum":true}}})",
            R"({"type":"object","properties":{"a":{"type":"number","exclusiveMinimum":0}}})"},
        {"vllm", R"({"type":"object","properties":{"a":{"type":"string","required":true}}})",
            R"({"type":"object","properties":{"a":{"type":"string"}},"required":["a"]})"},
        {"anthropic", R"({"$schema":"http://json-schema.org/draft-07/schema#","type":"object","properties":{"a":{"type":"array","items":{"type":"string"}}}})", nullptr},
    }));
    CAPTURE(type, schema);
    FakeUpstream upstream;
    upstream.onCall("POST /v1/messages", told(kClaudesAnswer));
    GatewayProcess gateway(configuration({ofType(upstream, type)}, {route("alias", {target("up", "claude-opus-4-8", 0)})}), withKey());
    const std::string body = R"({"model":"alias","max_tokens":9,"tools":[{"name":"f","input_schema":)" + std::string(schema)
        + R"(}],"messages":[{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"f","input":{"items":["x"]}}]},)"
          R"({"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":"ok"}]}]})";
    const auto answer = exchange(gateway.port(), {.target = "/v1/messages", .body = body});
    CAPTURE(answer.raw);
    CHECK(answer.status == 200);
    CHECK(answer.headerOr(kLossHeader).empty());
    const auto requests = upstream.allRequests();
    REQUIRE(requests.size() == 1);
    Json sent = parsed(body);
    sent["model"] = "claude-opus-4-8";
    if (expected)
        sent["tools"][0]["input_schema"] = parsed(expected);
    CHECK(parsed(requests[0].body) == sent);
}

TEST_CASE("sends OpenAI-only tools as functions and returns calls under the client's names")
{
    const char* const type = GENERATE("vllm", "lmstudio", "groq", "openrouter", "xai", "qwen");
    struct Row {
        const char* tool;
        const char* told; ///< its name at the upstream
        const char* arguments;
        const char* item; ///< in the answer
    };
    const auto row = GENERATE(values<Row>({
        {R"({"type":"namespace","name":"cal","tools":[{"type":"function","name":"add","parameters":{"type":"object"}}]})", "cal__add", "{}", R"("namespace":"cal")"},
        {R"({"type":"custom","name":"apply_patch","format":{"type":"grammar","syntax":"lark","definition":"start: /x/"}})", "apply_patch", R"({\"input\":\"*** Begin\"})", R"("type":"custom_tool_call")"},
        {R"({"type":"tool_search","execution":"client","description":"Finds","parameters":{"type":"object"}})", "tool_search", "{}", R"("type":"tool_search_call")"},
    }));
    CAPTURE(type, row.told);
    FakeUpstream upstream;
    upstream.setDefault(told(chatCalling(R"({"id":"c1","type":"function","function":{"name":")" + std::string(row.told) + R"(","arguments":")" + row.arguments + R"("}})")));
    GatewayProcess gateway(configuration({ofType(upstream, type)}, {route("alias", {target("up", "m", 0)})}), withKey());
    const auto answer = exchange(gateway.port(), {.target = "/v1/responses",
        .body = R"({"model":"alias","store":false,"input":"Hi","tools":[{"type":"function","name":"f","parameters":{"type":"object"}},)" + std::string(row.tool) + "]}"});
    CAPTURE(answer.raw);
    REQUIRE(answer.status == 200);
    const auto requests = upstream.allRequests();
    REQUIRE(requests.size() == 1);
    CHECK_THAT(requests[0].target, Catch::Contains("/chat/completions"));
    const Json tools = parsed(requests[0].body)["tools"];
    REQUIRE(tools.size() == 2);
    CHECK(tools[1]["type"] == "function");
    CHECK(tools[1]["function"]["name"] == row.told);
    CHECK_THAT(answer.body, Catch::Contains(row.item));
}

TEST_CASE("drops and reports tools that the host's Responses API does not support")
{
    const auto [type, tool] = GENERATE(table<const char*, const char*>({{"vllm", "web_search"}, {"lmstudio", "web_search"}, {"groq", "web_search"}, {"deepseek", "web_search"},
        {"vllm", "shell"}, {"xai", "shell"}, {"qwen", "computer_use_preview"}, {"doubao", "quantum"}}));
    const char* const more = GENERATE("", R"(,"parallel_tool_calls":false)", R"(,"include":["reasoning.encrypted_content"])");
    CAPTURE(type, tool, more);
    FakeUpstream upstream;
    GatewayProcess gateway(configuration({ofType(upstream, type)}, {route("alias", {target("up", "m", 0)})}), withKey());
    const auto answer = exchange(gateway.port(), {.target = "/v1/responses",
        .body = R"({"model":"alias","store":false,"input":"Hi","tools":[{"type":"function","name":"f","parameters":{"type":"object"}},{"type":")" + std::string(tool) + "\"}]" + more + "}"});
    CAPTURE(answer.raw);
    CHECK(answer.status == 200);
    CHECK_THAT(answer.headerOr("x-signalbox-dropped"), Catch::Contains("tools: " + std::string(tool)));
    const auto requests = upstream.allRequests();
    REQUIRE(requests.size() == 1);
    CHECK_THAT(requests[0].target, Catch::Contains("/chat"));
    CHECK(parsed(requests[0].body)["tools"].size() == 1);
}

TEST_CASE("passes tools that the host supports, or that are the only ones offered")
{
    const auto [type, tool] = GENERATE(table<const char*, const char*>({{"xai", "web_search"}, {"xai", "x_search"}, {"groq", "browser_search"}, {"openrouter", "openrouter:datetime"},
        {"qwen", "web_extractor"}, {"openai", "quantum"}, {"vllm", "quantum"}, {"lmstudio", "quantum"}, {"groq", "image_generation"}}));
    CAPTURE(type, tool);
    FakeUpstream upstream;
    GatewayProcess gateway(configuration({ofType(upstream, type)}, {route("alias", {target("up", "m", 0)})}), withKey());
    (void)exchange(gateway.port(), {.target = "/v1/responses", .body = R"({"model":"alias","store":false,"input":"Hi","tools":[{"type":")" + std::string(tool) + "\"}]}"});
    const auto requests = upstream.allRequests();
    REQUIRE_FALSE(requests.empty());
    CHECK_THAT(requests[0].target, Catch::Contains("/responses"));
    CHECK(parsed(requests[0].body)["tools"][0]["type"] == tool);
}

TEST_CASE("lets the host refuse an unknown tool once when it is the only one offered")
{
    const auto [type, fields] = GENERATE(table<const char*, const char*>({
        {"vllm", R"("tools":[{"type":"shiny_tool"}])"},
        {"groq", R"("tools":[{"type":"shiny_tool"}])"}, // stores nothing
        {"openrouter", R"("tools":[{"type":"image_generation"}],"parallel_tool_calls":false)"},
        {"lmstudio", R"("tools":[{"type":"image_generation"}],"parallel_tool_calls":false)"},
        {"groq", R"("tools":[{"type":"shiny_tool"}],"text":{"format":{"type":"json_object"}})"},
        {"vllm", R"("background":true,"tools":[{"type":"function","name":"f","parameters":{"type":"object"}},{"type":"shiny_tool"}])"},
        {"xai", R"("tools":[{"type":"web_search"}])"},
    }));
    CAPTURE(type, fields);
    FakeUpstream upstream;
    Behaviour refusing = told(R"({"error":{"message":"Hosted tools are not supported","type":"invalid_request_error"}})");
    refusing.status = 400;
    for (const char* const path : {"/v1/responses", "/responses"})
        upstream.onCall("POST " + std::string(path), refusing);
    GatewayProcess gateway(configuration({ofType(upstream, type)}, {route("alias", {target("up", "m", 0)})}), withKey());
    const auto answer = exchange(gateway.port(), {.target = "/v1/responses", .body = R"({"model":"alias","input":"Hi",)" + std::string(fields) + "}"});
    CAPTURE(answer.raw);
    CHECK(answer.status == 400);
    CHECK_THAT(answer.body, Catch::Contains("Hosted tools are not supported"));
    const auto requests = upstream.allRequests();
    REQUIRE(requests.size() == 1);
    CHECK_THAT(requests[0].target, Catch::Contains("/responses"));
}

TEST_CASE("refuses by name a tool that no API of the provider supports")
{
    const char* const type = GENERATE("anthropic", "gemini", "zhipu", "llamacpp");
    const char* const tool = GENERATE("shiny_tool", "image_generation");
    CAPTURE(type, tool);
    FakeUpstream upstream;
    GatewayProcess gateway(configuration({ofType(upstream, type)}, {route("alias", {target("up", "m", 0)})}), withKey());
    const auto answer = exchange(gateway.port(), {.target = "/v1/responses", .body = R"({"model":"alias","store":false,"input":"Hi","tools":[{"type":")" + std::string(tool) + "\"}]}"});
    CAPTURE(answer.raw);
    CHECK(answer.status == 400);
    CHECK_THAT(answer.body, Catch::Contains(tool) && Catch::Contains("define a function"));
    CHECK(upstream.allRequests().empty());
}

TEST_CASE("sends only the allowed tools when the host cannot restrict them")
{
    const char* const type = GENERATE("xai", "qwen");
    const auto [choice, tools, mode] = GENERATE(table<const char*, const char*, const char*>({
        {R"("mode":"auto","tools":[{"type":"function","name":"f"},{"type":"web_search"}])", R"([{"type":"function","name":"f","parameters":{"type":"object"}},{"type":"web_search"}])", "auto"},
        {R"("mode":"required","tools":[{"type":"web_search"}])", R"([{"type":"web_search"}])", "required"},
        {R"("mode":"required","tools":[{"type":"function","name":"g"}])", R"([{"type":"function","name":"g","parameters":{"type":"object"}}])", "required"},
    }));
    CAPTURE(type, choice);
    FakeUpstream upstream;
    for (const char* const path : {"/v1/responses", "/responses"})
        upstream.onCall("POST " + std::string(path), told(R"({"id":"resp_1","object":"response","status":"completed","model":"m","output":[]})"));
    GatewayProcess gateway(configuration({ofType(upstream, type)}, {route("alias", {target("up", "m", 0)})}), withKey());
    const auto answer = exchange(gateway.port(), {.target = "/v1/responses",
        .body = R"({"model":"alias","store":false,"input":"Hi","tools":[{"type":"function","name":"f","parameters":{"type":"object"}},{"type":"function","name":"g","parameters":{"type":"object"}},)"
                R"({"type":"web_search"}],"tool_choice":{"type":"allowed_tools",)" + std::string(choice) + "}}"});
    CAPTURE(answer.raw);
    CHECK(answer.headerOr(kLossHeader).empty());
    const auto requests = upstream.allRequests();
    REQUIRE(requests.size() == 1);
    CHECK_THAT(requests[0].target, Catch::Contains("/responses"));
    const Json sent = parsed(requests[0].body);
    CHECK(sent["tools"] == parsed(tools));
    CHECK(sent["tool_choice"] == mode);
}

TEST_CASE("reports an allowed tool that is dropped")
{
    const char* const type = GENERATE("vllm", "groq", "zhipu", "deepseek", "anthropic", "gemini");
    CAPTURE(type);
    FakeUpstream upstream;
    upstream.onCall("POST /v1/messages", told(kClaudesAnswer));
    upstream.onCall("POST /v1beta/models/m:generateContent", told(R"({"candidates":[{"content":{"role":"model","parts":[{"text":"Oui"}]},"finishReason":"STOP"}]})"));
    GatewayProcess gateway(configuration({ofType(upstream, type)}, {route("alias", {target("up", "m", 0)})}), withKey());
    const auto answer = exchange(gateway.port(), {.target = "/v1/responses",
        .body = R"({"model":"alias","store":false,"input":"Hi","tools":[{"type":"function","name":"f","parameters":{"type":"object"}},{"type":"quantum"}],)"
                R"("tool_choice":{"type":"allowed_tools","mode":"auto","tools":[{"type":"function","name":"f"},{"type":"quantum"}]}})"});
    CAPTURE(answer.raw);
    CHECK(answer.status == 200);
    CHECK_THAT(answer.headerOr(kLossHeader), Catch::Contains("tools: quantum"));
}

TEST_CASE("keeps a function and a free-form tool with the same name apart")
{
    const char* const type = GENERATE("vllm", "groq", "openai-compatible");
    CAPTURE(type);
    FakeUpstream upstream;
    GatewayProcess gateway(configuration({ofType(upstream, type)}, {route("alias", {target("up", "m", 0)})}), withKey());
    const std::string tools = R"(,"tools":[{"type":"function","function":{"name":"x","parameters":{"type":"object"}}},{"type":"custom","custom":{"name":"x"}}])";
    const auto first = exchange(gateway.port(), {.body = ask("alias", tools)});
    REQUIRE(first.status == 200);
    const Json sent = parsed(upstream.allRequests().at(0).body)["tools"];
    REQUIRE(sent.size() == 2);
    const std::string renamed = sent[1]["function"]["name"].get<std::string>();
    CHECK(sent[0]["function"]["name"] == "x");
    CHECK(renamed != "x");
    upstream.setDefault(told(chatCalling(R"({"id":"c1","type":"function","function":{"name":")" + renamed + R"(","arguments":"{\"input\":\"ls\"}"}})")));
    const auto answer = exchange(gateway.port(), {.body = ask("alias", tools)});
    const Json call = parsed(answer.body)["choices"][0]["message"]["tool_calls"][0];
    CHECK(call["type"] == "custom");
    CHECK(call["custom"] == Json({{"name", "x"}, {"input", "ls"}}));
    upstream.setDefault(told(chatCalling(R"({"id":"c1","type":"function","function":{"name":"x","arguments":"{}"}})")));
    const auto other = exchange(gateway.port(), {.body = ask("alias", tools)});
    CHECK(parsed(other.body)["choices"][0]["message"]["tool_calls"][0]["function"]["name"] == "x");
}

TEST_CASE("forces a tool call at Ollama by its schema and returns the answer as the call")
{
    struct Row {
        const char* path;
        const char* body;
        const char* call;
        const char* end;
    };
    const auto row = GENERATE(values<Row>({
        {"/v1/messages",
            R"({"model":"alias","max_tokens":99,"messages":[{"role":"user","content":"Hi"}],"tools":[{"name":"json","description":"Respond with JSON.","input_schema":{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]}}],"tool_choice":{"type":"tool","name":"json"})",
            R"("name":"json")", R"("stop_reason":"tool_use")"},
        {"/v1/chat/completions",
            R"({"model":"alias","messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","function":{"name":"json","parameters":{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]}}}],"tool_choice":"required")",
            R"("name":"json")", R"("finish_reason":"tool_calls")"},
        {"/v1/responses",
            R"({"model":"alias","input":"Hi","tools":[{"type":"function","name":"other"},{"type":"function","name":"json","parameters":{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]}}],"tool_choice":{"type":"function","name":"json"})",
            R"("type":"function_call")", R"("status":"completed")"},
    }));
    const bool isStream = GENERATE(false, true);
    CAPTURE(row.path, isStream);
    const std::string begin = R"({"model":"m","created_at":"2026-11-28T10:00:00Z","message":{"role":"assistant","content":)";
    const std::string end = R"("done":true,"done_reason":"stop","prompt_eval_count":3,"eval_count":2})";
    const std::string whole = begin + R"("{\"a\":42}"},)" + end;
    FakeUpstream upstream;
    Behaviour behaviour = told(whole);
    if (isStream) {
        behaviour.events = {begin + R"("{\"a\":"},"done":false})" + "\n", begin + R"("42}"},"done":false})" + "\n", begin + R"(""},)" + end + "\n"};
        behaviour.headers = {{"Content-Type", "application/x-ndjson"}};
    }
    upstream.onCall("POST /api/chat", behaviour);
    GatewayProcess gateway(configuration({ofType(upstream, "ollama")}, {route("alias", {target("up", "m", 0)})}), withKey());
    const auto answer = exchange(gateway.port(), {.target = row.path, .body = row.body + std::string(isStream ? R"(,"stream":true})" : "}")});
    CAPTURE(answer.raw);
    REQUIRE(answer.status == 200);
    CHECK_THAT(answer.body, Catch::Contains(row.call) && Catch::Contains(row.end) && Catch::Contains("42"));
    const Json sent = parsed(upstream.allRequests().at(0).body);
    CHECK_FALSE(sent.contains("tools"));
    CHECK(sent["format"]["properties"]["a"]["type"] == "integer");
    CHECK_THAT(sent["messages"][0]["content"].get<std::string>(), Catch::Contains("\"json\""));
}

TEST_CASE("reports an answer format that does not work with tools in every client format")
{
    const auto [path, body] = GENERATE(table<const char*, const char*>({
        {"/v1/chat/completions", R"({"model":"alias","messages":[{"role":"user","content":"Hi"}],"response_format":{"type":"json_object"},"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}]})"},
        {"/v1/chat/completions", R"({"model":"alias","messages":[{"role":"user","content":"Hi"}],"parallel_tool_calls":false,"response_format":{"type":"json_object"},"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}]})"},
        {"/v1/chat/completions", R"({"model":"alias","messages":[{"role":"user","content":"Hi"}],"response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object"}}},"tools":[{"type":"custom","custom":{"name":"c"}}]})"},
        {"/v1/responses", R"({"model":"alias","input":"Hi","text":{"format":{"type":"json_object"}},"tools":[{"type":"custom","name":"c"}]})"},
        {"/v1/responses", R"({"model":"alias","store":false,"input":"Hi","text":{"format":{"type":"json_object"}},"tools":[{"type":"function","name":"f","parameters":{"type":"object"}}]})"},
        {"/v1beta/models/alias:generateContent", R"({"contents":[{"parts":[{"text":"Hi"}]}],"tools":[{"functionDeclarations":[{"name":"w"}]}],"generationConfig":{"responseMimeType":"application/json"}})"},
    }));
    CAPTURE(path, body);
    FakeUpstream upstream;
    GatewayProcess gateway(configuration({ofType(upstream, "groq")}, {route("alias", {target("up", "m", 0)})}), withKey());
    (void)exchange(gateway.port(), {.target = path, .body = body});
    const auto requests = upstream.allRequests();
    REQUIRE_FALSE(requests.empty());
    const Json sent = parsed(requests[0].body);
    CHECK_FALSE(sent.contains("response_format"));
    CHECK(sent["tools"].size() == 1);
    CHECK_THAT(sent["messages"].dump(), Catch::Contains("JSON"));
}

TEST_CASE("sends free-form tools as functions to other chat hosts and converts the calls back")
{
    const char* const type = GENERATE("openai-compatible", "vllm", "deepseek", "openrouter", "mistral");
    CAPTURE(type);
    FakeUpstream upstream;
    upstream.setDefault(told(chatCalling(R"({"id":"c1","type":"function","function":{"name":"run","arguments":"{\"input\":\"ls -l\"}"}})")));
    GatewayProcess gateway(configuration({ofType(upstream, type)}, {route("alias", {target("up", "m", 0)})}), withKey());
    const auto answer = exchange(gateway.port(), {.body = ask("alias", R"(,"top_k":7,"tools":[{"type":"custom","custom":{"name":"run","description":"Runs"}}])")});
    CAPTURE(answer.raw);
    REQUIRE(answer.status == 200);
    const Json sent = parsed(upstream.allRequests().at(0).body);
    CHECK(sent["tools"][0]["type"] == "function");
    CHECK(sent["tools"][0]["function"]["name"] == "run");
    CHECK(sent["top_k"] == 7); // the rest is unchanged
    const Json call = parsed(answer.body)["choices"][0]["message"]["tool_calls"][0];
    CHECK(call["type"] == "custom");
    CHECK(call["custom"]["input"] == "ls -l");
}

TEST_CASE("sends only the allowed tools to chat hosts other than OpenAI")
{
    const char* const type = GENERATE("openai-compatible", "llamacpp", "openrouter");
    CAPTURE(type);
    FakeUpstream upstream;
    GatewayProcess gateway(configuration({ofType(upstream, type)}, {route("alias", {target("up", "m", 0)})}), withKey());
    const auto answer = exchange(gateway.port(), {.body = ask("alias",
        R"(,"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}},{"type":"function","function":{"name":"g","parameters":{"type":"object"}}}],)"
        R"("tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"required","tools":[{"type":"function","function":{"name":"g"}}]}})")});
    CAPTURE(answer.raw);
    REQUIRE(answer.status == 200);
    const Json sent = parsed(upstream.allRequests().at(0).body);
    REQUIRE(sent["tools"].size() == 1);
    CHECK(sent["tools"][0]["function"]["name"] == "g");
    CHECK(sent["tool_choice"] == "required");
}

TEST_CASE("passes free-form tools and allowed_tools to OpenAI unchanged")
{
    FakeUpstream upstream;
    GatewayProcess gateway(configuration({ofType(upstream, "openai")}, {route("alias", {target("up", "m", 0)})}), withKey());
    const auto answer = exchange(gateway.port(), {.body = ask("alias",
        R"(,"tools":[{"type":"custom","custom":{"name":"run"}}],"tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"auto","tools":[{"type":"custom","custom":{"name":"run"}}]}})")});
    REQUIRE(answer.status == 200);
    const Json sent = parsed(upstream.allRequests().at(0).body);
    CHECK(sent["tools"][0]["type"] == "custom");
    CHECK(sent["tool_choice"]["type"] == "allowed_tools");
}

TEST_CASE("sends a Claude-named model on a local engine only what the engine supports")
{
    const auto [type, model] = GENERATE(table<const char*, const char*>({{"vllm", "claude-opus-4-8"}, {"ollama", "claude-qwen"}, {"lmstudio", "claude-sonnet-4-6"}, {"llamacpp", "claude-3-5-haiku"}}));
    CAPTURE(type);
    FakeUpstream upstream;
    upstream.onCall("POST /v1/messages", told(kClaudesAnswer));
    GatewayProcess gateway(configuration({ofType(upstream, type)}, {route("alias", {target("up", model, 0)})}), withKey());
    Json body = parsed(kFoundTools);
    body["messages"].push_back(Json{{"role", "system"}, {"content", "Be brief."}});
    const auto answer = exchange(gateway.port(), {.target = "/v1/messages?beta=true",
        .headers = {{"anthropic-beta", "claude-code-20250219, dangerous-tool-use-2026-09-03,fine-grained-tool-streaming-2025-05-14"}}, .body = body.dump()});
    CAPTURE(answer.raw);
    const auto requests = upstream.allRequests();
    REQUIRE(requests.size() == 1);
    const Json sent = parsed(requests[0].body);
    CHECK_FALSE(sent.contains("safeguards"));
    CHECK(sent["tools"].size() == 2);
    for (const Json& message : sent["messages"])
        CHECK(message["role"] != "system");
    CHECK(requests[0].header("anthropic-beta").value_or(std::string()) == "claude-code-20250219,fine-grained-tool-streaming-2025-05-14");
}

TEST_CASE("asks for a JSON object by schema when there is no other way")
{
    const auto [path, body] = GENERATE(table<const char*, const char*>({
        {"/v1/chat/completions", R"({"model":"alias","messages":[{"role":"user","content":"JSON"}],"response_format":{"type":"json_object"}})"},
        {"/v1/chat/completions", R"({"model":"alias","messages":[{"role":"user","content":"JSON"}],"response_format": {"type": "json_object"},"parallel_tool_calls":false,"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}]})"},
        {"/v1beta/models/alias:generateContent", R"({"contents":[{"parts":[{"text":"JSON"}]}],"generationConfig":{"responseMimeType":"application/json"}})"},
    }));
    CAPTURE(path, body);
    FakeUpstream upstream;
    GatewayProcess gateway(configuration({ofType(upstream, "lmstudio")}, {route("alias", {target("up", "m", 0)})}), withKey());
    const auto answer = exchange(gateway.port(), {.target = path, .body = body});
    CAPTURE(answer.raw);
    const Json sent = parsed(upstream.allRequests().at(0).body);
    CHECK(sent["response_format"]["type"] == "json_schema");
    CHECK(sent["response_format"]["json_schema"]["schema"]["type"] == "object");
}

TEST_CASE("returns several answers from hosts that give one or several per request")
{
    const auto [type, count] = GENERATE(table<const char*, std::size_t>({{"deepseek", 2}, {"groq", 2}, {"lmstudio", 2}, {"vllm", 1}}));
    CAPTURE(type);
    FakeUpstream upstream;
    GatewayProcess gateway(configuration({ofType(upstream, type)}, {route("alias", {target("up", "m", 0)})}), withKey());
    const auto chat = exchange(gateway.port(), {.body = ask("alias", R"(,"n":2)")});
    CAPTURE(chat.raw);
    CHECK(chat.status == 200);
    REQUIRE(upstream.allRequests().size() == count);
    CHECK(parsed(upstream.allRequests()[0].body).contains("n") == (count == 1));
    const auto gemini = exchange(gateway.port(), {.target = "/v1beta/models/alias:generateContent",
        .body = R"({"contents":[{"parts":[{"text":"Hi"}]}],"generationConfig":{"candidateCount":2}})"});
    CAPTURE(gemini.raw);
    CHECK(gemini.status == 200);
    REQUIRE(upstream.allRequests().size() == 2 * count);
    if (count == 2) {
        CHECK(parsed(chat.body)["choices"].size() == 2);
        CHECK(parsed(gemini.body)["candidates"].size() == 2);
    }
}

TEST_CASE("forces a call of one of several tools at Ollama by their schemas")
{
    const auto [path, body, call] = GENERATE(table<const char*, const char*, const char*>({
        {"/v1/chat/completions", R"({"model":"alias","messages":[{"role":"user","content":"Hi"}],"parallel_tool_calls":false,"tool_choice":"required","tools":[{"type":"function","function":{"name":"f"}},{"type":"function","function":{"name":"g"}}]})",
            R"("finish_reason":"tool_calls")"},
        {"/v1/messages", R"({"model":"alias","max_tokens":9,"messages":[{"role":"user","content":"Hi"}],"tool_choice":{"type":"any"},"tools":[{"name":"f","input_schema":{"type":"object"}},{"name":"g","input_schema":{"type":"object"}}]})",
            R"("stop_reason":"tool_use")"},
        {"/v1/responses", R"({"model":"alias","store":false,"input":"Hi","tool_choice":"required","tools":[{"type":"function","name":"f"},{"type":"function","name":"g"}]})", R"("type":"function_call")"},
    }));
    CAPTURE(path, body);
    FakeUpstream upstream;
    upstream.onCall("POST /api/chat",
        told(R"({"model":"m","created_at":"2026-11-28T10:00:00Z","message":{"role":"assistant","content":"{\"name\":\"g\",\"arguments\":{\"a\":42}}"},"done":true,"done_reason":"stop","prompt_eval_count":3,"eval_count":2})"));
    GatewayProcess gateway(configuration({ofType(upstream, "ollama")}, {route("alias", {target("up", "m", 0)})}), withKey());
    const auto answer = exchange(gateway.port(), {.target = path, .body = body});
    CAPTURE(answer.raw);
    REQUIRE(answer.status == 200);
    CHECK_THAT(answer.body, Catch::Contains(call) && Catch::Contains(R"("name":"g")") && Catch::Contains("42"));
    const Json sent = parsed(upstream.allRequests().at(0).body);
    CHECK_FALSE(sent.contains("tools"));
    REQUIRE(sent["format"]["anyOf"].size() == 2);
    CHECK(sent["format"]["anyOf"][1]["properties"]["name"]["enum"][0] == "g");
}

TEST_CASE("falls back when a forced tool call yields an empty answer")
{
    const bool isStream = GENERATE(false, true);
    const char* const choice = GENERATE(R"("required")", R"({"type":"function","function":{"name":"f"}})");
    CAPTURE(isStream, choice);
    const std::string nothing = R"({"model":"m","created_at":"2026-11-28T10:00:00Z","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","prompt_eval_count":3,"eval_count":2})";
    FakeUpstream upstream;
    FakeUpstream other;
    Behaviour behaviour = told(nothing);
    if (isStream) {
        behaviour.events = {nothing + "\n"};
        behaviour.headers = {{"Content-Type", "application/x-ndjson"}};
    }
    upstream.onCall("POST /api/chat", behaviour);
    other.setDefault(told(chatCalling(callOfChat("c1"))));
    Json second = ofType(other, "openai-compatible");
    second["id"] = "next";
    GatewayProcess gateway(configuration({ofType(upstream, "ollama"), second},
                               {route("alias", {target("up", "m", 1), target("next", "m", 0)}), route("alone", {target("up", "m", 0)})}), withKey());
    const std::string more = R"(,"tools":[{"type":"function","function":{"name":"f"}},{"type":"function","function":{"name":"g"}}],"tool_choice":)" + std::string(choice);
    const auto alone = exchange(gateway.port(), {.body = isStream ? askStream("alone", more) : ask("alone", more)});
    CAPTURE(alone.raw);
    CHECK(alone.status == 502);
    CHECK_THAT(alone.body, Catch::Contains("tool_choice"));
    const auto answer = exchange(gateway.port(), {.body = ask("alias", more)});
    CAPTURE(answer.raw);
    CHECK(answer.status == 200);
    CHECK(answer.headerOr("x-signalbox-provider") == "next");
}

TEST_CASE("drops and reports tools that the engine's Messages API does not support")
{
    struct Row {
        const char* type;
        const char* tool;
        const char* path; ///< at the upstream
    };
    const auto row = GENERATE(values<Row>({
        {"vllm", "web_search_20250305", "/chat/completions"},
        {"lmstudio", "bash_20250124", "/chat/completions"},
        {"llamacpp", "text_editor_20250728", "/chat/completions"},
        {"vllm", "quantum", "/chat/completions"},
        {"ollama", "bash_20250124", "/api/chat"},
    }));
    CAPTURE(row.type, row.tool);
    FakeUpstream upstream;
    Behaviour refusing = told(R"({"type":"error","error":{"type":"invalid_request_error","message":"tools.0.input_schema: Field required"}})");
    refusing.status = 400;
    for (const char* const path : {"/v1/messages", "/messages"})
        upstream.onCall("POST " + std::string(path), refusing);
    upstream.onCall("POST /api/chat",
        told(R"({"model":"m","created_at":"2026-11-28T10:00:00Z","message":{"role":"assistant","content":"Oui"},"done":true,"done_reason":"stop"})"));
    GatewayProcess gateway(configuration({ofType(upstream, row.type)}, {route("alias", {target("up", "claude-qwen", 0)})}), withKey());
    const std::string begin = R"({"model":"alias","max_tokens":9,"messages":[{"role":"user","content":"Hi"}],"tools":[)";
    const std::string tool = R"({"type":")" + std::string(row.tool) + R"(","name":"t"})";
    const auto answer = exchange(gateway.port(), {.target = "/v1/messages", .body = begin + R"({"name":"f","input_schema":{"type":"object"}},)" + tool + "]}"});
    CAPTURE(answer.raw);
    CHECK(answer.status == 200);
    CHECK_THAT(answer.headerOr(kLossHeader), Catch::Contains("tools: " + std::string(row.tool)));
    const auto requests = upstream.allRequests();
    REQUIRE(requests.size() == 1);
    CHECK_THAT(requests[0].target, Catch::Contains(row.path));
    CHECK(parsed(requests[0].body)["tools"].size() == 1);

    const auto alone = exchange(gateway.port(), {.target = "/v1/messages", .body = begin + tool + "]}"});
    CAPTURE(alone.raw);
    CHECK(alone.status == 400); // the engine is asked: a later version may support it
    CHECK_THAT(alone.body, Catch::Contains("tools.0.input_schema: Field required"));
    REQUIRE(upstream.allRequests().size() == 2);
    CHECK_THAT(upstream.allRequests()[1].target, Catch::Contains("/messages"));
}

TEST_CASE("passes tools that the host's Messages API may support")
{
    const auto [type, tool] = GENERATE(table<const char*, const char*>({{"ollama", "web_search_20250305"}, {"openrouter", "bash_20250124"}, {"openrouter", "web_search_20250305"},
        {"anthropic-compatible", "quantum"}, {"anthropic", "memory_20250818"}}));
    CAPTURE(type, tool);
    FakeUpstream upstream;
    upstream.setDefault(told(kClaudesAnswer));
    upstream.onCall("POST /v1/messages", told(kClaudesAnswer));
    GatewayProcess gateway(configuration({ofType(upstream, type)}, {route("alias", {target("up", "m", 0)})}), withKey());
    const auto answer = exchange(gateway.port(), {.target = "/v1/messages",
        .body = R"({"model":"alias","max_tokens":9,"messages":[{"role":"user","content":"Hi"}],"tools":[{"type":")" + std::string(tool) + R"(","name":"t"}]})"});
    CAPTURE(answer.raw);
    const auto requests = upstream.allRequests();
    REQUIRE(requests.size() == 1);
    CHECK_THAT(requests[0].target, Catch::Contains("/messages"));
    CHECK(parsed(requests[0].body)["tools"][0]["type"] == tool);
    CHECK(answer.headerOr(kLossHeader).empty());
}
