#include "gateway/protocol/upstream_error.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::protocol;

TEST_CASE("reads an upstream error in every known format")
{
    struct Row {
        const char* body;
        const char* message;
        const char* code;
        const char* type = "";
    };
    const auto row = GENERATE(values<Row>({
        {R"({"error":{"message":"no","type":"t","code":"c"}})", "no", "c", "t"},
        {R"({"error":{"message":"no","code":1302}})", "no", "1302"},
        {R"({"error":"no"})", "no", ""},
        {R"({"message":"no","code":"c"})", "no", "c"},
        {R"({"error":{"message":null}})", "", ""},
        {R"({"type":"error","error":{"type":"overloaded_error","message":"no"}})", "no", "", "overloaded_error"},
        {R"([{"error":{"code":429,"message":"no","status":"RESOURCE_EXHAUSTED"}}])", "no", "429"},
        {R"({"base_resp":{"status_code":1008,"status_msg":"no"}})", "no", "1008"},
        {R"({"error_code":18,"error_msg":"no"})", "no", "18"},
        {R"({"header":{"code":10013,"message":"no","status":2}})", "no", "10013"},
        {R"({"Response":{"Error":{"Code":"C","Message":"no"}}})", "no", "C"},
        {R"({"code":"kind","error":"no"})", "no", "kind"},
        {R"({"error":"kind","error_description":"no"})", "no", "kind"},
        {R"({"detail":"no"})", "no", ""},
        {R"({"detail":[{"loc":["body"],"msg":"no","type":"missing"}]})", "no", "", "missing"},
        {R"({"object":"error","message":{"detail":[{"msg":"no"}]},"type":"t"})", "no", "", "t"},
        {R"({"errors":[{"message":"no","code":7003}]})", "no", "7003"},
        {R"({"errors":["no"]})", "no", ""},
        {R"({"status":429,"title":"Too Many Requests","detail":"no"})", "no", ""},
        {R"({"__type":"T","Message":"no"})", "no", "", "T"},
        {"\xEF\xBB\xBF {\"error\":\"no\"}", "no", ""},
        {"event: error\ndata: {\"error\":{\"message\":\"no\"}}\n\n", "no", ""},
        {"plain words\nin two lines", "plain words in two lines", ""},
        {"<html><title>502</title>", "", ""},
        {R"({"error":{"message":"no, but cut o)", "no, but cut o", ""},
        {R"({"error":{"code":"c","message":"no \u00)", "no \\u00", "c"},
        {"[]", "", ""},
        {"7", "7", ""},
        {"", "", ""},
    }));
    CAPTURE(row.body);
    const UpstreamError error = readUpstreamError(row.body);
    CHECK(error.message == row.message);
    CHECK(error.code == row.code);
    CHECK(error.type == row.type);
}

TEST_CASE("keeps further details of an error for failure rules")
{
    struct Row {
        const char* body;
        const char* more;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"error":{"code":"content_filter","message":"m","innererror":{"code":"Inner"}}})", "Inner"},
        {R"({"error":{"message":"m","details":[{"reason":"API_KEY_INVALID"}]}})", "API_KEY_INVALID"},
        {R"({"error":{"message":"m","metadata":{"raw":"its own words"}}})", "its own words"},
        {R"({"error":{"message":"m","metadata":{"reasons":["violence"]}}})", "violence"},
        {"<html><head><title>Just a moment...</title>", "Just a moment..."},
    }));
    CAPTURE(row.body);
    const UpstreamError error = readUpstreamError(row.body);
    CHECK(error.more.find(row.more) != std::string::npos);
    CHECK(error.code != "Inner");
}

TEST_CASE("finds retry delay and reset time in their various fields")
{
    CHECK(readUpstreamError(R"({"error":{"message":"m","details":[{"retryDelay":"32s"}]}})").retryDelay == "32s");
    CHECK(readUpstreamError(R"({"error":{"message":"m","resets_in_seconds":90}})").retryDelay == "90s");
    CHECK(readUpstreamError(R"({"retry_after_ms":90})").retryDelay == "90ms");
    CHECK(readUpstreamError(R"({"error":{"resets_at":1795163400}})").resetsAt == "1795163400");
}
