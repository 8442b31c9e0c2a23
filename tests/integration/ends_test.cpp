#include "catch.h"

#include "collector.h"
#include "ledger_reader.h"
#include "metrics_reader.h"
#include "scenario.h"

#include <algorithm>

// However an exchange ends, ledger, export, totals, metrics and traces agree about it and its attempts.

using namespace tests;

namespace {

/// An exchange that a client starts, and how it ends.
struct ExchangeEnd {
    const char* name;
    const char* type; ///< of the providers
    HttpRequest request;
    Behaviour first; ///< of the provider that is tried first; the second one answers
    bool hasSecond = false;
    std::string leavesAfter = {}; ///< the text after which the client leaves, if it does
    const char* outcome = "answered";
    std::vector<std::string> attempts = {""}; ///< the failure class of each
};

Behaviour said(std::string_view text)
{
    std::string problem;
    const auto behaviour = parseBehaviour(text, problem);
    INFO(problem);
    REQUIRE(behaviour);
    return *behaviour;
}

Behaviour streamOf(std::vector<std::string> events)
{
    Behaviour behaviour;
    behaviour.events = std::move(events);
    return behaviour;
}

HttpRequest chatOf(bool isStream) { return {.body = isStream ? askStream("alias") : ask("alias")}; }

HttpRequest messagesStream()
{
    return {.target = "/v1/messages",
        .body = R"({"model":"alias","max_tokens":50,"stream":true,"messages":[{"role":"user","content":"hi"}]})"};
}

Behaviour brokenMessages()
{
    return streamOf({"event: message_start\ndata: "
                     R"({"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],)"
                     R"("stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":5,"output_tokens":1}}})" "\n\n",
        "event: content_block_start\ndata: "
        R"({"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}})" "\n\n",
        "event: content_block_delta\ndata: "
        R"({"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"One"}})" "\n\n",
        "event: error\ndata: " R"({"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}})" "\n\n"});
}

HttpRequest responsesStream()
{
    return {.target = "/v1/responses", .body = R"({"model":"alias","input":"hi","stream":true})"};
}

Behaviour brokenResponse()
{
    const std::string delta =
        R"({"type":"response.output_text.delta","item_id":"msg_1","output_index":0,"content_index":0,"delta":"one"})";
    return streamOf({"event: response.created\ndata: "
                     R"({"type":"response.created","response":{"id":"resp_1","object":"response","status":"in_progress","model":"m","output":[]}})" "\n\n",
        "event: response.output_text.delta\ndata: " + delta + "\n\n",
        "event: response.failed\ndata: "
        R"({"type":"response.failed","response":{"id":"resp_1","object":"response","status":"failed","model":"m","output":[],)"
        R"("error":{"code":"server_error","message":"It broke."}}})" "\n\n"});
}

HttpRequest geminiStream()
{
    return {.target = "/v1beta/models/alias:streamGenerateContent?alt=sse", .body = R"({"contents":[{"role":"user","parts":[{"text":"hi"}]}]})"};
}

Behaviour brokenGemini()
{
    return streamOf({"data: " R"({"candidates":[{"index":0,"content":{"role":"model","parts":[{"text":"one"}]}}],"modelVersion":"m"})" "\r\n\r\n",
        "data: " R"({"error":{"code":503,"message":"The model is overloaded.","status":"UNAVAILABLE"}})" "\r\n\r\n"});
}

HttpRequest ollamaStream()
{
    return {.target = "/api/chat", .body = R"({"model":"alias","messages":[{"role":"user","content":"hi"}]})"};
}

Behaviour brokenOllama()
{
    Behaviour behaviour = streamOf({R"({"model":"m","message":{"role":"assistant","content":"one"},"done":false})" "\n",
        R"({"error":"the runner was killed"})" "\n"});
    behaviour.headers = {{"Content-Type", "application/x-ndjson"}};
    return behaviour;
}

std::vector<ExchangeEnd> allEnds()
{
    const char* const chat = "openai-compatible";
    std::vector<ExchangeEnd> ends{
        {"answered", chat, chatOf(false), said("words=3")},
        {"answered by a stream", chat, chatOf(true), said("words=3")},
        {"refused, then answered elsewhere", chat, chatOf(true), said("status=503"), true},
        {"refused, and nobody else", chat, chatOf(true), said("status=503")},
        {"the request is at fault", chat, chatOf(true), said("status=400")},
        {"an error in the stream", chat, chatOf(true), said("error=3")},
        {"an error in the stream of Anthropic's", "anthropic-compatible", messagesStream(), brokenMessages()},
        {"a response that fails", "openai-responses", responsesStream(), brokenResponse()},
        {"an error in the stream of Gemini's", "gemini-compatible", geminiStream(), brokenGemini()},
        {"an error in the stream of Ollama's", "ollama", ollamaStream(), brokenOllama()},
        {"an error in a stream that is translated", "anthropic-compatible", chatOf(true), brokenMessages()},
        {"cut", chat, chatOf(true), said("truncate=4")},
        {"reset", chat, chatOf(true), said("reset=4")},
        {"ended in the middle", chat, chatOf(true), said("end=4")},
        {"silent from the middle on", chat, chatOf(true), said("stall=4")},
        {"cut, without a stream", chat, chatOf(false), said("truncate=20")},
        {"silent from the beginning on", chat, chatOf(true), said("hang")},
        {"left by the client", chat, chatOf(true), said("words=9,gap=50"), false, "word2"},
        {"left by the client before it begins", chat, chatOf(true), said("hang"), false, "at once"},
    };
    const auto of = [&ends](const char* name) -> ExchangeEnd& { return *std::ranges::find(ends, std::string_view(name), [](const ExchangeEnd& end) { return std::string_view(end.name); }); };
    of("refused, then answered elsewhere").attempts = {"overloaded", ""};
    of("refused, and nobody else").attempts = {"overloaded"};
    of("refused, and nobody else").outcome = of("cut, without a stream").outcome = of("silent from the beginning on").outcome = "failed";
    of("the request is at fault").outcome = "client_error";
    for (const char* name : {"an error in the stream", "an error in the stream of Anthropic's", "a response that fails",
             "an error in the stream of Gemini's", "an error in the stream of Ollama's", "an error in a stream that is translated", "cut", "reset",
             "ended in the middle", "silent from the middle on"})
        of(name).outcome = "interrupted";
    for (const char* name : {"an error in the stream", "a response that fails", "an error in the stream of Ollama's", "cut", "reset",
             "ended in the middle", "cut, without a stream"})
        of(name).attempts = {"server_error"};
    for (const char* name : {"an error in the stream of Anthropic's", "an error in the stream of Gemini's", "an error in a stream that is translated"})
        of(name).attempts = {"overloaded"};
    of("silent from the middle on").attempts = of("silent from the beginning on").attempts = {"timeout"};
    of("left by the client").outcome = of("left by the client before it begins").outcome = "cancelled";
    return ends;
}

Json configurationOf(const ExchangeEnd& end, const FakeUpstream& first, const FakeUpstream& second)
{
    Json one = provider("first", std::string_view(end.type) == "openai-compatible" || std::string_view(end.type) == "openai-responses" ? first.baseUrl() : first.origin(), {kKeyReference});
    Json two = provider("second", second.baseUrl(), {kKeyReference});
    one["type"] = end.type;
    // Long enough for a sanitized gateway to answer; a silent upstream stays silent.
    one["timeouts"] = {{"first_byte_ms", end.leavesAfter.empty() ? 1500 : 60000}, {"idle_ms", 1500}};
    std::vector<Json> targets{target("first", "m", 1)};
    if (end.hasSecond)
        targets.push_back(target("second", "n", 0));
    return withoutHealth(configuration({one, two}, {route("alias", targets)}));
}

void goThrough(const ExchangeEnd& end, const GatewayProcess& gateway, const FakeUpstream& first)
{
    HttpClient client(gateway.port());
    client.send(toText(end.request, gateway.port()));
    if (end.leavesAfter == "at once") {
        CHECK(first.waitForRequests(1));
        return;
    }
    REQUIRE(client.readHead());
    if (end.leavesAfter.empty())
        client.readToEnd();
    else
        REQUIRE(client.readBodyUntil(end.leavesAfter));
}

std::vector<std::string> attemptsInLedger(const std::string& ledger)
{
    std::vector<std::string> all;
    for (const Row& row : query(ledger, "SELECT failure FROM attempts ORDER BY number"))
        all.push_back(text(row, "failure"));
    for (const Row& row : query(ledger, "SELECT last_failure FROM exchanges"))
        all.push_back(text(row, "last_failure"));
    std::ranges::replace(all, std::string("NULL"), std::string());
    return all;
}

std::vector<std::string> attemptsInExport(const GatewayProcess& gateway)
{
    const Json exported = parsed(runGateway({"usage", "export", "--format", "jsonl", "--data-dir", gateway.dataDir()}).out);
    std::vector<std::string> all;
    for (const Json& attempt : exported["attempts"])
        all.push_back(attempt["failure"].is_null() ? std::string() : attempt["failure"].get<std::string>());
    return all;
}

std::vector<std::string> attemptsInSpans(const Json& spans)
{
    std::vector<std::string> all;
    for (std::size_t i = 1; i < spans.size(); ++i) {
        const Json failed = spans[i].contains("status") ? attribute(spans[i], "error.type") : Json();
        all.push_back(failed.is_string() ? failed.get<std::string>() : std::string());
    }
    return all;
}

} // namespace

TEST_CASE("all records agree on how an exchange and its attempts ended", "[slow]")
{
    const auto ends = allEnds();
    const ExchangeEnd& end = ends[GENERATE_COPY(range<std::size_t>(0, ends.size()))];
    CAPTURE(end.name);
    FakeUpstream first;
    FakeUpstream second;
    first.setDefault(end.first);
    for (const char* call : {"POST /v1/messages", "POST /v1/responses", "POST /v1beta/models/m:streamGenerateContent", "POST /api/chat"})
        first.onCall(call, end.first);
    Collector collector;
    GatewayProcess gateway(exporting(configurationOf(end, first, second), collector), withKey());
    goThrough(end, gateway, first);

    const std::string ledger = gateway.dataDir() + "/ledger.sqlite";
    const auto rows = exchanges(ledger, 1);
    REQUIRE(rows.size() == 1);
    CHECK(text(rows[0], "outcome") == end.outcome);
    CHECK(attemptsInLedger(ledger) == end.attempts);
    CHECK(attemptsInExport(gateway) == end.attempts);

    const auto isFailed = [](const std::string& failure) { return !failure.empty(); };
    const auto failedAttempts = std::ranges::count_if(end.attempts, isFailed);
    const bool hasFailed = std::string_view(end.outcome) == "failed" || std::string_view(end.outcome) == "interrupted";
    const Json total = parsed(runGateway({"usage", "--by", "all", "--format", "json", "--data-dir", gateway.dataDir()}).out)["total"];
    CHECK(total["exchanges"] == 1);
    CHECK(total["failed"] == (hasFailed ? 1 : 0));
    CHECK(total["attempts"] == end.attempts.size());
    CHECK(total["failed_attempts"] == failedAttempts);

    const Metrics metrics(scrape(gateway.port()).body);
    CHECK(metrics.sum("signalbox_exchanges_total", {{"signalbox_outcome", end.outcome}}) == 1);
    CHECK(metrics.sum("signalbox_attempts_total") == static_cast<double>(end.attempts.size()));
    for (const std::string& failure : end.attempts)
        if (isFailed(failure))
            CHECK(metrics.sum("signalbox_attempts_total", {{"signalbox_provider", "first"}, {"error_type", failure}}) == 1);

    const Json request = collector.next("/v1/traces");
    const Json& spans = spansOf(request);
    REQUIRE(spans.size() == 1 + end.attempts.size());
    CHECK(spans[0].contains("status") == hasFailed);
    CHECK(attribute(spans[0], "signalbox.outcome") == end.outcome);
    CHECK(attemptsInSpans(spans) == end.attempts);
}
