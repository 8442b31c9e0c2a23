#include "whole_exchange.h"

#include "catch.h"

#include "gateway/exchange/local_handlers.h"

using namespace gateway;
using namespace gateway::exchange;
using Catch::Contains;
using usage::Outcome;

namespace {

const std::string kOllamaPath = "/api/chat";

/// A response of the caller without a key; with a `provider`, that one keeps it.
protocol::KeptResponse keptResponse(const std::string& provider = {})
{
    protocol::KeptResponse kept;
    kept.id = "resp_1";
    kept.owner = Caller().name;
    kept.input = Json::array({{{"type", "message"}, {"id", "msg_1"}, {"role", "user"}, {"content", "Hi"}}});
    kept.response = {{"id", "resp_1"}, {"object", "response"}, {"status", "completed"}};
    kept.created_s = std::chrono::duration_cast<std::chrono::seconds>(SystemClock().wallNow().time_since_epoch()).count();
    kept.provider = provider;
    return kept;
}

} // namespace

TEST_CASE("knows which operations need no provider")
{
    CHECK(isAnsweredHere(Operation::Liveness));
    CHECK(isAnsweredHere(Operation::CountTokens));
    CHECK(isAnsweredHere(Operation::OllamaShow));
    CHECK_FALSE(isAnsweredHere(Operation::Converse));
    CHECK_FALSE(isAnsweredHere(Operation::OllamaLoad)); // an Ollama target loads its models itself
    CHECK_FALSE(isAnsweredHere(Operation::NotServed));
}

TEST_CASE("answers for a response that is kept here")
{
    struct Row {
        const char* name;
        const char* method;
        const char* path;
        int status;
        const char* words;
    };
    const auto row = GENERATE(values<Row>({
        {"the response", "GET", "/v1/responses/resp_1", 200, R"("object":"response")"},
        {"its input", "GET", "/v1/responses/resp_1/input_items", 200, "msg_1"},
        {"removal", "DELETE", "/v1/responses/resp_1", 200, R"("deleted":true)"},
        {"cancellation", "POST", "/v1/responses/resp_1/cancel", 400, "cannot be cancelled"},
        {"an unknown response", "GET", "/v1/responses/resp_2", 404, "No response"},
    }));
    CAPTURE(row.name);
    WholeExchange exchange(routedTo({providerOf("first")}));
    exchange.services.responses.keep(keptResponse());
    exchange.client.ask(row.path, {}, row.method);
    exchange.start();
    exchange.waitForEnd();
    CHECK(exchange.client.status() == row.status);
    CHECK_THAT(exchange.client.received(), Contains(row.words));
    CHECK(exchange.upstreams.count() == 0);
}

TEST_CASE("asks the provider that keeps a response")
{
    struct Row {
        const char* name;
        Reply reply;
        int status;
        const char* words;
    };
    const auto row = GENERATE(values<Row>({
        {"it has it", {.pieces = {R"({"id":"resp_1","object":"response","status":"completed","output":[]})"}}, 200, R"("id":"resp_1")"},
        {"it does not know it", errorReply(404, "No such response."), 404, "No such response."},
        {"it refuses the key", errorReply(401, "Wrong key."), 503, "refused its key"},
        {"it cannot be reached", unreachable(), 502, "first"},
    }));
    CAPTURE(row.name);
    WholeExchange exchange(routedTo({providerOf("first", 1, "openai-responses")}));
    exchange.services.responses.keep(keptResponse("first"));
    exchange.upstreams.script("first", row.reply);
    exchange.client.ask("/v1/responses/resp_1", {}, "GET");
    exchange.start();
    exchange.waitForEnd();
    CHECK(exchange.client.status() == row.status);
    CHECK_THAT(exchange.client.received(), Contains(row.words));
    CHECK_THAT(exchange.upstreams[0].sent(), Catch::StartsWith("GET /v1/responses/resp_1 ") && Contains("sk-first1"));
    CHECK(exchange.upstreams.areAllReleased());
    CHECK(exchange.settled().empty());
}

TEST_CASE("does not ask for a response whose provider was removed")
{
    WholeExchange exchange(routedTo({providerOf("first", 1, "openai-responses")}));
    exchange.services.responses.keep(keptResponse("second"));
    exchange.client.ask("/v1/responses/resp_1", {}, "GET");
    exchange.start();
    exchange.waitForEnd();
    CHECK(exchange.client.status() >= 400);
    CHECK_THAT(exchange.client.received(), Contains("can no longer be used"));
    CHECK(exchange.upstreams.count() == 0);
}

TEST_CASE("counts tokens by the provider's own count or by ours")
{
    struct Row {
        const char* name;
        const char* type;
        std::optional<Reply> reply;
        const char* provider;
        bool isEstimated;
    };
    const auto row = GENERATE(values<Row>({
        {"the provider counts", "anthropic-compatible", Reply{.pieces = {R"({"input_tokens":4711})"}}, "first", false},
        {"the provider's count fails", "anthropic-compatible", errorReply(500), "", true},
        {"the provider does not count", "openai-compatible", std::nullopt, "", true},
    }));
    CAPTURE(row.name);
    WholeExchange exchange(routedTo({providerOf("first", 1, row.type)}));
    exchange.services.counter = std::make_unique<TokenCounter>();
    if (row.reply)
        exchange.upstreams.script("first", *row.reply);
    exchange.start(R"({"model":"alias","max_tokens":9,"messages":[{"role":"user","content":"Hi"}]})", "/v1/messages/count_tokens");
    exchange.waitForEnd();
    CHECK(exchange.client.status() == 200);
    CHECK_THAT(exchange.client.received(), Contains("\"input_tokens\":"));
    CHECK((exchange.client.received() == R"({"input_tokens":4711})") == !row.isEstimated);
    CHECK((exchange.client.header("x-signalbox-estimated") == "input_tokens") == row.isEstimated);
    CHECK(exchange.record().provider == row.provider);
    CHECK_FALSE(exchange.record().cost);
}

TEST_CASE("refuses to count a request that cannot be read")
{
    WholeExchange exchange(routedTo({providerOf("first")}));
    exchange.services.counter = std::make_unique<TokenCounter>();
    exchange.start(R"({"model":"alias"})", "/v1/messages/count_tokens");
    exchange.waitForEnd();
    CHECK(exchange.client.status() == 400);
    CHECK(exchange.upstreams.count() == 0);
}

TEST_CASE("answers with the metrics when they are ready")
{
    struct Row {
        const char* name;
        const char* accept;
        bool isOpenMetrics;
    };
    const auto row = GENERATE(values<Row>({{"text", "text/plain", false}, {"OpenMetrics", "application/openmetrics-text; version=1.0.0", true}}));
    CAPTURE(row.name);
    WholeExchange exchange(routedTo({providerOf("first")}));
    std::shared_ptr<MetricsReply> asked;
    exchange.services.askMetrics = [&asked](std::shared_ptr<MetricsReply> reply) { asked = std::move(reply); };
    exchange.client.ask("/metrics", {}, "GET");
    exchange.client.head().headers.set("accept", row.accept);
    exchange.start();
    REQUIRE(asked);
    CHECK(asked->isOpenMetrics == row.isOpenMetrics);
    CHECK_FALSE(exchange.hasEnded());
    metricsReady(*asked, "text/plain; version=0.0.4", "signalbox_requests 7\n");
    exchange.waitForEnd();
    CHECK(exchange.client.status() == 200);
    CHECK(exchange.client.header("content-type") == "text/plain; version=0.0.4");
    CHECK(exchange.client.received() == "signalbox_requests 7\n");
    CHECK(exchange.settled().empty());
}

TEST_CASE("reports an error if nobody formats the metrics")
{
    WholeExchange exchange(routedTo({providerOf("first")}));
    exchange.client.ask("/metrics", {}, "GET");
    exchange.start();
    exchange.waitForEnd();
    CHECK(exchange.client.status() == 503);
    CHECK_THAT(exchange.client.received(), Contains("could not be collected"));
    CHECK(exchange.settled().empty());
}

TEST_CASE("shows an Ollama client one model")
{
    struct Row {
        const char* name;
        const char* body;
        int status;
        const char* words;
    };
    const auto row = GENERATE(values<Row>({
        {"by its name", R"({"model":"alias"})", 200, "capabilities"},
        {"with a tag", R"({"model":"alias:latest"})", 200, "capabilities"},
        {"as older clients ask", R"({"name":"alias"})", 200, "capabilities"},
        {"an unknown model", R"({"model":"other"})", 404, "No model is called"},
    }));
    CAPTURE(row.name);
    WholeExchange exchange(routedTo({providerOf("first")}));
    exchange.start(row.body, "/api/show");
    exchange.waitForEnd();
    CHECK(exchange.client.status() == row.status);
    CHECK_THAT(exchange.client.received(), Contains(row.words));
    CHECK(exchange.upstreams.count() == 0);
    CHECK(exchange.settled().empty() == (row.status == 200));
}

TEST_CASE("answers a request that only loads a model if the target has none to load")
{
    struct Row {
        const char* name;
        const char* path;
        const char* body;
        const char* words;
    };
    const auto row = GENERATE(values<Row>({
        {"a chat without messages", "/api/chat", R"({"model":"alias"})", R"("done_reason":"load")"},
        {"a chat with empty messages", "/api/chat", R"({"model":"alias","messages":[ ]})", R"("done_reason":"load")"},
        {"an empty prompt", "/api/generate", R"({"model":"alias","prompt":""})", R"("done_reason":"load")"},
        {"unloading", "/api/chat", R"({"model":"alias","keep_alive":0})", R"("done_reason":"unload")"},
    }));
    CAPTURE(row.name);
    WholeExchange exchange(routedTo({providerOf("first")}));
    exchange.start(row.body, row.path);
    exchange.waitForEnd();
    CHECK(exchange.client.status() == 200);
    CHECK_THAT(exchange.client.received(), Contains(row.words));
    CHECK(exchange.upstreams.count() == 0);
    CHECK(exchange.record().outcome == Outcome::Answered);
}

TEST_CASE("passes a request that loads a model to an Ollama target only")
{
    WholeExchange exchange(routedTo({providerOf("first", 0, "ollama"), providerOf("second")}));
    exchange.upstreams.script("first", errorReply(500));
    exchange.start(R"({"model":"alias"})", kOllamaPath);
    exchange.waitForEnd();
    CHECK(exchange.upstreams.hosts() == std::vector<std::string>{"first"});
    CHECK_THAT(exchange.upstreams[0].sent(), Catch::StartsWith("POST /api/chat "));
    CHECK(exchange.client.status() == 500);
}

TEST_CASE("refuses to load a model with settings that cannot be read")
{
    WholeExchange exchange(routedTo({providerOf("first")}));
    exchange.start(R"({"model":"alias","messages":[],"options":7})", kOllamaPath);
    exchange.waitForEnd();
    CHECK(exchange.client.status() == 400);
    CHECK(exchange.upstreams.count() == 0);
}
