#include "catch.h"

#include "scenario.h"

#include <algorithm>

using namespace tests;

// Hosts that lack an endpoint which hosts of their type usually have.

namespace {

constexpr int kNotFound = 404;

Behaviour refusal(int status, const std::string& body)
{
    Behaviour behaviour = told(body);
    behaviour.status = status;
    return behaviour;
}

std::size_t callsTo(const FakeUpstream& upstream, const std::string& path)
{
    const auto all = upstream.allRequests();
    return static_cast<std::size_t>(std::ranges::count_if(all, [&](const RecordedRequest& each) { return path.ends_with(each.target); }));
}

/// Regardless of the API version in the provider's address.
void onPath(FakeUpstream& upstream, const std::string& path, const Behaviour& behaviour)
{
    upstream.onCall("POST " + path, behaviour);
    upstream.onCall("POST " + path.substr(std::string("/v1").size()), behaviour);
}

const std::string kMessage = R"({"model":"alias","max_tokens":9,"messages":[{"role":"user","content":"hi"}]})";
const std::string kResponse = R"({"model":"alias","store":false,"input":"hi"})";
const std::string kInputs = R"({"model":"alias","input":"hi"})";
const std::string kVectors = R"({"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.5]}],"model":"m","usage":{"prompt_tokens":1,"total_tokens":1}})";

} // namespace

TEST_CASE("falls back to the host's chat when it lacks the client's API and remembers it")
{
    struct Row {
        const char* type;
        const char* path;
        const std::string* body;
        int status;
        const char* words;
    };
    const auto row = GENERATE(values<Row>({
        {"llamacpp", "/v1/messages", &kMessage, 404, R"({"error":{"code":404,"message":"File Not Found","type":"not_found_error"}})"},
        {"vllm", "/v1/responses", &kResponse, 404, R"({"detail":"Not Found"})"},
        {"vllm", "/v1/messages", &kMessage, 405, R"({"detail":"Method Not Allowed"})"},
        {"lmstudio", "/v1/responses", &kResponse, 501, ""},
        {"lmstudio", "/v1/messages", &kMessage, 200, R"({"error":"Unexpected endpoint or method. (POST /v1/messages). Returning 200 anyway"})"},
        {"openai", "/v1/responses", &kResponse, 404, "404 page not found"},
        {"vllm", "/v1/responses", &kResponse, 400, R"({"error":"unknown endpoint /v1/responses"})"},
        {"lmstudio", "/v1/responses", &kResponse, 400, R"({"error":{"message":"Unsupported endpoint","type":"invalid_request_error"}})"},
        {"openai", "/v1/responses", &kResponse, 400, R"x({"error":{"message":"Invalid URL (POST /v1/responses)","type":"invalid_request_error","param":null}})x"},
        {"groq", "/v1/responses", &kResponse, 404, "<html><head><title>404 Not Found</title></head><body>Our models</body></html>"},
    }));
    CAPTURE(row.type, row.path, row.status);
    FakeUpstream upstream;
    onPath(upstream, row.path, refusal(row.status, row.words));
    GatewayProcess gateway(configuration({ofType(upstream, row.type)}, {route("alias", {target("up", "m", 0)})}), withKey());
    for (const std::size_t number : {1U, 2U}) {
        CAPTURE(number);
        const auto answer = exchange(gateway.port(), {.target = row.path, .body = *row.body});
        CAPTURE(answer.raw);
        CHECK(answer.status == 200);
        CHECK_THAT(answer.body, Catch::Contains("word1"));
        CHECK(upstream.requests().size() == number); // chat requests
        CHECK(callsTo(upstream, row.path) == 1);
    }
    const std::string said = "for 5 minutes it is asked at";
    CHECK(gateway.waitForLog(said));
    const std::string log = gateway.log();
    CHECK(log.find(said) == log.rfind(said));
}

TEST_CASE("sends a completion to the host's chat when it has no completions endpoint")
{
    struct Row {
        const char* type;
        const char* path;
        int status;
        const char* words;
    };
    const auto row = GENERATE(values<Row>({
        {"openai-compatible", "/v1/completions", 404, ""},
        {"vllm", "/v1/completions", 405, R"({"detail":"Method Not Allowed"})"},
        {"lmstudio", "/v1/completions", 501, ""},
        {"groq", "/v1/completions", 404, R"({"error":{"message":"Unknown request URL: POST /v1/completions. Please check the URL for typos","type":"invalid_request_error","code":"unknown_url"}})"},
    }));
    CAPTURE(row.type, row.status);
    FakeUpstream upstream;
    onPath(upstream, row.path, refusal(row.status, row.words));
    GatewayProcess gateway(configuration({ofType(upstream, row.type)}, {route("alias", {target("up", "m", 0)})}), withKey());
    const auto whole = exchange(gateway.port(), {.target = "/v1/completions", .body = R"({"model":"alias","prompt":["Say: "],"echo":true,"max_tokens":9})"});
    CAPTURE(whole.raw);
    CHECK(whole.status == 200);
    const Json body = parsed(whole.body);
    CHECK(body["object"] == "text_completion");
    CHECK_THAT(body["choices"][0]["text"].get<std::string>(), Catch::StartsWith("Say: ") && Catch::Contains("word1"));
    CHECK(parsed(upstream.requests().at(0).body)["messages"][0]["content"] == "Say: ");
    CHECK(callsTo(upstream, row.path) == 1);
    const auto stream = exchange(gateway.port(), {.target = "/v1/completions", .body = R"({"model":"alias","prompt":"Hi","stream":true})"});
    CAPTURE(stream.raw);
    CHECK(stream.status == 200);
    CHECK_THAT(stream.body, Catch::Contains("text_completion") && Catch::Contains("word1") && Catch::Contains("data: [DONE]"));
    CHECK(callsTo(upstream, row.path) == 1); // it is known by now
}

TEST_CASE("sends a first streamed completion to the host's chat, too")
{
    FakeUpstream upstream;
    onPath(upstream, "/v1/completions", refusal(kNotFound, "404 page not found"));
    GatewayProcess gateway(configuration({ofType(upstream, "openai-compatible")}, {route("alias", {target("up", "m", 0)})}), withKey());
    const auto stream = exchange(gateway.port(), {.target = "/v1/completions", .body = R"({"model":"alias","prompt":"Hi","stream":true,"logprobs":2})"});
    CAPTURE(stream.raw);
    CHECK(stream.status == 200);
    CHECK_THAT(stream.body, Catch::Contains("text_completion") && Catch::Contains("word1") && Catch::Contains("data: [DONE]"));
    CHECK(parsed(upstream.requests().at(0).body)["top_logprobs"] == 2);
}

TEST_CASE("names the completion field that the host's chat does not support")
{
    const auto field = GENERATE(as<std::string>(), R"("suffix":"end")", R"("best_of":2)", R"("prompt":["a","b"])");
    CAPTURE(field);
    FakeUpstream upstream;
    onPath(upstream, "/v1/completions", refusal(kNotFound, R"({"detail":"Not Found"})"));
    GatewayProcess gateway(configuration({ofType(upstream, "openai-compatible")}, {route("alias", {target("up", "m", 0)})}), withKey());
    const std::string prompt = field.starts_with("\"prompt") ? "" : R"("prompt":"Hi",)";
    const auto answer = exchange(gateway.port(), {.target = "/v1/completions", .body = R"({"model":"alias",)" + prompt + field + "}"});
    CAPTURE(answer.raw);
    CHECK(answer.status == 400);
    CHECK_THAT(answer.body, Catch::Contains(field.substr(1, field.find('"', 1) - 1)));
    CHECK(upstream.requests().empty());
}

TEST_CASE("sends a completion straight to chat when the catalog lists no completions endpoint")
{
    FakeUpstream upstream;
    GatewayProcess gateway(configuration({ofType(upstream, "zhipu")}, {route("alias", {target("up", "m", 0)})}), withKey());
    const auto answer = exchange(gateway.port(), {.target = "/v1/completions", .body = R"({"model":"alias","prompt":"Hi"})"});
    CAPTURE(answer.raw);
    CHECK(answer.status == 200);
    CHECK_THAT(answer.body, Catch::Contains("text_completion") && Catch::Contains("word1"));
    CHECK(upstream.allRequests().size() == 1);
}

TEST_CASE("an unknown model stays model_not_found in every API")
{
    struct Row {
        const char* type;
        const char* path;
        const std::string* body;
        const char* words;
    };
    const auto row = GENERATE(values<Row>({
        {"vllm", "/v1/messages", &kMessage, R"({"type":"error","error":{"type":"not_found_error","message":"The model `m` does not exist."}})"},
        {"ollama", "/v1/messages", &kMessage, R"({"type":"error","error":{"type":"not_found_error","message":"model 'm' not found"}})"},
        {"lmstudio", "/v1/responses", &kResponse, R"({"error":{"message":"No such model: m","type":"invalid_request_error","code":"model_not_found"}})"},
        {"vllm", "/v1/responses", &kResponse, R"({"error":{"message":"Response with id 'resp_1' not found.","type":"NotFoundError","code":404}})"},
        {"vllm", "/v1/responses", &kResponse, R"({"error":{"message":"m not found","type":"not_found_error"}})"},
        {"vllm", "/v1/messages", &kMessage, R"({"error":{"message":"LoRA adapter m is not available"}})"},
        {"lmstudio", "/v1/responses", &kResponse, R"({"error":{"message":"模型不存在","code":"model_not_found"}})"},
        {"llamacpp", "/v1/messages", &kMessage, R"({"detail":"Nothing is loaded as m"})"},
    }));
    CAPTURE(row.type, row.path, row.words);
    FakeUpstream upstream;
    onPath(upstream, row.path, refusal(kNotFound, row.words));
    GatewayProcess gateway(configuration({ofType(upstream, row.type)}, {route("alias", {target("up", "m", 0)})}), withKey());
    const auto answer = exchange(gateway.port(), {.target = row.path, .body = *row.body});
    CAPTURE(answer.raw);
    CHECK(answer.status == kNotFound);
    CHECK(upstream.requests().empty());
    CHECK(callsTo(upstream, row.path) == 1);
}

TEST_CASE("asks the next target when a host lacks embeddings and remembers it")
{
    struct Row {
        const char* path;
        const std::string body;
        int status;
        const char* words;
    };
    const auto row = GENERATE(values<Row>({
        {"/v1/embeddings", kInputs, 404, R"({"error":{"message":"Unknown request URL: POST /v1/embeddings. Please check the URL for typos","type":"invalid_request_error","code":"unknown_url"}})"},
        {"/v1/embeddings", kInputs, 404, ""},
        {"/v1/embeddings", kInputs, 501, R"({"error":{"code":501,"message":"This server does not support embeddings. Start it with `--embeddings`","type":"not_supported_error"}})"},
        {"/v1/rerank", R"({"model":"alias","query":"hi","documents":["a"]})", 405, R"({"detail":"Method Not Allowed"})"},
        {"/v1/images/generations", R"({"model":"alias","prompt":"hi"})", 404, R"({"detail":"Not Found"})"},
    }));
    CAPTURE(row.path, row.status, row.words);
    const std::string call = std::string("POST ") + row.path;
    FakeUpstream first;
    FakeUpstream second;
    first.onCall(call, refusal(row.status, row.words));
    second.onCall(call, told(kVectors));
    GatewayProcess gateway(fallbackConfiguration(first.baseUrl(), second.baseUrl()));
    for (const std::size_t number : {1U, 2U}) {
        const auto answer = exchange(gateway.port(), {.target = row.path, .body = row.body});
        CAPTURE(answer.raw);
        CHECK(answer.status == 200);
        CHECK(answer.body == kVectors);
        CHECK(answer.headerOr("x-signalbox-provider") == "second");
        CHECK(callsTo(first, row.path) == 1);
        CHECK(callsTo(second, row.path) == number);
    }
}

TEST_CASE("posts only once to one path of a host with several APIs")
{
    const char* const type = GENERATE("openrouter", "xai", "vllm", "lmstudio");
    CAPTURE(type);
    FakeUpstream upstream;
    onPath(upstream, "/v1/embeddings", refusal(kNotFound, R"({"error":{"message":"Not Found"}})"));
    GatewayProcess gateway(configuration({ofType(upstream, type)}, {route("alias", {target("up", "m", 0)})}), withKey());
    for (int number = 1; number <= 2; ++number) {
        const auto answer = exchange(gateway.port(), {.target = "/v1/embeddings", .body = kInputs});
        CAPTURE(answer.raw);
        (void)checkError(answer, 400, "model_not_found");
        CHECK(upstream.allRequests().size() == 1);
    }
}

TEST_CASE("falls back to the host's chat when it refuses a tool type and remembers it")
{
    struct Row {
        const char* type;
        const char* tool;
        int status;
        const char* words;
    };
    const auto row = GENERATE(values<Row>({
        {"vllm", R"({"type":"web_search_preview"})", 400, R"({"error":{"message":"Invalid discriminator value. Expected 'function' | 'mcp'","param":"tools.1.type","code":"invalid_union_discriminator"}})"},
        {"vllm", R"({"type":"code_interpreter","container":{"type":"auto"}})", 422, R"({"detail":[{"type":"literal_error","loc":["body","tools",1,"type"],"msg":"Input should be 'function'"}]})"},
        {"lmstudio", R"({"type":"mcp","server_label":"l","server_url":"http://x"})", 400, R"({"error":{"message":"'type' of tool must be 'function'"}})"},
        {"groq", R"({"type":"browser_search"})", 400, R"({"error":{"message":"browser_search is not supported with this model"}})"},
        {"xai", R"({"type":"x_search"})", 501, R"({"error":{"message":"tool type x_search is not implemented"}})"},
        {"openai", R"({"type":"quantum"})", 400, R"({"error":{"message":"Invalid value: 'quantum'.","param":"tools[1].type"}})"},
        {"xai", R"({"type":"web_search"})", 403, R"({"error":{"message":"Web search is not enabled for your organization","type":"permission_error"}})"},
        {"openai", R"({"type":"code_interpreter","container":{"type":"auto"}})", 500, R"({"error":{"code":500,"message":"'type' of tool must be 'function'","type":"server_error"}})"},
        {"qwen", R"({"type":"web_search"})", 400, R"({"error":{"message":"'tools[1]' does not match any allowed schema"}})"},
    }));
    CAPTURE(row.type, row.tool);
    FakeUpstream upstream;
    onPath(upstream, "/v1/responses", refusal(row.status, row.words));
    GatewayProcess gateway(configuration({ofType(upstream, row.type)}, {route("alias", {target("up", "m", 0)})}), withKey());
    const std::string body = R"({"model":"alias","store":false,"input":"Hi","tools":[{"type":"function","name":"f","parameters":{"type":"object"}},)" + std::string(row.tool) + "]}";
    const std::string named = "tools: " + parsed(row.tool)["type"].get<std::string>();
    for (const std::size_t number : {1U, 2U}) {
        CAPTURE(number);
        const auto answer = exchange(gateway.port(), {.target = "/v1/responses", .body = body});
        CAPTURE(answer.raw);
        CHECK(answer.status == 200);
        CHECK_THAT(answer.headerOr("x-signalbox-dropped"), Catch::Contains(named));
        CHECK(upstream.requests().size() == number); // chat requests
        CHECK(callsTo(upstream, "/v1/responses") == 1);
    }
    // without such tools the endpoint is still used
    const auto plain = exchange(gateway.port(), {.target = "/v1/responses", .body = kResponse});
    CHECK(callsTo(upstream, "/v1/responses") == 2);
}

TEST_CASE("falls back to the host's chat with the functions when it refuses a Claude tool")
{
    struct Row {
        const char* type;
        int status;
        const char* words;
    };
    const auto row = GENERATE(values<Row>({
        {"siliconflow", 500, R"({"error":{"code":500,"message":"[json.exception.out_of_range.403] key 'input_schema' not found","type":"server_error"}})"},
        {"modelscope", 400, R"({"type":"error","error":{"type":"invalid_request_error","message":"Web search is not supported"}})"},
        {"openrouter", 400, R"({"type":"error","error":{"type":"invalid_request_error","message":"Web search is not supported"}})"},
        {"siliconflow-intl", 400, R"({"type":"error","error":{"type":"invalid_request_error","message":"tools.1.input_schema: Field required"}})"},
    }));
    CAPTURE(row.type, row.words);
    FakeUpstream upstream;
    onPath(upstream, "/v1/messages", refusal(row.status, row.words));
    GatewayProcess gateway(configuration({ofType(upstream, row.type)}, {route("alias", {target("up", "m", 0)})}), withKey());
    const std::string body = R"({"model":"alias","max_tokens":9,"messages":[{"role":"user","content":"hi"}],"tools":[{"name":"f","input_schema":{"type":"object"}},{"type":"web_search_20250305","name":"web_search"}]})";
    for (const std::size_t number : {1U, 2U}) {
        CAPTURE(number);
        const auto answer = exchange(gateway.port(), {.target = "/v1/messages", .body = body});
        CAPTURE(answer.raw);
        CHECK(answer.status == 200);
        CHECK_THAT(answer.headerOr("x-signalbox-dropped"), Catch::Contains("tools: web_search"));
        CHECK(upstream.requests().size() == number); // chat requests
        CHECK(parsed(upstream.requests().back().body)["tools"].size() == 1);
        CHECK(callsTo(upstream, "/v1/messages") == 1);
    }
}

TEST_CASE("reports a tool that the account may not use when there is no chat, without a cooldown")
{
    const char* const words = GENERATE("Web search is not enabled for your organization", "Your organization is not permitted to use web_search", "The tool web_search is not available to this account");
    CAPTURE(words);
    FakeUpstream upstream;
    onPath(upstream, "/v1/messages", refusal(403, Json{{"type", "error"}, {"error", {{"type", "permission_error"}, {"message", words}}}}.dump()));
    GatewayProcess gateway(configuration({ofType(upstream, "anthropic")}, {route("alias", {target("up", "m", 0)})}), withKey());
    const auto answer = exchange(gateway.port(), {.target = "/v1/messages",
        .body = R"({"model":"alias","max_tokens":9,"messages":[{"role":"user","content":"hi"}],"tools":[{"name":"f","input_schema":{"type":"object"}},{"type":"web_search_20250305","name":"web_search"}]})"});
    CAPTURE(answer.raw);
    CHECK(answer.status == 403);
    CHECK_THAT(answer.body, Catch::Contains(words));
    onPath(upstream, "/v1/messages", told(R"({"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"Oui"}],"stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":1}})"));
    CHECK(exchange(gateway.port(), {.target = "/v1/messages", .body = kMessage}).status == 200);
}

TEST_CASE("falls back to chat after a vague 400 but does not remember it")
{
    const char* const words = GENERATE(R"({"error":{"code":"invalid_prompt","message":"Invalid Responses API request"},"metadata":null})",
        R"({"error":{"message":"Bad Request"}})", R"({"detail":"Unprocessable Entity"})");
    CAPTURE(words);
    FakeUpstream upstream;
    onPath(upstream, "/v1/responses", refusal(400, words));
    GatewayProcess gateway(configuration({ofType(upstream, "openrouter")}, {route("alias", {target("up", "m", 0)})}), withKey());
    const std::string body = R"({"model":"alias","store":false,"input":"Hi","tools":[{"type":"function","name":"f","parameters":{"type":"object"}},{"type":"openrouter:web_search"}]})";
    for (const std::size_t number : {1U, 2U}) {
        const auto answer = exchange(gateway.port(), {.target = "/v1/responses", .body = body});
        CAPTURE(answer.raw);
        CHECK(answer.status == 200);
        CHECK(upstream.requests().size() == number); // chat requests
        CHECK(callsTo(upstream, "/v1/responses") == number);
    }
    const auto plain = exchange(gateway.port(), {.target = "/v1/responses", .body = kResponse});
    CHECK(plain.status == 400); // without such tools it is the client's error
}

TEST_CASE("returns the refusing endpoint's answer when chat does not support the request")
{
    struct Row {
        const char* type;
        const char* fields;
        const char* answer; ///< from the endpoint, the second time
        int status;
    };
    constexpr const char* kQueued = R"({"id":"resp_1","object":"response","created_at":1,"status":"queued","background":true,"model":"m","output":[]})";
    constexpr const char* kRefused = R"({"error":{"message":"code_interpreter is not supported","type":"invalid_request_error"}})";
    const auto row = GENERATE_COPY(values<Row>({
        {"openai", R"("background":true,"tools":[{"type":"function","name":"f","parameters":{"type":"object"}},{"type":"code_interpreter","container":{"type":"auto"}}])", kQueued, 200},
        {"xai", R"("background":true,"tools":[{"type":"function","name":"f","parameters":{"type":"object"}},{"type":"code_interpreter"}])", kRefused, 400},
        {"qwen", R"("store":false,"tools":[{"type":"code_interpreter"}])", kRefused, 400},
        {"openai", R"("store":false,"tools":[{"type":"code_interpreter","container":{"type":"auto"}}])", kRefused, 403},
        {"openai", R"("store":false,"tool_choice":{"type":"code_interpreter"},"tools":[{"type":"function","name":"f","parameters":{"type":"object"}},{"type":"code_interpreter","container":{"type":"auto"}}])", kRefused, 400},
        {"xai", R"("store":false,"conversation":"conv_1","tools":[{"type":"function","name":"f","parameters":{"type":"object"}},{"type":"code_interpreter"}])", kRefused, 400},
    }));
    const bool isLearned = GENERATE(true, false);
    CAPTURE(row.type, row.fields, isLearned);
    FakeUpstream upstream;
    onPath(upstream, "/v1/responses", refusal(400, kRefused));
    GatewayProcess gateway(configuration({ofType(upstream, row.type)}, {route("alias", {target("up", "m", 0)})}), withKey());
    if (isLearned) {
        const auto first = exchange(gateway.port(), {.target = "/v1/responses",
            .body = R"({"model":"alias","store":false,"input":"Hi","tools":[{"type":"function","name":"f","parameters":{"type":"object"}},{"type":"code_interpreter","container":{"type":"auto"}}]})"});
        CAPTURE(first.raw);
        CHECK(first.status == 200);
        CHECK(upstream.requests().size() == 1);
    }
    onPath(upstream, "/v1/responses", refusal(row.status, row.answer));
    const auto answer = exchange(gateway.port(), {.target = "/v1/responses", .body = R"({"model":"alias","input":"Hi",)" + std::string(row.fields) + "}"});
    CAPTURE(answer.raw);
    CHECK(answer.status == row.status);
    CHECK(parsed(answer.body) == parsed(row.answer));
    CHECK(upstream.requests().size() == (isLearned ? 1 : 0)); // chat requests
    // no cooldown follows
    const auto next = exchange(gateway.port(), {.body = ask("alias")});
    CHECK(next.status == 200);
}

TEST_CASE("explains a refused tool as such and not as a missing model")
{
    const auto [status, words, kept] = GENERATE(table<int, const char*, const char*>({
        {400, R"({"error":{"message":"code_interpreter is not supported"}})", "does not take a tool"},
        {403, R"({"error":{"message":"code_interpreter is not enabled for your organization"}})", "does not take a tool"},
        {404, R"({"detail":"Not Found"})", "no such endpoint"},
    }));
    CAPTURE(status, words);
    FakeUpstream upstream;
    onPath(upstream, "/v1/responses", refusal(status, words));
    GatewayProcess gateway(configuration({ofType(upstream, "openai")}, {route("alias", {target("up", "m", 0)})}), withKey());
    const auto answer = exchange(gateway.port(), {.target = "/v1/responses",
        .body = R"({"model":"alias","store":false,"input":"Hi","tools":[{"type":"function","name":"f","parameters":{"type":"object"}},{"type":"code_interpreter","container":{"type":"auto"}}]})"});
    CHECK(answer.status == 200);
    const std::string id(answer.headerOr("x-signalbox-request-id"));
    Ran told;
    CHECK(eventually([&] {
        told = runGateway({"explain", "--data-dir", gateway.dataDir(), "--id", id});
        return told.status == 0;
    }));
    CAPTURE(told.out);
    CHECK_THAT(told.out, Catch::Contains("answered with " + std::to_string(status)) && Catch::Contains(kept) && !Catch::Contains(std::to_string(status) + ": "));
    CHECK_THAT(told.out, !Catch::Contains("ms: model_missing"));
}

TEST_CASE("returns a refusal to the client unless it concerns the tool type")
{
    const auto [status, words] = GENERATE(table<int, const char*>({
        {400, R"({"error":{"message":"Invalid value: 'tiny'","param":"tools[0].search_context_size"}})"},
        {422, R"({"detail":[{"loc":["body","tools",0,"web_search","filters"],"msg":"Extra inputs are not permitted"}]})"},
        {400, R"({"error":{"message":"temperature must be at most 1","type":"invalid_request_error"}})"},
        {422, R"({"detail":[{"loc":["body","input"],"msg":"Field required"}]})"},
    }));
    FakeUpstream upstream;
    onPath(upstream, "/v1/responses", refusal(status, words));
    GatewayProcess gateway(configuration({ofType(upstream, "xai")}, {route("alias", {target("up", "m", 0)})}), withKey());
    const auto answer = exchange(gateway.port(), {.target = "/v1/responses", .body = R"({"model":"alias","store":false,"input":"Hi","tools":[{"type":"web_search"}]})"});
    CHECK(answer.status == status);
    CHECK(upstream.allRequests().size() == 1);
}

TEST_CASE("names provider, operation and remedy when no target has the endpoint")
{
    const auto [path, operation] = GENERATE(table<std::string, std::string>({
        {"/v1/embeddings", "embeddings"}, {"/v1/moderations", "moderations"}, {"/v1/audio/speech", "audio"}}));
    CAPTURE(path);
    FakeUpstream upstream;
    upstream.onCall("POST " + path, refusal(kNotFound, R"({"error":{"message":"Not Found"}})"));
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    for (int number = 1; number <= 2; ++number) {
        const auto answer = exchange(gateway.port(), {.target = path, .body = kInputs});
        const std::string message = checkError(answer, 400, "model_not_found");
        CHECK_THAT(message, Catch::Contains("Provider \"up\" does not offer " + operation) && Catch::Contains("POST " + path) && Catch::Contains("Use a model of a provider with"));
        CHECK(callsTo(upstream, path) == 1);
    }
    CHECK(exchange(gateway.port(), {.body = ask("alias")}).status == 200); // no cooldown follows
}

TEST_CASE("reports missing embeddings in the format of the client's API")
{
    FakeUpstream upstream;
    upstream.onCall("POST /v1/embeddings", refusal(kNotFound, "404 page not found"));
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    const auto gemini = exchange(gateway.port(),
        {.target = "/v1beta/models/alias:embedContent", .body = R"({"content":{"parts":[{"text":"hi"}]}})"});
    CAPTURE(gemini.raw);
    CHECK(gemini.status == 400);
    CHECK(parsed(gemini.body)["error"]["code"] == 400);
    CHECK_THAT(gemini.body, Catch::Contains("does not offer embeddings"));
    const auto ollama = exchange(gateway.port(), {.target = "/api/embed", .body = kInputs});
    CAPTURE(ollama.raw);
    CHECK(ollama.status == 400);
    CHECK(parsed(ollama.body)["error"].is_string());
    CHECK_THAT(ollama.body, Catch::Contains("does not offer embeddings"));
}

TEST_CASE("resolves names below localhost to this machine")
{
    const auto name = GENERATE(as<std::string>(), "up.localhost", "a.b.localhost", "Engine.LOCALHOST");
    CAPTURE(name);
    FakeUpstream upstream;
    const std::string address = "http://" + name + ':' + std::to_string(upstream.port()) + "/v1";
    GatewayProcess gateway(configuration({provider("up", address)}, {route("alias", {target("up", "m", 0)})}), withKey());
    const auto answer = exchange(gateway.port(), {.target = "/v1/chat/completions", .body = R"({"model":"alias","messages":[{"role":"user","content":"hi"}]})"});
    CAPTURE(answer.raw);
    CHECK(answer.status == 200);
    CHECK(upstream.requests().size() == 1);
}

TEST_CASE("an error of the provider also lists the dropped fields")
{
    const auto status = GENERATE(400, 429, 500);
    CAPTURE(status);
    FakeUpstream upstream;
    upstream.setDefault(refusal(status, R"({"error":{"message":"No","type":"some_error"}})"));
    GatewayProcess gateway(configuration({ofType(upstream, "openai-compatible")}, {route("alias", {target("up", "m", 0)})}), withKey());
    const auto answer = exchange(gateway.port(), {.target = "/v1beta/models/alias:generateContent",
        .body = R"({"contents":[{"parts":[{"text":"hi"}]}],"labels":{"a":"b"},"safetySettings":[{"category":"HARM_CATEGORY_HARASSMENT","threshold":"BLOCK_NONE"}]})"});
    CAPTURE(answer.raw);
    CHECK(answer.status >= 400);
    CHECK_THAT(answer.headerOr("x-signalbox-dropped"), Catch::Contains("safetySettings"));
}

TEST_CASE("names the field when Bedrock has no region in setting, secret or host")
{
    FakeUpstream upstream;
    Json bedrock = ofType(upstream, "bedrock");
    bedrock["keys"] = Json::array({Json{{"name", "main"}, {"secret", "env:BEDROCK_PAIR"}}});
    const auto region = GENERATE(as<std::string>(), "", "eu-west-1");
    if (!region.empty())
        bedrock["settings"] = {{"region", region}};
    auto options = withKey();
    options.environment.push_back({"BEDROCK_PAIR", "AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY"});
    GatewayProcess gateway(configuration({bedrock}, {route("alias", {target("up", "m", 0)})}), options);
    const auto answer = exchange(gateway.port(), {.target = "/v1/chat/completions", .body = R"({"model":"alias","messages":[{"role":"user","content":"hi"}]})"});
    CAPTURE(answer.raw);
    const auto asked = upstream.allRequests();
    if (region.empty()) {
        CHECK(asked.empty());
        CHECK_THAT(answer.body, Catch::Contains("settings.region"));
    } else {
        REQUIRE(asked.size() == 1);
        CHECK_THAT(asked[0].head, Catch::Contains("/eu-west-1/bedrock/aws4_request"));
    }
}
