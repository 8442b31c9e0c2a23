#include "gateway/exchange/admission/ask.h"
#include "gateway/exchange/admission/endpoint_table.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::exchange;
using protocol::Dialect;

TEST_CASE("the longest known endpoint at the end of a path wins")
{
    struct Row {
        const char* path;
        Operation operation;
        const char* name;
        const char* rest;
    };
    const auto row = GENERATE(values<Row>({
        {"/v1/chat/completions", Operation::Converse, "openai-chat", ""},
        {"/chat/completions", Operation::Converse, "openai-chat", ""},
        {"/v1/v1/chat/completions", Operation::Converse, "openai-chat", ""},
        {"//v1/chat//completions/", Operation::Converse, "openai-chat", ""},
        {"/team-a/v1/chat/completions", Operation::Converse, "openai-chat", ""},
        {"/openai/deployments/x/chat/completions", Operation::Converse, "openai-chat", ""},
        {"/v1/completions", Operation::Converse, "openai-completions", ""},
        {"/v1/models", Operation::ListModels, "openai-models", ""},
        {"/v1/models/", Operation::ListModels, "openai-models", ""},
        {"/v1/models/demo", Operation::ShowModel, "openai-models", "demo"},
        {"/v1/models/openai/gpt-4o", Operation::ShowModel, "openai-models", "openai/gpt-4o"},
        {"/v1/models/openai%2Fgpt-4o", Operation::ShowModel, "openai-models", "openai/gpt-4o"},
        {"/v1/responses/resp_1/input_items", Operation::StoredResponse, "openai-responses", "resp_1/input_items"},
        {"/v1/responses/resp_1/cancel", Operation::StoredResponse, "openai-responses", "resp_1/cancel"},
        {"/v1/responses/compact", Operation::Compact, "openai-responses", ""},
        {"/v1/responses/input_tokens", Operation::CountTokens, "openai-input-tokens", ""},
        {"/v1/messages", Operation::Converse, "anthropic-messages", ""},
        {"/v1/messages/count_tokens", Operation::CountTokens, "anthropic-count-tokens", ""},
        {"/v1beta/models", Operation::ListModels, "gemini-models", ""},
        {"/v1beta/models/g-1:streamGenerateContent", Operation::GeminiModel, "gemini", "g-1:streamGenerateContent"},
        {"/v1/models/g-1:generateContent", Operation::GeminiModel, "gemini", "g-1:generateContent"},
        {"/v1/models/g-1%3AcountTokens", Operation::GeminiModel, "gemini", "g-1:countTokens"},
        {"/v1alpha/models", Operation::ListModels, "gemini-models", ""},
        {"/v1alpha/models/g-1", Operation::GeminiModel, "gemini", "g-1"},
        {"/v1alpha/models/p/m:embedContent", Operation::GeminiModel, "gemini", "p/m:embedContent"},
        {"/team-a/v1/models/qwen:7b:batchEmbedContents", Operation::GeminiModel, "gemini", "qwen:7b:batchEmbedContents"},
        {"/v1/models/qwen:7b", Operation::ShowModel, "openai-models", "qwen:7b"},
        {"/v1/models/generateContent", Operation::ShowModel, "openai-models", "generateContent"},
        {"/api/chat", Operation::Converse, "ollama-chat", ""},
        {"/api/embeddings", Operation::Embed, "ollama-embeddings", ""},
        {"/api/tags", Operation::OllamaTags, "ollama-tags", ""},
        {"/v1/images/edits", Operation::PassThrough, "openai-images", "edits"},
        {"/v1/embeddings", Operation::Embed, "openai-embeddings", ""},
        {"/metrics", Operation::Metrics, "metrics", ""},
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

TEST_CASE("normalises a path to its documented form")
{
    struct Row {
        const char* path;
        const char* usual; ///< empty: already normal
    };
    const auto row = GENERATE(values<Row>({
        {"/v1/chat/completions", ""},
        {"/chat/completions", "/v1/chat/completions"},
        {"//v1//chat/completions/", "/v1/chat/completions"},
        {"/v1/v1/chat/completions", "/v1/chat/completions"},
        {"/team-a/chat/completions", "/team-a/v1/chat/completions"},
        {"/te%61m-a/v1/v1/messages/", "/team-a/v1/messages"},
        {"/responses/resp_1/cancel/", "/v1/responses/resp_1/cancel"},
        {"/v1beta/models/g%3AgenerateContent", "/v1beta/models/g:generateContent"},
        {"/v1/models/g:generateContent", "/v1beta/models/g:generateContent"},
        {"/x/v1alpha/models", "/x/v1beta/models"},
        {"/x/api//chat", "/x/api/chat"},
        {"/api/chat", ""},
        {"/health", ""},
    }));
    CAPTURE(row.path);
    const auto match = findEndpoint(row.path);
    REQUIRE(match);
    CHECK(match->usualPath == row.usual);
}

TEST_CASE("a path that ends in no endpoint is unknown")
{
    const auto path = GENERATE("/v1", "/v2/chat", "/x/health", "/team/api/hello", "/favicon.ico", "/v1/chat/completionsx",
                               "/xmodels", "/metricsx", "/a/metrics");
    CAPTURE(path);
    CHECK_FALSE(findEndpoint(path));
}

TEST_CASE("formats errors in the API of the path")
{
    CHECK(dialectOf("/v1/messages") == Dialect::Anthropic);
    CHECK(dialectOf("/v1beta/models/x:generateContent") == Dialect::Gemini);
    CHECK(dialectOf("/v1/models/x:streamGenerateContent") == Dialect::Gemini);
    CHECK(dialectOf("/v1alpha/models/x:countTokens") == Dialect::Gemini);
    CHECK(dialectOf("/v1/models/x") == Dialect::OpenAi);
    CHECK(dialectOf("/api/generate") == Dialect::Ollama);
    CHECK(dialectOf("/nothing") == Dialect::OpenAi);
}

TEST_CASE("formats errors on unsupported paths in the API that defines them")
{
    struct Row {
        const char* path;
        Dialect dialect;
    };
    const auto row = GENERATE(values<Row>({
        {"/v1alpha/tunedModels/x:generateContent", Dialect::Gemini},
        {"/v1beta/tunedModels", Dialect::Gemini},
        {"/v1/tunedModels/x:streamGenerateContent", Dialect::Gemini},
        {"/v1beta/cachedContents/c", Dialect::Gemini},
        {"/v1beta/files/f", Dialect::Gemini},
        {"/upload/v1beta/files", Dialect::Gemini},
        {"/v1alpha/batches/b", Dialect::Gemini},
        {"/v1beta", Dialect::Gemini},
        {"/v1beta/openai/nothing", Dialect::OpenAi},
        {"/v1/files/f", Dialect::OpenAi},
        {"/v1betax/models", Dialect::OpenAi},
        {"/api/pull", Dialect::Ollama},
        {"/api/v1/nothing", Dialect::OpenAi},
        {"/v1/messages/nothing/here", Dialect::Anthropic},
    }));
    CAPTURE(row.path);
    CHECK(dialectOf(row.path) == row.dialect);
}

TEST_CASE("reads operation and model and streaming from a Gemini path")
{
    struct Row {
        const char* method;
        const char* target;
        Operation operation;
        const char* model;
        bool isStream;
        bool asArray;
    };
    const auto row = GENERATE(values<Row>({
        {"POST", "/v1beta/models/g-1:generateContent", Operation::Converse, "g-1", false, false},
        {"POST", "/v1beta/models/g-1:streamGenerateContent?alt=sse", Operation::Converse, "g-1", true, false},
        {"POST", "/v1beta/models/g-1:streamGenerateContent", Operation::Converse, "g-1", true, true},
        {"POST", "/v1beta/models/qwen%3A7b:countTokens", Operation::CountTokens, "qwen:7b", false, false},
        {"POST", "/v1beta/models/p/m:batchEmbedContents", Operation::Embed, "p/m", false, false},
        {"POST", "/v1beta/models/g-1:explode", Operation::NotServed, "g-1", false, false},
        {"POST", "/v1/models/g-1:generateContent", Operation::Converse, "g-1", false, false},
        {"POST", "/v1/models/g-1:streamGenerateContent?alt=sse", Operation::Converse, "g-1", true, false},
        {"POST", "/v1alpha/models/g-1:streamGenerateContent", Operation::Converse, "g-1", true, true},
        {"POST", "/v1alpha/models/g-1:countTokens", Operation::CountTokens, "g-1", false, false},
        {"POST", "/v1/models/g-1:embedContent", Operation::Embed, "g-1", false, false},
        {"POST", "/v1/models/g-1:predict", Operation::NotServed, "g-1", false, false},
        {"GET", "/v1beta/models/g-1", Operation::ShowModel, "", false, false},
        {"GET", "/v1/models/g-1", Operation::ShowModel, "", false, false},
    }));
    CAPTURE(row.target);
    http::RequestHead head;
    head.method = row.method;
    const std::string_view target = row.target;
    head.path = target.substr(0, target.find('?'));
    head.query = target.find('?') == std::string_view::npos ? std::string_view() : target.substr(target.find('?') + 1);
    const auto match = findEndpoint(head.path);
    REQUIRE(match);
    const Ask ask = askOf(*match, head);
    CHECK(ask.operation == row.operation);
    CHECK(ask.place.model == row.model);
    CHECK(ask.place.isStream == row.isStream);
    CHECK(ask.asArray == row.asArray);
}
