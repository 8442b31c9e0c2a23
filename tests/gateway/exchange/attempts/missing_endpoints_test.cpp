#include "gateway/exchange/attempts/missing_endpoints.h"

#include "catch.h"

#include <chrono>
#include <string>

using namespace gateway;
using namespace gateway::exchange;

TEST_CASE("distinguishes a missing endpoint from a missing model or object")
{
    struct Row {
        int status;
        const char* body;
        const char* message;
        bool isMissing;
    };
    const auto row = GENERATE(values<Row>({
        {404, "", "", true},
        {404, "404 page not found", "", true},
        {404, R"({"detail":"Not Found"})", "", true},
        {404, R"({"error":{"code":404,"message":"File Not Found"}})", "File Not Found", true},
        {404, "", "Invalid URL (POST /v1/responses). See our list of models.", true},
        {404, "<!DOCTYPE html><title>Models</title>", "", true},
        {405, R"({"detail":"Method Not Allowed"})", "", true},
        {501, "", "not implemented", true},
        {501, "", "", true},
        {200, R"({"error":"x"})", "Unexpected endpoint or method. (POST /v1/responses)", true},
        {404, "", "The model `m` does not exist.", false},
        {404, "", "Response with id 'resp_1' not found.", false},
        {404, "", "Previous response cannot be found", false},
        {404, "", "The API deployment for this resource does not exist", false},
        {404, R"({"error":"item not found"})", "", false},
        // not implemented may refer to something else than the endpoint
        {501, R"({"error":{"message":"tool type web_search is not implemented","code":501}})", "tool type web_search is not implemented", false},
        {501, "", "logprobs is not implemented", false},
        {501, R"({"error":{"message":"not implemented","param":"top_k"}})", "not implemented", false},
        {501, "", "not implemented for this model", false},
        {501, "", "Streaming is not supported by /v1/responses", false},
        {501, "", "This server does not support responses. Start it with --responses", true},
        {501, "", "The endpoint /v1/responses is not implemented in llama-swap", true},
        {501, "Unsupported method ('POST')", "", true},
        // an error that names the model is about the model
        {404, "", "m1 not found", false},
        {404, "", "LoRA adapter m1 is not available", false},
        {404, "", "no backend serves \"M1\"", false},
        {404, "", "m1: no such name at /v1/responses", false},
        {404, R"({"error":{"message":"模型不存在","code":"model_not_found"}})", "模型不存在", false},
        {404, R"({"error":{"message":"Unknown name","param":"model"}})", "Unknown name", false},
        {404, "", "/v1/m12 not found", true}, // a different word
        {404, "", "no Route matched with those values", true},
        {404, "", "This feature is not enabled here", true},
        {404, "", "Tool web_search not found", false},
        // other statuses
        {400, R"({"error":"unknown endpoint /v1/responses"})", "unknown endpoint /v1/responses", true},
        {400, "", "Unsupported endpoint", true},
        {400, "", "Invalid URL (POST /v1/responses)", true},
        {400, "", "no route matches /responses", true},
        {400, "", "Unknown endpoint: POST /proxy/v1/responses", true},
        {410, "", "This endpoint is gone", true},
        {400, "", "Tool web_search is not supported by this endpoint", false},
        {400, "", "The model m1 is not served by the endpoint /v1/responses", false},
        {400, "", "Invalid URL in input[0].content[1].image_url", false},
        {400, R"({"error":{"message":"Invalid URL","param":"input[0].content[0].file_url"}})", "Invalid URL", false},
        {400, "", "Bad Request", false},
        {400, "", "not found", false},
        {500, "", "Not Found", false},
        {200, "", "Not Found", false},
    }));
    CAPTURE(row.status, row.body, row.message);
    CHECK(saysNoEndpoint(refusalWords(row.status, row.body, row.message), {"/v1/responses?api-version=1", "m1"}) == row.isMissing);
}

TEST_CASE("recognises a path without a proxy's prefix and a model without its owner")
{
    const AskedFor asked{"/engine/v1/messages", "Qwen/Qwen3-8B"};
    CHECK(saysNoEndpoint(refusalWords(404, "", "Cannot POST /v1/messages to a model"), asked));
    CHECK_FALSE(saysNoEndpoint(refusalWords(404, "", "Cannot POST /v2/messages to a model"), asked));
    CHECK_FALSE(saysNoEndpoint(refusalWords(404, "", "qwen3-8b is not here"), asked));
    CHECK_FALSE(saysNoEndpoint(refusalWords(404, "", "Nothing is known of Qwen/Qwen3-8B"), asked));
    CHECK(saysNoEndpoint(refusalWords(404, "", "Nothing is here"), asked));
}

TEST_CASE("remembers a missing endpoint for a while and forgets it when the configuration changes")
{
    MissingEndpoints missing;
    const TimePoint begin{std::chrono::hours(1)};
    const std::string key = MissingEndpoints::keyOf("up", "http://a:1", "/v1/responses?x=1");
    CHECK(key == MissingEndpoints::keyOf("up", "http://a:1", "/v1/responses"));
    CHECK(key != MissingEndpoints::keyOf("other", "http://a:1", "/v1/responses"));
    CHECK(missing.known(begin) == nullptr);
    CHECK(missing.learn(key, begin));
    CHECK_FALSE(missing.learn(key, begin));
    const auto kept = missing.known(begin);
    REQUIRE(kept);
    CHECK(kept->contains(key));
    CHECK(missing.learn("another", begin + std::chrono::minutes(4)));
    CHECK(kept->size() == 1);
    CHECK(missing.known(begin + std::chrono::minutes(4))->size() == 2);
    const auto later = missing.known(begin + MissingEndpoints::kRemembered);
    REQUIRE(later);
    CHECK_FALSE(later->contains(key));
    CHECK(missing.known(begin + 2 * MissingEndpoints::kRemembered) == nullptr);
    CHECK(missing.learn(key, begin + 2 * MissingEndpoints::kRemembered));
    missing.clear();
    CHECK(missing.known(begin + 2 * MissingEndpoints::kRemembered) == nullptr);
}
