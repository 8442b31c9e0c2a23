#include "gateway/protocol/anthropic/anthropic_shapes.h"

#include "anthropic_fixture.h"
#include "catch.h"

using namespace gateway;
using namespace gateway::protocol;
using tests::shown;

TEST_CASE("lists models in Anthropic's format")
{
    CHECK(toText(anthropicModelList({{"a", "Model A", 1760659200}, {"b", "", 0}}))
        == R"({"data":[{"type":"model","id":"a","display_name":"Model A","created_at":"2025-10-17T00:00:00Z"},)"
           R"({"type":"model","id":"b","display_name":"b","created_at":"1970-01-01T00:00:00Z"}],)"
           R"("has_more":false,"first_id":"a","last_id":"b"})");
    CHECK(toText(anthropicModelList({})) == R"({"data":[],"has_more":false,"first_id":null,"last_id":null})");
    CHECK(anthropicModel({"x", "", 1709210096}).at("created_at") == "2024-02-29T12:34:56Z");
}

TEST_CASE("thread errors have the error codes that the SDK looks for")
{
    CHECK(threadUnsupportedBody()
        == R"({"type":"error","error":{"type":"invalid_request_error",)"
           R"("message":"Conversations are not stored here. Send the whole conversation, without \"thread\".",)"
           R"("details":{"error_code":"thread_unsupported_request","unsupported":["thread"]}}})");
    const Json notFound = *parseJson(threadNotFoundBody());
    CHECK(notFound.at("error").at("type") == "not_found_error");
    CHECK(notFound.at("error").at("details").at("error_code") == "thread_not_found");
}

TEST_CASE("writes the answer of count_tokens")
{
    CHECK(toText(anthropicTokenCount(7)) == R"({"input_tokens":7})");
}
