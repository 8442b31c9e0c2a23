#include "catch.h"

#include "ledger_reader.h"
#include "scenario.h"

#include <cstdlib>
#include <string>

// Usage of an answer that reports only part of it, or none.

using namespace tests;

namespace {

Row unreportedRecord(const GatewayProcess& gateway, std::size_t count = 1)
{
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", count);
    REQUIRE(rows.size() == count);
    return rows.back();
}

} // namespace

TEST_CASE("takes the total as input for requests without output", "[sanitized]")
{
    FakeUpstream upstream;
    struct InputKind {
        const char* path;
        const char* ask;
        const char* answer;
    };
    const auto kind = GENERATE(values<InputKind>({
        {"/v1/embeddings", R"({"model":"alias","input":"hi there"})",
            R"({"object":"list","data":[{"object":"embedding","embedding":[0.5],"index":0}],"model":"m","usage":{"total_tokens":26}})"},
        {"/api/embed", R"({"model":"alias","input":"hi there"})",
            R"({"object":"list","data":[{"object":"embedding","embedding":[0.5],"index":0}],"model":"m","usage":{"total_tokens":26}})"},
        {"/v1/rerank", R"({"model":"alias","query":"hi","documents":["a"]})",
            R"({"object":"list","data":[{"index":0,"relevance_score":0.5}],"model":"m","usage":{"total_tokens":26}})"},
    }));
    CAPTURE(kind.path);
    for (const auto* const path : {"POST /v1/embeddings", "POST /v1/rerank"})
        upstream.onCall(path, told(kind.answer));
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    CHECK(exchange(gateway.port(), {.target = kind.path, .body = kind.ask}).status == 200);
    const Row row = unreportedRecord(gateway);
    CHECK(text(row, "usage_origin") == "reported");
    CHECK(number(row, "input_tokens") == 26);
    CHECK(text(row, "output_tokens") == "NULL");
    CHECK(text(row, "first_token_ms") == "NULL"); // embeddings and scores are not tokens
    CHECK(text(row, "last_first_token_ms") == "NULL");
}

TEST_CASE("counts embedding inputs in every dialect when usage is not reported")
{
    struct Asked {
        const char* path;
        const char* body;
    };
    const auto asked = GENERATE(values<Asked>({
        {"/v1/embeddings", R"({"model":"alias","input":"one two three four five six"})"},
        {"/api/embed", R"({"model":"alias","input":["one two three four five six"]})"},
        {"/api/embeddings", R"({"model":"alias","prompt":"one two three four five six"})"},
        {"/v1beta/models/alias:embedContent", R"({"content":{"parts":[{"text":"one two three four five six"}]}})"},
        {"/v1beta/models/alias:batchEmbedContents",
            R"({"requests":[{"model":"models/alias","content":{"parts":[{"text":"one two three"},{"text":"four five six"}]}}]})"},
    }));
    CAPTURE(asked.path);
    FakeUpstream upstream;
    upstream.onCall("POST /v1/embeddings", told(R"({"object":"list","data":[{"object":"embedding","embedding":[0.5],"index":0}],"model":"m"})"));
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    CHECK(exchange(gateway.port(), {.target = asked.path, .body = asked.body}).status == 200);
    const Row row = unreportedRecord(gateway);
    CHECK(text(row, "usage_origin") == "estimated");
    CHECK(number(row, "input_tokens") >= 6);
    CHECK(number(row, "input_tokens") <= 12);
}

TEST_CASE("ignores a usage of all zeros before or after real numbers")
{
    struct Zeros {
        const char* first; ///< a usage in a stream's chunks, and in the whole answer
        const char* last;  ///< in the last chunk
        const char* origin;
        long long output;
    };
    constexpr const char* kNone = R"({"prompt_tokens":0,"completion_tokens":0,"total_tokens":0})";
    constexpr const char* kReal = R"({"prompt_tokens":1000,"completion_tokens":200,"total_tokens":1200})";
    const auto given = GENERATE_COPY(values<Zeros>({{kNone, kNone, "estimated", 0}, {kReal, kNone, "reported", 200}, {kNone, kReal, "reported", 200}}));
    const char* const path = GENERATE("/v1/chat/completions", "/v1/messages");
    const bool isStream = GENERATE(false, true);
    CAPTURE(given.first, given.last, path, isStream);
    Behaviour behaviour = told(std::string(R"({"id":"c","choices":[{"message":{"role":"assistant","content":"one two"},"finish_reason":"stop"}],"usage":)")
        + (given.first == kReal || given.last == kReal ? kReal : kNone) + "}");
    if (isStream)
        behaviour.events = std::vector<std::string>{
            R"(data: {"id":"c","choices":[{"index":0,"delta":{"role":"assistant","content":"one two"},"finish_reason":"stop"}],"usage":)" + std::string(given.first) + "}\n\n",
            R"(data: {"id":"c","choices":[],"usage":)" + std::string(given.last) + "}\n\n", "data: [DONE]\n\n"};
    FakeUpstream upstream;
    upstream.setDefault(behaviour);
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    const std::string body = R"({"model":"alias","max_tokens":9,"messages":[{"role":"user","content":"hi"}])";
    CHECK(exchange(gateway.port(), {.target = path, .body = body + (isStream ? R"(,"stream":true})" : "}")}).status == 200);
    const Row row = unreportedRecord(gateway);
    CHECK(text(row, "usage_origin") == given.origin);
    CHECK((given.output == 0 ? number(row, "output_tokens") > 0 : number(row, "output_tokens") == given.output));
    CHECK(number(row, "input_tokens") > 0);
}

TEST_CASE("derives Gemini's missing output from the total and otherwise counts it")
{
    struct Given {
        const char* usage;
        const char* origin;
        long long output; ///< 0: any
    };
    const auto given = GENERATE(values<Given>({
        {R"({"promptTokenCount":30,"totalTokenCount":50})", "reported", 20},
        {R"({"promptTokenCount":30,"thoughtsTokenCount":7,"totalTokenCount":57})", "reported", 20},
        {R"({"promptTokenCount":30,"totalTokenCount":30})", "estimated", 0},
        {R"({"promptTokenCount":30})", "estimated", 0},
    }));
    const char* const path = GENERATE("/v1beta/models/alias:generateContent", "/v1beta/models/alias:streamGenerateContent?alt=sse", "/v1/messages");
    const bool isCut = GENERATE(false, true);
    CAPTURE(given.usage, path, isCut);
    const std::string body = R"({"candidates":[{"index":0,"content":{"role":"model","parts":[{"text":"one two"}]})" + std::string(isCut ? "" : R"(,"finishReason":"STOP")")
        + R"(}],"usageMetadata":)" + given.usage + "}";
    const bool isStream = std::string_view(path).find("stream") != std::string_view::npos;
    if (isCut && !isStream)
        return;
    Behaviour behaviour = told(body);
    if (isStream)
        behaviour.events = std::vector<std::string>{"data: " + body + "\r\n\r\n"};
    FakeUpstream upstream;
    for (const auto* const call : {"POST /v1beta/models/m:generateContent", "POST /v1beta/models/m:streamGenerateContent"})
        upstream.onCall(call, behaviour);
    GatewayProcess gateway(configuration({ofType(upstream, "gemini-compatible")}, {route("alias", {target("up", "m", 0)})}), withKey());
    const char* const asked = std::string_view(path) == "/v1/messages" ? R"({"model":"alias","max_tokens":9,"messages":[{"role":"user","content":"hi"}]})"
                                                                       : R"({"contents":[{"role":"user","parts":[{"text":"hi"}]}]})";
    (void)exchange(gateway.port(), {.target = path, .body = asked});
    const Row row = unreportedRecord(gateway);
    CHECK(text(row, "outcome") == (isCut ? "interrupted" : "answered"));
    CHECK(text(row, "usage_origin") == given.origin);
    CHECK(number(row, "input_tokens") == 30);
    CHECK((given.output == 0 ? number(row, "output_tokens") > 0 : number(row, "output_tokens") == given.output));
}

TEST_CASE("counts what Claude's usage omits and keeps what it reports")
{
    struct Given {
        const char* name;
        const char* start; ///< null: a whole answer
        const char* usage; ///< of the last event, or of the answer
        const char* origin;
        long long input; ///< 0: any counted number
        long long output; ///< 0: any counted number
    };
    const auto given = GENERATE(values<Given>({
        {"whole", nullptr, R"({"input_tokens":1000,"output_tokens":200})", "reported", 1000, 200},
        {"whole, only input", nullptr, R"({"input_tokens":1000})", "estimated", 1000, 0},
        {"whole, only output", nullptr, R"({"output_tokens":200})", "estimated", 0, 200},
        {"whole, negative input", nullptr, R"({"input_tokens":-10,"output_tokens":200})", "estimated", 0, 200},
        {"the last event without usage", R"({"input_tokens":1000,"output_tokens":1})", "null", "estimated", 1000, 0},
        {"zeros, then the output", R"({"input_tokens":0,"output_tokens":0})", R"({"output_tokens":200})", "estimated", 0, 200},
        {"zeros, then no usage", R"({"input_tokens":0,"output_tokens":1})", "null", "estimated", 0, 0},
    }));
    const char* const path = GENERATE("/v1/messages", "/v1/chat/completions");
    CAPTURE(given.name, path);
    const auto event = [](const std::string& json) { return "event: x\ndata: " + json + "\n\n"; };
    Behaviour behaviour = told(R"({"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"one two three four five"}],)"
                               R"("stop_reason":"end_turn","usage":)" + std::string(given.usage) + '}');
    if (given.start)
        behaviour.events = std::vector<std::string>{
            event(R"({"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"usage":)" + std::string(given.start) + "}}"),
            event(R"({"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}})"),
            event(R"({"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"one two three four five"}})"),
            event(R"({"type":"content_block_stop","index":0})"),
            event(R"({"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":)" + std::string(given.usage) + '}'),
            event(R"({"type":"message_stop"})")};
    FakeUpstream upstream;
    upstream.onCall("POST /v1/messages", behaviour);
    GatewayProcess gateway(configuration({ofType(upstream, "anthropic-compatible")}, {route("alias", {target("up", "m", 0)})}), withKey());
    const std::string body = R"({"model":"alias","max_tokens":9,"messages":[{"role":"user","content":"six seven eight nine ten"}])";
    const auto answer = exchange(gateway.port(), {.target = path, .body = body + (given.start ? R"(,"stream":true,"stream_options":{"include_usage":true}})" : "}")});
    CHECK(answer.status == 200);
    const Row row = unreportedRecord(gateway);
    CHECK(text(row, "usage_origin") == given.origin);
    const auto isCounted = [](long long number) { return number >= 5 && number <= 60; };
    CHECK((given.input == 0 ? isCounted(number(row, "input_tokens")) : number(row, "input_tokens") == given.input));
    CHECK((given.output == 0 ? isCounted(number(row, "output_tokens")) : number(row, "output_tokens") == given.output));
    if (given.start && given.output == 0 && given.input > 0 && std::string_view(path) == "/v1/chat/completions")
        CHECK_THAT(answer.body, !Catch::Contains(R"("completion_tokens":0)") && Catch::Contains(R"("prompt_tokens":1000)"));
}

TEST_CASE("records the embedding usage that Ollama reports in every client format")
{
    struct Asked {
        const char* path;
        const char* body;
    };
    const auto asked = GENERATE(values<Asked>({{"/api/embed", R"({"model":"alias","input":"hi there"})"}, {"/v1/embeddings", R"({"model":"alias","input":"hi there"})"}}));
    CAPTURE(asked.path);
    FakeUpstream upstream;
    upstream.onCall("POST /api/embed", told(R"({"model":"m","embeddings":[[0.5]],"prompt_eval_count":9})"));
    upstream.onCall("POST /v1/embeddings",
        told(R"({"object":"list","data":[{"object":"embedding","embedding":[0.5],"index":0}],"model":"m","usage":{"prompt_tokens":9,"total_tokens":9}})"));
    GatewayProcess gateway(configuration({ofType(upstream, "ollama")}, {route("alias", {target("up", "m", 0)})}), withKey());
    CHECK(exchange(gateway.port(), {.target = asked.path, .body = asked.body}).status == 200);
    const Row row = unreportedRecord(gateway);
    CHECK(text(row, "usage_origin") == "reported");
    CHECK(number(row, "input_tokens") == 9);
}

TEST_CASE("records the service tier when tokens are not reported")
{
    FakeUpstream upstream;
    upstream.setDefault(told(
        R"({"id":"c","object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":"one two"},"finish_reason":"stop"}],"service_tier":"flex"})"));
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    CHECK(chat(gateway.port(), ask("alias")).status == 200);
    const Row row = unreportedRecord(gateway);
    CHECK(text(row, "usage_origin") == "estimated");
    CHECK(text(row, "service_tier") == "flex");
}

TEST_CASE("derives the input from a total without details")
{
    FakeUpstream upstream;
    const bool isStream = GENERATE(false, true);
    const char* const path = GENERATE("/v1/chat/completions", "/v1/messages");
    CAPTURE(isStream, path);
    Behaviour behaviour =
        told(R"({"id":"c","choices":[{"message":{"role":"assistant","content":"one two"},"finish_reason":"stop"}],"usage":{"total_tokens":26}})");
    if (isStream)
        behaviour.events = std::vector<std::string>{
            "data: " R"({"id":"c","choices":[{"index":0,"delta":{"role":"assistant","content":"one two"},"finish_reason":"stop"}]})" "\n\n",
            "data: " R"({"id":"c","choices":[],"usage":{"total_tokens":26}})" "\n\n", "data: [DONE]\n\n"};
    upstream.setDefault(behaviour);
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    const std::string body = R"({"model":"alias","max_tokens":9,"messages":[{"role":"user","content":"hi"}])";
    CHECK(exchange(gateway.port(), {.target = path, .body = body + (isStream ? R"(,"stream":true})" : "}")}).status == 200);
    const Row row = unreportedRecord(gateway);
    CHECK(text(row, "usage_origin") == "estimated");
    CHECK(number(row, "output_tokens") > 0);
    CHECK(number(row, "output_tokens") < 10);
    CHECK(number(row, "input_tokens") + number(row, "output_tokens") == 26);
}

TEST_CASE("does not derive usage of images from a total")
{
    FakeUpstream upstream;
    upstream.onCall(
        "POST /v1/images/generations", told(R"({"data":[{"b64_json":"AAAA"}],"usage":{"total_tokens":26}})"));
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    CHECK(exchange(gateway.port(), {.target = "/v1/images/generations", .body = R"({"model":"alias","prompt":"hi"})"})
              .status
        == 200);
    const Row row = unreportedRecord(gateway);
    CHECK(text(row, "usage_origin") == "unknown");
    CHECK(text(row, "input_tokens") == "NULL");
}

TEST_CASE("charges the input of a truncated answer but not of a foreign web page")
{
    struct Short {
        const char* body;
        bool isCounted;
    };
    const auto given = GENERATE(values<Short>({
        {"", true},
        {R"({"id":"c","object":"chat.completion","choi)", true},
        {R"({"id":"c","object":"chat.completion"})", true},
        {"<html><body>Sign in to the hotel's network</body></html>", false},
    }));
    const char* const path = GENERATE("/v1/chat/completions", "/v1/messages");
    CAPTURE(given.body, path);
    FakeUpstream upstream;
    upstream.setDefault(told(given.body));
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    (void)exchange(gateway.port(), {.target = path, .body = R"({"model":"alias","max_tokens":9,"messages":[{"role":"user","content":"hi"}]})"});
    const Row row = unreportedRecord(gateway);
    CHECK(text(row, "outcome") == "failed");
    CHECK(text(row, "usage_origin") == (given.isCounted ? "estimated" : "unknown"));
    CHECK((text(row, "input_tokens") != "NULL") == given.isCounted);
    const Json total = parsed(runGateway({"usage", "--by", "all", "--format", "json", "--data-dir", gateway.dataDir()}).out)["total"];
    CHECK(total["unpriced"] == (given.isCounted ? 1 : 0));
    CHECK(total["unreported"] == (given.isCounted ? 1 : 0));
}

TEST_CASE("estimates a long whole answer like a stream when usage is not reported", "[slow]")
{
    FakeUpstream upstream;
    // Words of a thousand bytes: the answer is buffered completely or in part.
    const auto [model, words, path] = GENERATE(table<const char*, int, const char*>({{"gpt-4o", 900, "/v1/chat/completions"},
        {"gpt-4o", 2000, "/v1/messages"}, {"some-model", 2000, "/v1/chat/completions"}}));
    CAPTURE(model, words, path);
    upstream.setDefault("no-usage,word-bytes=1000,words=" + std::to_string(words));
    GatewayProcess gateway(configuration({provider("up", upstream.baseUrl(), {kKeyReference})},
                               {route("alias", {target("up", model, 0)})}),
        withKey());
    const std::string body = R"({"model":"alias","max_tokens":9,"messages":[{"role":"user","content":"hi"}])";
    for (const auto* const stream : {"}", R"(,"stream":true})"}) {
        const auto answer = exchange(gateway.port(), {.target = path, .body = body + stream});
        CHECK(answer.status == 200);
        CHECK(answer.isComplete);
    }
    std::vector<Row> rows; // a sanitized gateway takes seconds to count a megabyte
    REQUIRE(eventually([&] { rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 2); return rows.size() == 2; }, 100'000));
    const long long whole = number(rows[0], "output_tokens");
    const long long streamed = number(rows[1], "output_tokens");
    CHECK(whole > words);
    CHECK(std::llabs(whole - streamed) * 50 <= streamed); // a stream is split differently
    CHECK(text(rows[0], "usage_origin") == text(rows[1], "usage_origin"));
    CHECK(number(rows[0], "input_tokens") == number(rows[1], "input_tokens"));
}

TEST_CASE("estimates what is not yet counted when the gateway stops")
{
    FakeUpstream upstream;
    upstream.setDefault("no-usage,words=40");
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    const std::string much(2'000'000, 'a');
    const std::string stream = GENERATE("}", R"(,"stream":true})");
    constexpr std::size_t kRequests = 5;
    for (std::size_t i = 0; i < kRequests; ++i)
        CHECK(chat(gateway.port(), R"({"model":"alias","messages":[{"role":"user","content":")" + (i < 2 ? much : "hi") + "\"}]" + stream).status == 200);
    gateway.terminate();
    REQUIRE(gateway.waitForExit() == 0);
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", kRequests);
    REQUIRE(rows.size() == kRequests);
    for (const Row& row : rows) {
        CHECK(text(row, "usage_origin") != "unknown");
        CHECK(number(row, "input_tokens") > 0);
        CHECK(number(row, "output_tokens") > 9);
    }
}

TEST_CASE("estimates the output of a long answer that breaks off or is abandoned")
{
    FakeUpstream upstream;
    const bool isLeft = GENERATE(false, true);
    CAPTURE(isLeft);
    upstream.setDefault(
        std::string("no-usage,word-bytes=1000,words=4000,") + (isLeft ? "stall=" : "truncate=") + "3000000");
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    {
        HttpClient client(gateway.port());
        client.send(toText({.body = ask("alias")}, gateway.port()));
        REQUIRE(client.readHead());
        REQUIRE(client.readBodySize(2'500'000));
        if (!isLeft)
            client.readToEnd();
    }
    const Row row = unreportedRecord(gateway);
    CHECK(text(row, "outcome") == (isLeft ? "cancelled" : "interrupted"));
    CHECK(text(row, "usage_origin") == "estimated");
    CHECK(number(row, "output_tokens") > 500'000);
}
