#include "gateway/usage/otlp/otlp_answer.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::usage;

TEST_CASE("reads only the rejected items of a collector's answer")
{
    struct Row {
        const char* name;
        std::string body;
        const char* type;
        std::int64_t count;
        const char* message;
    };
    const auto row = GENERATE(values<Row>({
        {"nothing", "", "application/x-protobuf", 0, ""},
        {"protobuf", std::string("\x0A\x09\x08\x03\x12\x05stale", 11), "application/x-protobuf", 3, "stale"},
        {"an unknown field in it", std::string("\x0A\x0B\x08\x03\x18\x01\x12\x05stale", 13), "application/x-protobuf", 3, "stale"},
        {"broken off", std::string("\x0A\x09\x08\x03", 4), "application/x-protobuf", 0, ""},
        {"below 0", std::string("\x0A\x0B\x08\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01", 13), "application/x-protobuf", 0, ""},
        {"no protobuf", "<html>", "text/html", 0, ""},
        {"JSON", R"({"partialSuccess":{"rejectedSpans":"4","errorMessage":"full"}})", "application/json", 4, "full"},
        {"JSON with a number", R"({"partialSuccess":{"rejectedDataPoints":5}})", "application/json; charset=utf-8", 5, ""},
        {"JSON of no success", R"({"partialSuccess":7})", "application/json", 0, ""},
        {"no JSON", "{", "application/json", 0, ""},
    }));
    CAPTURE(row.name);
    const OtlpRejection rejection = rejectionOf(row.body, row.type);
    CHECK(rejection.count == row.count);
    CHECK(rejection.message == row.message);
}

TEST_CASE("retries only the statuses of the OTLP specification and honours Retry-After")
{
    for (const int status : {429, 502, 503, 504})
        CHECK(isWorthRetry(status));
    for (const int status : {200, 302, 400, 401, 404, 413, 500})
        CHECK_FALSE(isWorthRetry(status));
    CHECK(retryDelay(1, "", 1) == Milliseconds(1000));
    CHECK(retryDelay(3, "", 1) == Milliseconds(4000));
    CHECK(retryDelay(3, "", 0.8) == Milliseconds(3200));
    CHECK(retryDelay(60, "", 1) == Milliseconds(30000));
    CHECK(retryDelay(1, "7", 1) == Milliseconds(7000));
    CHECK(retryDelay(1, "0", 1) == Milliseconds(0));
    CHECK(retryDelay(1, "100000", 1) == Milliseconds(60000));
    CHECK(retryDelay(2, "Fri, 31 Dec 1999 23:59:59 GMT", 1) == Milliseconds(2000));
}
