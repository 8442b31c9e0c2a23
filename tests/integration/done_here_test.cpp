#include "catch.h"

#include "ledger_reader.h"
#include "scenario.h"

#include <algorithm>
#include <string>
#include <vector>

// What the gateway does itself when a target lacks it: stop sequences, several answers, an answer in JSON.

using namespace tests;
using End = RecordedRequest::End;

namespace {

std::string vendorEvent(const Json& value) { return "event: " + value["type"].get<std::string>() + "\ndata: " + value.dump() + "\n\n"; }

/// A stream of OpenAI's Responses, up to where `pieces` end.
std::vector<std::string> saidByResponses(const std::vector<std::string>& pieces)
{
    std::vector<std::string> events{
        vendorEvent({{"type", "response.created"}, {"response", {{"id", "resp_1"}, {"object", "response"}, {"status", "in_progress"}, {"model", "m"}, {"output", Json::array()}}}}),
        vendorEvent({{"type", "response.output_item.added"}, {"output_index", 0}, {"item", {{"type", "message"}, {"id", "msg_1"}, {"role", "assistant"}, {"content", Json::array()}}}}),
        vendorEvent({{"type", "response.content_part.added"}, {"item_id", "msg_1"}, {"output_index", 0}, {"content_index", 0}, {"part", {{"type", "output_text"}, {"text", ""}}}})};
    for (const std::string& piece : pieces)
        events.push_back(vendorEvent({{"type", "response.output_text.delta"}, {"item_id", "msg_1"}, {"output_index", 0}, {"content_index", 0}, {"delta", piece}}));
    return events;
}

Behaviour stallingStream(std::vector<std::string> events, int stallAfter)
{
    Behaviour behaviour;
    behaviour.events = std::move(events);
    behaviour.alwaysStream = true;
    behaviour.stallAfter = stallAfter;
    return behaviour;
}

std::string claudeMessage(const std::string& text)
{
    return Json{{"id", "msg_1"}, {"type", "message"}, {"role", "assistant"}, {"model", "m"}, {"content", {Json{{"type", "text"}, {"text", text}}}}, {"stop_reason", "end_turn"},
                {"stop_sequence", nullptr}, {"usage", {{"input_tokens", 10}, {"output_tokens", 4}}}}
        .dump();
}

std::string claudeStream(const std::string& text)
{
    return vendorEvent({{"type", "message_start"}, {"message", {{"id", "msg_1"}, {"type", "message"}, {"role", "assistant"}, {"model", "m"}, {"content", Json::array()}, {"usage", {{"input_tokens", 10}, {"output_tokens", 1}}}}}})
        + vendorEvent({{"type", "content_block_start"}, {"index", 0}, {"content_block", {{"type", "text"}, {"text", ""}}}})
        + vendorEvent({{"type", "content_block_delta"}, {"index", 0}, {"delta", {{"type", "text_delta"}, {"text", text}}}})
        + vendorEvent({{"type", "content_block_stop"}, {"index", 0}})
        + vendorEvent({{"type", "message_delta"}, {"delta", {{"stop_reason", "end_turn"}}}, {"usage", {{"output_tokens", 4}}}}) + vendorEvent({{"type", "message_stop"}});
}

Json aliasOf(const FakeUpstream& upstream, const char* type) { return configuration({ofType(upstream, type)}, {route("alias", {target("up", "m", 0)})}); }

bool hasEndedAt(const FakeUpstream& upstream, const std::string& path, End end)
{
    const auto all = upstream.allRequests();
    return std::ranges::any_of(all, [&](const RecordedRequest& request) { return request.target == path && request.end == end; });
}

} // namespace

TEST_CASE("enforces a stop sequence that the target does not support and cancels upstream", "[sanitized]")
{
    struct Row {
        const char* target;
        const char* body;
        const char* sign; ///< of the end of the answer
    };
    const auto row = GENERATE(values<Row>({
        {"/v1/chat/completions", R"({"model":"alias","stream":true,"stop":["END"],"messages":[{"role":"user","content":"Hi"}]})", R"("finish_reason":"stop")"},
        {"/v1/messages", R"({"model":"alias","max_tokens":99,"stream":true,"stop_sequences":["END"],"messages":[{"role":"user","content":"Hi"}]})", R"("stop_sequence":"END")"},
        {"/v1beta/models/alias:streamGenerateContent?alt=sse", R"({"contents":[{"parts":[{"text":"Hi"}]}],"generationConfig":{"stopSequences":["END"]}})", R"("finishReason":"STOP")"},
        {"/api/chat", R"({"model":"alias","options":{"stop":["END"]},"messages":[{"role":"user","content":"Hi"}]})", R"("done_reason":"stop")"},
    }));
    CAPTURE(row.target);
    FakeUpstream upstream;
    const auto events = saidByResponses({"Hello E", "ND, and", " more"});
    upstream.onCall("POST /v1/responses", stallingStream(events, static_cast<int>(events.size()) - 1)); // then stays silent
    GatewayProcess gateway(aliasOf(upstream, "openai-responses"), withKey());
    const auto answer = exchange(gateway.port(), {.target = row.target, .body = row.body});
    CAPTURE(answer.raw);
    CHECK(answer.status == 200);
    CHECK(answer.isComplete);
    CHECK_THAT(answer.body, Catch::Contains("Hello "));
    CHECK_THAT(answer.body, !Catch::Contains(", and"));
    CHECK_THAT(answer.body, Catch::Contains(row.sign));
    CHECK(eventually([&] { return hasEndedAt(upstream, "/v1/responses", End::Cancelled); }));
    for (const auto& request : upstream.allRequests())
        CHECK_THAT(request.body, !Catch::Contains("END"));
    const auto records = exchanges(gateway.dataDir() + "/ledger.sqlite", 1);
    REQUIRE(records.size() == 1);
    CHECK(settled(records[0]) == "200 answered");
    CHECK(text(records[0], "usage_origin") != "reported"); // upstream did not report it
    CHECK(number(records[0], "output_tokens") > 0);
    CHECK(number(records[0], "input_tokens") > 0);
}

TEST_CASE("an answer that begins with a stop sequence ends without a failure")
{
    FakeUpstream upstream;
    const auto events = saidByResponses({"END", " more"});
    upstream.onCall("POST /v1/responses", stallingStream(events, static_cast<int>(events.size()) - 1));
    GatewayProcess gateway(aliasOf(upstream, "openai-responses"), withKey());
    const auto answer = exchange(gateway.port(), {.body = askStream("alias", R"(,"stop":"END")")});
    CAPTURE(answer.raw);
    CHECK(answer.status == 200);
    CHECK_THAT(answer.body, Catch::Contains(R"("finish_reason":"stop")"));
    CHECK_THAT(answer.body, Catch::Contains("[DONE]"));
    CHECK(attempts(answer) == 1);
}

TEST_CASE("enforces stop sequences of chat clients for models that refuse them")
{
    struct Row {
        const char* type;
        const char* model;
        const char* stop;
        bool isTold; ///< sent to the target
    };
    const auto row = GENERATE(values<Row>({
        {"openai", "gpt-5-mini", R"("word4")", false},
        {"openai", "gpt-5.2", R"(["x","word4"])", false},
        {"openai", "o3", R"(["word4"])", false},
        {"xai", "grok-4.6", R"("word4")", false},
        {"openrouter", "x-ai/grok-4-fast", R"("word4")", false},
        {"zhipu", "glm-4.7", R"(["x","word4"])", false}, // which accepts only one
        {"openai", "gpt-4o", R"("word4")", true},
        {"xai", "grok-4-fast-non-reasoning", R"("word4")", true},
        {"zhipu", "glm-4.7", R"("word4")", true},
    }));
    const bool isStream = GENERATE(false, true);
    CAPTURE(row.type, row.model, row.stop, isStream);
    FakeUpstream upstream;
    auto up = ofType(upstream, "openai-chat");
    up["type"] = row.type;
    up["base_url"] = upstream.baseUrl();
    GatewayProcess gateway(configuration({up}, {route("alias", {target("up", row.model, 0)})}), withKey());
    const std::string field = R"(,"seed":7,"reasoning_effort":"high","stop":)" + std::string(row.stop);
    const auto answer = exchange(gateway.port(), {.body = isStream ? askStream("alias", field) : ask("alias", field)});
    CAPTURE(answer.raw);
    CHECK(answer.status == 200);
    REQUIRE(upstream.allRequests().size() == 1);
    const Json sent = parsed(upstream.allRequests().front().body);
    CHECK(sent["seed"] == 7);
    CHECK((sent["reasoning_effort"] == "high" || std::string_view(row.type) == "zhipu")); // which uses another field
    CHECK((sent.dump().find("word4") != std::string::npos) == row.isTold);
    CHECK((answer.body.find("word5") != std::string::npos) == row.isTold);
    CHECK_THAT(answer.body, Catch::Contains(R"("finish_reason":"stop")"));
}

TEST_CASE("emulates n and JSON mode when the host's chat API lacks them")
{
    struct Row {
        const char* type;
        bool hasJson;
    };
    const auto row = GENERATE(values<Row>({{"zhipu", true}, {"zai", true}, {"minimax", false}, {"minimax-intl", false}, {"cerebras", true}, {"ollama-cloud", true}}));
    CAPTURE(row.type);
    FakeUpstream upstream;
    upstream.setDefault(
        told(R"({"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Sure: {\"a\":1}"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}})"));
    auto up = ofType(upstream, "openai-chat");
    up["type"] = row.type;
    up["base_url"] = upstream.baseUrl();
    GatewayProcess gateway(configuration({up}, {route("alias", {target("up", "m", 0)})}), withKey());
    const auto answer = exchange(gateway.port(), {.body = ask("alias", R"(,"n":2,"response_format":{"type":"json_object"})")});
    CAPTURE(answer.raw);
    REQUIRE(answer.status == 200);
    REQUIRE(upstream.allRequests().size() == 2);
    for (const auto& request : upstream.allRequests()) {
        const Json sent = parsed(request.body);
        CHECK_FALSE(sent.contains("n"));
        CHECK(sent.contains("response_format") == row.hasJson);
        CHECK((request.body.find("Answer with one JSON object") != std::string::npos) == !row.hasJson);
    }
    const Json body = parsed(answer.body);
    REQUIRE(body["choices"].size() == 2);
    for (const Json& choice : body["choices"])
        CHECK(choice["message"]["content"] == (row.hasJson ? R"(Sure: {"a":1})" : R"({"a":1})"));
}

TEST_CASE("sends one request per answer when the target returns only one")
{
    const bool isStream = GENERATE(false, true);
    CAPTURE(isStream);
    FakeUpstream upstream;
    upstream.onCall("POST /v1/messages", told(claudeMessage("red")));
    GatewayProcess gateway(aliasOf(upstream, "anthropic-compatible"), withKey());
    const auto answer = exchange(gateway.port(), {.body = isStream ? askStream("alias", R"(,"n":3,"stream_options":{"include_usage":true})") : ask("alias", R"(,"n":3)")});
    CAPTURE(answer.raw);
    REQUIRE(answer.status == 200);
    CHECK(upstream.allRequests().size() == 3);
    for (const auto& request : upstream.allRequests())
        CHECK_FALSE(parsed(request.body).value("stream", false));
    CHECK(attempts(answer) == 3);
    std::vector<std::string> said(3);
    Json usage;
    if (isStream) {
        CHECK(answer.headerOr("content-type").starts_with("text/event-stream"));
        for (const std::string& data : eventData(answer.body)) {
            const Json chunk = parsed(data);
            if (!chunk.is_object())
                continue;
            for (const Json& choice : chunk["choices"])
                said.at(choice["index"].get<std::size_t>()) += choice["delta"].value("content", std::string());
            if (chunk.contains("usage") && chunk["usage"].is_object())
                usage = chunk["usage"];
        }
        CHECK_THAT(answer.body, Catch::Contains("[DONE]"));
    } else {
        const Json body = parsed(answer.body);
        REQUIRE(body["choices"].size() == 3);
        for (const Json& choice : body["choices"])
            said.at(choice["index"].get<std::size_t>()) = choice["message"]["content"].get<std::string>();
        usage = body["usage"];
    }
    CHECK(said == std::vector<std::string>{"red", "red", "red"});
    CHECK(usage["completion_tokens"] == 12);
    const auto records = exchanges(gateway.dataDir() + "/ledger.sqlite", 1);
    REQUIRE(records.size() == 1);
    CHECK(settled(records[0]) == "200 answered");
    CHECK(number(records[0], "attempts") == 3);
    CHECK(number(records[0], "output_tokens") == 12);
    CHECK(number(records[0], "input_tokens") == 30);
}

TEST_CASE("serves Gemini candidates from any target and refuses more than 8 answers")
{
    FakeUpstream upstream;
    upstream.onCall("POST /v1/messages", told(claudeMessage("red")));
    GatewayProcess gateway(aliasOf(upstream, "anthropic-compatible"), withKey());
    const auto answer = exchange(gateway.port(), {.target = "/v1beta/models/alias:generateContent",
        .body = R"({"contents":[{"parts":[{"text":"Hi"}]}],"generationConfig":{"candidateCount":2}})"});
    CHECK(answer.status == 200);
    CHECK(parsed(answer.body)["candidates"].size() == 2);
    CHECK(upstream.allRequests().size() == 2);
    const auto refused = exchange(gateway.port(), {.body = ask("alias", R"(,"n":9)")});
    CHECK_THAT(checkError(refused, 400, "invalid_request"), Catch::Contains("at most 8"));
    CHECK(upstream.allRequests().size() == 2);
}

TEST_CASE("falls back as a whole when one of the requests for several answers fails")
{
    FakeUpstream upstream;
    FakeUpstream other;
    Behaviour failing = told(R"({"type":"error","error":{"type":"api_error","message":"Sorry."}})");
    failing.status = 500;
    upstream.onCall("POST /v1/messages", failing);
    other.onCall("POST /v1/messages", told(claudeMessage("blue")));
    Json second = ofType(other, "anthropic-compatible");
    second["id"] = "next";
    GatewayProcess gateway(configuration({ofType(upstream, "anthropic-compatible"), second}, {route("alias", {target("up", "m", 1), target("next", "m", 0)})}), withKey());
    const auto answer = exchange(gateway.port(), {.body = ask("alias", R"(,"n":2)")});
    CHECK(answer.status == 200);
    CHECK(answer.headerOr("x-signalbox-provider") == "next");
    CHECK(parsed(answer.body)["choices"].size() == 2);
    CHECK(upstream.allRequests().size() == 1);
    CHECK(other.allRequests().size() == 2);
}

TEST_CASE("asks for JSON in the prompt and validates the answer")
{
    struct Row {
        const char* target;
        std::string body;
        const char* pointer; ///< to the text
    };
    const auto row = GENERATE(values<Row>({
        {"/v1/chat/completions", R"("messages":[{"role":"user","content":"Hi"}],"response_format":{"type":"json_object"})", "/choices/0/message/content"},
        {"/v1/responses", R"("input":"Hi","text":{"format":{"type":"json_object"}})", "/output/0/content/0/text"},
        {"/v1beta/models/alias:generateContent", R"("contents":[{"parts":[{"text":"Hi"}]}],"generationConfig":{"responseMimeType":"application/json"})", "/candidates/0/content/parts/0/text"},
        {"/api/chat", R"("messages":[{"role":"user","content":"Hi"}],"format":"json","stream":false)", "/message/content"},
    }));
    CAPTURE(row.target);
    const std::string body = R"({"model":"alias",)" + row.body + "}";
    FakeUpstream upstream;
    upstream.onCall("POST /v1/messages", told(claudeMessage("Here you are:\n```json\n{\"a\":1}\n```")));
    GatewayProcess gateway(aliasOf(upstream, "anthropic-compatible"), withKey());
    const auto answer = exchange(gateway.port(), {.target = row.target, .body = body});
    CAPTURE(answer.raw);
    CHECK(answer.status == 200);
    CHECK(parsed(answer.body).at(Json::json_pointer(row.pointer)) == R"({"a":1})");
    CHECK(answer.headerOr("x-signalbox-dropped").find("format") == std::string::npos);
    CHECK_THAT(upstream.allRequests().at(0).body, Catch::Contains("JSON"));

    upstream.onCall("POST /v1/messages", told(claudeMessage("I would rather not.")));
    const auto failed = exchange(gateway.port(), {.target = row.target, .body = body});
    CAPTURE(failed.raw);
    CHECK(failed.status == 502);
    CHECK(failed.headerOr("x-signalbox-error") == "upstream_protocol_error");
    CHECK_THAT(failed.body, Catch::Contains("is not the JSON that"));
    const auto again = exchange(gateway.port(), {.target = row.target, .body = body});
    CHECK(again.status == 502);
    CHECK(upstream.allRequests().size() == 3); // no cooldown follows
}

TEST_CASE("cleans and validates an answer whose schema was sent in the prompt")
{
    struct Row {
        const char* type;
        const char* target;
        std::string body;
        const char* pointer; ///< to the text
    };
    const std::string schema = R"({"type":"object","properties":{"a":{"type":"integer"}}})";
    const std::string format = R"("response_format":{"type":"json_schema","json_schema":{"name":"n","schema":)" + schema + "}}";
    const std::string chat = R"("messages":[{"role":"user","content":"Hi"}],)" + format;
    const std::string tools = R"(,"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}])";
    const auto row = GENERATE_COPY(values<Row>({
        {"groq", "/v1/chat/completions", chat + tools, "/choices/0/message/content"},
        {"minimax", "/v1/chat/completions", chat, "/choices/0/message/content"},
        {"zhipu", "/v1/chat/completions", chat, "/choices/0/message/content"},
        {"deepseek", "/v1/chat/completions", chat + tools, "/choices/0/message/content"},
        {"zhipu", "/v1/responses", R"("input":"Hi","text":{"format":{"type":"json_schema","name":"n","schema":)" + schema + "}}", "/output/0/content/0/text"},
        {"minimax", "/v1beta/models/alias:generateContent", R"("contents":[{"parts":[{"text":"Hi"}]}],"generationConfig":{"responseMimeType":"application/json","responseJsonSchema":)" + schema + "}",
            "/candidates/0/content/parts/0/text"},
    }));
    CAPTURE(row.type, row.target);
    const std::string body = R"({"model":"alias",)" + row.body + "}";
    const auto chatSaying = [](const std::string& content) {
        return told(R"({"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":)" + Json(content).dump()
            + R"(}}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}})");
    };
    FakeUpstream upstream;
    upstream.setDefault(chatSaying("```json\n{\"a\":1}\n```"));
    GatewayProcess gateway(configuration({ofType(upstream, row.type)}, {route("alias", {target("up", "m", 0)})}), withKey());
    const auto answer = exchange(gateway.port(), {.target = row.target, .body = body});
    CAPTURE(answer.raw);
    REQUIRE(answer.status == 200);
    CHECK(parsed(answer.body).at(Json::json_pointer(row.pointer)) == R"({"a":1})");
    CHECK_THAT(answer.headerOr("x-signalbox-dropped"), Catch::Contains("the schema is told, not enforced"));
    const Json sent = parsed(upstream.allRequests().at(0).body);
    CHECK_THAT(sent["messages"].dump(), Catch::Contains("keeps to this JSON Schema"));
    CHECK(sent.value("response_format", Json()).dump().find("json_schema") == std::string::npos);
    for (const char* const said : {"I would rather not.", "", "[1]"}) {
        upstream.setDefault(chatSaying(said));
        const auto failed = exchange(gateway.port(), {.target = row.target, .body = body});
        CAPTURE(said, failed.raw);
        CHECK(failed.status == 502);
        CHECK(failed.headerOr("x-signalbox-error") == "upstream_protocol_error");
    }
}

TEST_CASE("holds and cleans a streamed answer whose schema was sent in the prompt, else falls back")
{
    const char* const type = GENERATE("groq", "minimax", "zhipu");
    CAPTURE(type);
    const std::string format = R"(,"response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object"}}},"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}])";
    const auto streaming = [](const std::vector<std::string>& pieces) {
        std::vector<std::string> events;
        for (const std::string& piece : pieces)
            events.push_back(R"(data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":)" + Json(piece).dump() + "}}]}\n\n");
        events.push_back(R"(data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})" "\n\n");
        events.emplace_back("data: [DONE]\n\n");
        Behaviour behaviour;
        behaviour.events = std::move(events);
        behaviour.headers = {{"Content-Type", "text/event-stream"}};
        return behaviour;
    };
    FakeUpstream upstream;
    FakeUpstream other;
    upstream.setDefault(streaming({"I would ", "rather not."}));
    other.setDefault(streaming({"```json\n{\"a\"", ":1}\n", "```"}));
    Json second = ofType(other, type);
    second["id"] = "next";
    GatewayProcess gateway(configuration({ofType(upstream, type), second}, {route("alias", {target("up", "m", 1), target("next", "m", 0)})}), withKey());
    const auto answer = exchange(gateway.port(), {.body = askStream("alias", format)});
    CAPTURE(answer.raw);
    CHECK(answer.status == 200);
    CHECK(answer.headerOr("x-signalbox-provider") == "next");
    std::string said;
    for (const std::string& data : eventData(answer.body))
        if (const Json chunk = parsed(data); chunk.is_object())
            for (const Json& choice : chunk["choices"])
                said += choice["delta"].value("content", std::string());
    CHECK(said == R"({"a":1})");
}

TEST_CASE("holds a streamed JSON answer until it is complete and falls back when it is not JSON")
{
    FakeUpstream upstream;
    FakeUpstream other;
    Behaviour prose = told(claudeStream("I would rather not."));
    prose.alwaysStream = true;
    Behaviour fenced = told(claudeStream("```\n{\"a\":1}\n```"));
    fenced.alwaysStream = true;
    upstream.onCall("POST /v1/messages", prose);
    other.onCall("POST /v1/messages", fenced);
    Json second = ofType(other, "anthropic-compatible");
    second["id"] = "next";
    GatewayProcess gateway(configuration({ofType(upstream, "anthropic-compatible"), second}, {route("alias", {target("up", "m", 1), target("next", "m", 0)})}), withKey());
    const auto answer = exchange(gateway.port(), {.body = askStream("alias", R"(,"response_format":{"type":"json_object"})")});
    CAPTURE(answer.raw);
    CHECK(answer.status == 200);
    CHECK(answer.headerOr("x-signalbox-provider") == "next");
    std::string said;
    for (const std::string& data : eventData(answer.body))
        if (const Json chunk = parsed(data); chunk.is_object())
            for (const Json& choice : chunk["choices"])
                said += choice["delta"].value("content", std::string());
    CHECK(said == R"({"a":1})");
}

TEST_CASE("returns one tool call at a time when the target has no switch for it")
{
    FakeUpstream upstream;
    upstream.onCall("POST /v1beta/models/m:generateContent",
        told(R"({"candidates":[{"index":0,"content":{"role":"model","parts":[{"functionCall":{"name":"f","args":{}}},{"functionCall":{"name":"g","args":{}}}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":4,"totalTokenCount":7}})"));
    GatewayProcess gateway(aliasOf(upstream, "gemini-compatible"), withKey());
    const std::string tools = R"(,"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}},{"type":"function","function":{"name":"g","parameters":{"type":"object"}}}])";
    const auto answer = exchange(gateway.port(), {.body = ask("alias", tools + R"(,"parallel_tool_calls":false)")});
    CAPTURE(answer.raw);
    const Json choice = parsed(answer.body)["choices"][0];
    REQUIRE(choice["message"]["tool_calls"].size() == 1);
    CHECK(choice["message"]["tool_calls"][0]["function"]["name"] == "f");
    CHECK(choice["finish_reason"] == "tool_calls");
    CHECK_THAT(answer.headerOr("x-signalbox-dropped"), Catch::Contains("parallel_tool_calls"));
    const auto both = exchange(gateway.port(), {.body = ask("alias", tools)});
    CHECK(parsed(both.body)["choices"][0]["message"]["tool_calls"].size() == 2);
}

TEST_CASE("falls back when a provider refuses the account, whatever status it sends")
{
    struct Row {
        int status;
        const char* body;
        const char* reason;
    };
    const auto row = GENERATE(values<Row>({
        {400, R"({"type":"error","error":{"type":"invalid_request_error","message":"This organization has been disabled."}})", "400"},
        {400, R"({"error":{"message":"Detected high-frequency non-compliant requests from you.","code":"400"}})", "risk control"},
        {422, R"({"error":{"message":"Please complete real-name verification before you call this API."}})", "not verified"},
        {400, R"({"error":{"message":"您的账户已被冻结,请联系客服。","code":"account_error"}})", "account suspended"},
        {200, R"({"error":{"message":"账号触发风控策略,请稍后再试","code":"risk"}})", "risk control"},
        {403, R"({"error":{"message":"This service is not available in your country.","code":403}})", "region not supported"},
    }));
    CAPTURE(row.body);
    FakeUpstream first;
    FakeUpstream second;
    Behaviour refusing = told(row.body);
    refusing.status = row.status;
    first.setDefault(refusing);
    GatewayProcess gateway(fallbackConfiguration(first.baseUrl(), second.baseUrl()), withKey());
    const auto answer = exchange(gateway.port(), {.body = ask("alias")});
    CHECK(answer.status == 200);
    CHECK(answer.headerOr("x-signalbox-provider") == "second");
    const std::string ledger = gateway.dataDir() + "/ledger.sqlite";
    REQUIRE(exchanges(ledger, 1).size() == 1);
    const auto before = query(ledger, "SELECT reason FROM attempts");
    REQUIRE_FALSE(before.empty());
    CHECK_THAT(text(before[0], "reason"), Catch::Contains(row.reason));
}

TEST_CASE("repeats the provider's own account refusal in every dialect when there is no fallback")
{
    struct Row {
        int status;
        const char* sentence;
        const char* what;
        const char* remedy;
    };
    const auto row = GENERATE(values<Row>({
        {400, "Please complete real-name verification before you call this API.", "refused the account of its key \\\"key1\\\" (400: account not verified)", "Check the account at the provider."},
        {400, "您的账户已被冻结,请联系客服。", "(400: account suspended or restricted)", "Check the account at the provider."},
        {422, "账号触发风控策略,请稍后再试", "(422: account under risk control)", "Check the account at the provider."},
        {403, "Consumer has been suspended: CONSUMER_SUSPENDED", "(403: account suspended or restricted)", "Check the account at the provider."},
        {400, "User location is not supported for the API use.", "(400: region not supported)", "and the regions that it supports."},
        {400, "Your credit balance is too low to access the API.", "refused its key \\\"key1\\\" (400)", "Check the account's balance and plan at the provider."},
    }));
    CAPTURE(row.sentence);
    FakeUpstream upstream;
    Behaviour refusing = told(Json{{"error", {{"message", row.sentence}, {"type", "invalid_request_error"}}}}.dump());
    refusing.status = row.status;
    upstream.setDefault(refusing);
    Json config = aliasConfiguration(upstream);
    config["providers"][0]["key_failover"] = {{"check_interval_ms", 3'600'000}}; // the key is still in cooldown when the doctor runs
    GatewayProcess gateway(config, withKey());
    std::string id;
    for (const auto& [target, body] : {std::pair<std::string, std::string>{"/v1/chat/completions", ask("alias")},
             {"/v1/responses", R"({"model":"alias","input":"a"})"},
             {"/v1/messages", R"({"model":"alias","max_tokens":9,"messages":[{"role":"user","content":"a"}]})"},
             {"/v1beta/models/alias:generateContent", R"({"contents":[{"role":"user","parts":[{"text":"a"}]}]})"},
             {"/api/chat", R"({"model":"alias","stream":false,"messages":[{"role":"user","content":"a"}]})"}}) {
        const auto answer = exchange(gateway.port(), {.target = target, .body = body});
        CAPTURE(target, answer.raw);
        CHECK(answer.status == 503);
        CHECK_THAT(answer.body, Catch::Contains(row.sentence) && Catch::Contains(row.remedy) && !Catch::Contains("Store the key"));
        if (!id.empty())
            continue;
        id = answer.headerOr("x-signalbox-request-id");
        CHECK_THAT(answer.body, Catch::Contains(row.what));
        CHECK(answer.headerOr("x-should-retry") == "false");
    }
    exchanges(gateway.dataDir() + "/ledger.sqlite", 5);
    const auto past = runGateway({"explain", "--data-dir", gateway.dataDir(), "--id", id});
    CAPTURE(past.out, past.err);
    CHECK_THAT(past.out, Catch::Contains("refused") && Catch::Contains("Its own message was not kept. ") && Catch::Contains(row.remedy));
    CHECK(gateway.filesWith(row.sentence).empty());
    std::string doctor;
    CHECK(eventually([&] { // once state.json contains the cooldown
        doctor = runGateway({"doctor", "--config", gateway.configFile(), "--data-dir", gateway.dataDir()}, {}, withKey().environment).out;
        return doctor.find("The provider rejected the ") != std::string::npos && doctor.find('(' + std::to_string(row.status)) != std::string::npos;
    }));
    CAPTURE(doctor);
    CHECK(gateway.filesWith(row.sentence).empty());
}

TEST_CASE("answers 400 and names another provider when no provider of the model has the endpoint")
{
    FakeUpstream upstream;
    FakeUpstream other;
    struct Row {
        const char* target;
        const char* body;
        const char* what;
        int status;
        const char* code;
    };
    const auto row = GENERATE(values<Row>({
        {"/v1/embeddings", R"({"model":"up/m","input":"a"})", "embeddings", 400, "model_not_found"},
        {"/v1/embeddings", R"({"model":"alias","input":"a"})", "embeddings", 400, "model_not_found"},
        {"/api/embed", R"({"model":"up/m","input":"a"})", "embeddings", 400, "model_not_found"},
        {"/v1beta/models/up/m:embedContent", R"({"content":{"parts":[{"text":"a"}]}})", "embeddings", 400, "model_not_found"},
        {"/v1/rerank", R"({"model":"up/m","query":"a","documents":["b"]})", "reranking", 400, "model_not_found"},
        {"/v1/images/generations", R"({"model":"up/m","prompt":"a"})", "images", 400, "model_not_found"},
        {"/v1/moderations", R"({"model":"up/m","input":"a"})", "moderations", 400, "model_not_found"},
    }));
    const bool hasOther = GENERATE(true, false);
    CAPTURE(row.target, hasOther);
    std::vector<Json> providers{ofType(upstream, "anthropic-compatible")};
    if (hasOther)
        providers.push_back(provider("wide", other.baseUrl()));
    GatewayProcess gateway(configuration(providers, {route("alias", {target("up", "m", 0)})}), withKey());
    const auto answer = exchange(gateway.port(), {.target = row.target, .body = row.body});
    CAPTURE(answer.raw);
    CHECK(answer.status == row.status);
    CHECK(answer.headerOr("x-signalbox-error") == row.code);
    CHECK_THAT(answer.body, Catch::Contains(row.what));
    CHECK_THAT(answer.body, Catch::Contains(hasOther ? "wide" : "OpenAI"));
    CHECK(upstream.allRequests().empty());
    if (!hasOther) {
        const auto files = exchange(gateway.port(), {.method = "GET", .target = "/v1/files"});
        CHECK(files.status == 404);
        CHECK_THAT(files.body, Catch::Contains("files"));
    }
}
