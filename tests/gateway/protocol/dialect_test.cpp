#include "gateway/protocol/dialect.h"

#include "gateway/core/json.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::protocol;

TEST_CASE("each dialect has its own shape of an error")
{
    Error error;
    error.kind = ErrorKind::ModelNotFound;
    error.message = "No model \"x\".";
    error.param = "model";
    struct Row {
        Dialect dialect;
        const char* body;
    };
    const auto row = GENERATE(values<Row>({
        {Dialect::OpenAi,
         R"({"error":{"message":"No model \"x\".","type":"invalid_request_error","param":"model","code":"model_not_found"}})"},
        {Dialect::Anthropic, R"({"type":"error","error":{"type":"not_found_error","message":"No model \"x\"."}})"},
        {Dialect::Gemini, R"({"error":{"code":404,"message":"No model \"x\".","status":"NOT_FOUND"}})"},
        {Dialect::Ollama, R"({"error":"No model \"x\"."})"},
    }));
    CHECK(errorBody(row.dialect, error) == row.body);
    CHECK(errorEvent(row.dialect, error).find(row.body) != std::string::npos);
}

TEST_CASE("an internal error names the request, and bytes that are no text do no harm")
{
    Error error;
    error.message = "Something broke \xFF.";
    const std::string body = errorBody(Dialect::OpenAi, error, "abc");
    const auto parsed = parseJson(body);
    REQUIRE(parsed);
    CHECK((*parsed)["error"]["message"].get<std::string>().find("abc") != std::string::npos);
}
