#include "gateway/providers/endpoint_path.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::providers;

namespace {

std::string asked(
    Protocol protocol, const char* base, const PathSettings& settings, Operation operation, const char* model)
{
    const auto path = EndpointPath::of(protocol, base, settings, operation, model);
    return path ? path->target() : '!' + path.error().message;
}

const PathSettings kCloud{"my-proj", "europe-west1", "", "", "google"};

} // namespace

TEST_CASE("paths of APIs whose path names the model")
{
    struct Row {
        Protocol protocol;
        const char* base;
        Operation operation;
        const char* model;
        const char* target;
    };
    using enum Operation;
    const auto row = GENERATE(values<Row>({
        {Protocol::Gemini, "", Chat, "gemini-2.5-pro", "/v1beta/models/gemini-2.5-pro:generateContent"},
        {Protocol::Gemini, "/v1beta", ChatStream, "models/gemini-2.5-pro",
            "/v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse"},
        {Protocol::Gemini, "/bypass/vertex/v1", Chat, "g", "/bypass/vertex/v1/models/g:generateContent"},
        {Protocol::Gemini, "/v1beta/", Chat, "tunedModels/mine-1", "/v1beta/tunedModels/mine-1:generateContent"},
        {Protocol::Gemini, "", Embeddings, "gemini-embedding-001",
            "/v1beta/models/gemini-embedding-001:batchEmbedContents"},
        {Protocol::Gemini, "", CountTokens, "g", "/v1beta/models/g:countTokens"},
        {Protocol::Gemini, "", Models, "", "/v1beta/models"},
        {Protocol::Gemini, "", Chat, "a/../b?c#d%", "/v1beta/models/a%2F..%2Fb%3Fc%23d%25:generateContent"},
        {Protocol::Gemini, "", Chat, "..", "/v1beta/models/%2E%2E:generateContent"},
        {Protocol::Gemini, "", Chat, "", "!no model is named, which the address needs"},
        {Protocol::Vertex, "", Chat, "gemini-2.5-pro",
            "/v1/projects/my-proj/locations/europe-west1/publishers/google/models/gemini-2.5-pro:generateContent"},
        {Protocol::Vertex, "/v1", ChatStream, "google/gemini-2.5-pro",
            "/v1/projects/my-proj/locations/europe-west1/publishers/google/models/"
            "gemini-2.5-pro:streamGenerateContent?alt=sse"},
        {Protocol::Vertex, "/v1beta1", Chat, "g",
            "/v1beta1/projects/my-proj/locations/europe-west1/publishers/google/models/g:generateContent"},
        {Protocol::Vertex, "", Chat, "publishers/anthropic/models/claude-sonnet-4-5@20250929",
            "/v1/projects/my-proj/locations/europe-west1/publishers/anthropic/models/"
            "claude-sonnet-4-5%4020250929:rawPredict"},
        {Protocol::Vertex, "", ChatStream, "anthropic/claude-opus-4-6",
            "/v1/projects/my-proj/locations/europe-west1/publishers/anthropic/models/claude-opus-4-6:streamRawPredict"},
        {Protocol::Vertex, "", CountTokens, "anthropic/claude-opus-4-6",
            "/v1/projects/my-proj/locations/europe-west1/publishers/anthropic/models/count-tokens:rawPredict"},
        {Protocol::Vertex, "", CountTokens, "g",
            "/v1/projects/my-proj/locations/europe-west1/publishers/google/models/g:countTokens"},
        {Protocol::Vertex, "", Embeddings, "text-embedding-005",
            "/v1/projects/my-proj/locations/europe-west1/publishers/google/models/text-embedding-005:predict"},
        {Protocol::Vertex, "", Embeddings, "anthropic/c", "!this provider's API has nothing of this kind"},
        {Protocol::Vertex, "", Chat, "endpoints/1234",
            "/v1/projects/my-proj/locations/europe-west1/endpoints/1234:generateContent"},
        {Protocol::Vertex, "", Models, "", "!this provider's API has nothing of this kind"},
        {Protocol::Bedrock, "", Chat, "anthropic.claude-3-5-sonnet-20240620-v1:0",
            "/model/anthropic.claude-3-5-sonnet-20240620-v1%3A0/converse"},
        {Protocol::Bedrock, "", ChatStream, "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.a.b-v1:0",
            "/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Ainference-profile%2Fus.a.b-v1%3A0/"
            "converse-stream"},
        {Protocol::Bedrock, "/proxy/", CountTokens, "m", "/proxy/model/m/count-tokens"},
        {Protocol::Bedrock, "", Embeddings, "amazon.titan-embed-text-v2:0",
            "/model/amazon.titan-embed-text-v2%3A0/invoke"},
        {Protocol::Bedrock, "", Models, "", "!this provider's API has nothing of this kind"},
        {Protocol::Bedrock, "", Chat, "", "!no model is named, which the address needs"},
    }));
    CAPTURE(row.target);
    CHECK(asked(row.protocol, row.base, kCloud, row.operation, row.model) == row.target);
}

TEST_CASE("paths of APIs whose body names the model")
{
    struct Row {
        Protocol protocol;
        const char* base;
        Operation operation;
        const char* target;
    };
    using enum Operation;
    const auto row = GENERATE(values<Row>({
        {Protocol::OpenAiChat, "/v1", Chat, "/v1/chat/completions"},
        {Protocol::OpenAiChat, "/api/paas/v4/", ChatStream, "/api/paas/v4/chat/completions"},
        {Protocol::OpenAiChat, "/inference/v1", Embeddings, "/inference/v1/embeddings"},
        {Protocol::OpenAiChat, "/v1", Models, "/v1/models"},
        {Protocol::OpenAiChat, "/v1", CountTokens, "!this provider's API has nothing of this kind"},
        {Protocol::OpenAiChat, "/openai/v1", Chat, "/openai/v1/chat/completions"},
        {Protocol::OpenAiResponses, "/openai/v1", ChatStream, "/openai/v1/responses"},
        {Protocol::OpenAiResponses, "/v1", CountTokens, "/v1/responses/input_tokens"},
        {Protocol::Anthropic, "", Chat, "/v1/messages"},
        {Protocol::Anthropic, "/anthropic", ChatStream, "/anthropic/v1/messages"},
        {Protocol::Anthropic, "/anthropic/v1/", Chat, "/anthropic/v1/messages"},
        {Protocol::Anthropic, "", CountTokens, "/v1/messages/count_tokens"},
        {Protocol::Anthropic, "/v1", Models, "/v1/models"},
        {Protocol::Anthropic, "", Embeddings, "!this provider's API has nothing of this kind"},
        {Protocol::Cohere, "", Chat, "/v2/chat"},
        {Protocol::Cohere, "/v1", ChatStream, "/v2/chat"},
        {Protocol::Cohere, "/v2", Embeddings, "/v2/embed"},
        {Protocol::Cohere, "/v2", Models, "/v1/models"},
        {Protocol::Ollama, "", Chat, "/api/chat"},
        {Protocol::Ollama, "/sub", Embeddings, "/sub/api/embed"},
        {Protocol::Ollama, "", Models, "/api/tags"},
    }));
    CAPTURE(row.target);
    CHECK(asked(row.protocol, row.base, {}, row.operation, "accounts/x/models/y") == row.target);
}

TEST_CASE("Azure's deployments stand in the path, with a version behind it")
{
    struct Row {
        const char* base;
        const char* version;
        const char* deployment;
        Operation operation;
        const char* target;
    };
    using enum Operation;
    const auto row = GENERATE(values<Row>({
        {"/openai", "2024-10-21", "my dep", Chat,
            "/openai/deployments/my%20dep/chat/completions?api-version=2024-10-21"},
        {"/openai", "2024-10-21", "", ChatStream, "/openai/deployments/gpt-5/chat/completions?api-version=2024-10-21"},
        {"/openai/deployments", "2024-10-21", "", Embeddings,
            "/openai/deployments/gpt-5/embeddings?api-version=2024-10-21"},
        {"/openai/deployments/d", "2024-10-21", "other", Chat,
            "/openai/deployments/d/chat/completions?api-version=2024-10-21"},
        {"/openai/deployments/d", "2024-10-21", "", Models, "/openai/models?api-version=2024-10-21"},
        {"/openai/deployments/d", "", "", Chat, "!settings.api_version is missing: the address needs it"},
        {"/openai", "", "d", Chat, "!settings.api_version is missing: the address needs it"},
        {"/openai/v1", "", "d", Chat, "/openai/v1/chat/completions"},
        {"/v3/openai", "", "", Chat, "/v3/openai/chat/completions"},
    }));
    CAPTURE(row.target);
    const PathSettings settings{"", "", row.version, row.deployment, "google"};
    CHECK(asked(Protocol::OpenAiChat, row.base, settings, row.operation, "gpt-5") == row.target);
    CHECK(asked(Protocol::OpenAiResponses, "/openai", {"", "", "2025-03-01-preview", "", ""}, Chat, "gpt-5")
        == "/openai/responses?api-version=2025-03-01-preview");
}

TEST_CASE("settings of a provider, and what is missing of them")
{
    const PathSettings settings = PathSettings::of(
        {{"project", " p "}, {"region", "global"}, {"api_version", "v"}, {"deployment", "d"}, {"x", "y"}});
    CHECK(settings.project == "p");
    CHECK(settings.region == "global");
    CHECK(settings.apiVersion == "v");
    CHECK(settings.deployment == "d");
    const auto noProject = EndpointPath::of(Protocol::Vertex, "", {}, Operation::Chat, "m");
    REQUIRE_FALSE(noProject);
    CHECK(noProject.error().kind == ErrorKind::ConfigInvalid);
    CHECK(noProject.error().param == "settings.project");
    CHECK(EndpointPath::of(Protocol::Vertex, "", {"p", "", "", "", ""}, Operation::Chat, "m").error().param
        == "settings.region");
    PathSettings claude{"p", "global", "", "", "anthropic"};
    CHECK(asked(Protocol::Vertex, "", claude, Operation::Chat, "claude-opus-4-6")
        == "/v1/projects/p/locations/global/publishers/anthropic/models/claude-opus-4-6:rawPredict");
    CHECK(googleRegionPrefix("global").empty());
    CHECK(googleRegionPrefix("us-central1") == "us-central1-");
}
