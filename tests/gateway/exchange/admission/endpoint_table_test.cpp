#include "gateway/exchange/admission/endpoint_table.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::exchange;
using protocol::Dialect;

TEST_CASE("the longest known endpoint that ends a path is meant")
{
    struct Row {
        const char* path;
        Operation operation;
        const char* name;
        const char* rest;
    };
    const auto row = GENERATE(values<Row>({
        {"/v1/chat/completions", Operation::ChatCompletions, "openai-chat", ""},
        {"/chat/completions", Operation::ChatCompletions, "openai-chat", ""},
        {"/v1/v1/chat/completions", Operation::ChatCompletions, "openai-chat", ""},
        {"//v1/chat//completions/", Operation::ChatCompletions, "openai-chat", ""},
        {"/team-a/v1/chat/completions", Operation::ChatCompletions, "openai-chat", ""},
        {"/openai/deployments/x/chat/completions", Operation::ChatCompletions, "openai-chat", ""},
        {"/v1/completions", Operation::NotServed, "openai-completions", ""},
        {"/v1/models", Operation::ListModels, "openai-models", ""},
        {"/v1/models/", Operation::ListModels, "openai-models", ""},
        {"/v1/models/demo", Operation::ShowModel, "openai-models", "demo"},
        {"/v1/models/openai/gpt-4o", Operation::ShowModel, "openai-models", "openai/gpt-4o"},
        {"/v1/models/openai%2Fgpt-4o", Operation::ShowModel, "openai-models", "openai/gpt-4o"},
        {"/v1/responses/resp_1/input_items", Operation::NotServed, "openai-responses", "resp_1/input_items"},
        {"/v1/responses/compact", Operation::NotServed, "openai-responses", ""},
        {"/v1/messages", Operation::NotServed, "anthropic-messages", ""},
        {"/v1/messages/count_tokens", Operation::NotServed, "anthropic-count-tokens", ""},
        {"/v1beta/models", Operation::NotServed, "gemini-models", ""},
        {"/v1beta/models/g-1:streamGenerateContent", Operation::NotServed, "gemini-models", "g-1:streamGenerateContent"},
        {"/api/chat", Operation::NotServed, "ollama-chat", ""},
        {"/api/embeddings", Operation::NotServed, "ollama-embeddings", ""},
        {"/api/tags", Operation::NotServed, "ollama-tags", ""},
        {"/", Operation::Liveness, "liveness", ""},
        {"/api/hello", Operation::Liveness, "liveness", ""},
        {"/health", Operation::Health, "health", ""},
    }));
    CAPTURE(row.path);
    const auto match = findEndpoint(row.path);
    REQUIRE(match);
    CHECK(match->endpoint->operation == row.operation);
    CHECK(match->endpoint->name == row.name);
    CHECK(match->rest == row.rest);
}

TEST_CASE("what ends in no endpoint is unknown; whole paths are taken whole")
{
    const auto path = GENERATE("/v1", "/v2/chat", "/x/health", "/team/api/hello", "/favicon.ico", "/v1/chat/completionsx",
                               "/xmodels", "/metricsx", "/a/metrics");
    CAPTURE(path);
    CHECK_FALSE(findEndpoint(path));
}

TEST_CASE("an error takes the dialect of the path")
{
    CHECK(dialectOf("/v1/messages") == Dialect::Anthropic);
    CHECK(dialectOf("/v1beta/models/x:generateContent") == Dialect::Gemini);
    CHECK(dialectOf("/api/generate") == Dialect::Ollama);
    CHECK(dialectOf("/nothing") == Dialect::OpenAi);
}
