#include "gateway/exchange/attempts/missing_endpoints.h"

#include "catch.h"

#include <chrono>
#include <string>

using namespace gateway;
using namespace gateway::exchange;

TEST_CASE("a refusal about the endpoint differs from one about what the request names")
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
        {501, "", "not implemented for this model", true},
        {200, R"({"error":"x"})", "Unexpected endpoint or method. (POST /v1/responses)", true},
        {404, "", "The model `m` does not exist.", false},
        {404, "", "Response with id 'resp_1' not found.", false},
        {404, "", "Previous response cannot be found", false},
        {404, "", "The API deployment for this resource does not exist", false},
        {404, R"({"error":"item not found"})", "", false},
        {400, "", "not found", false},
        {500, "", "Not Found", false},
        {200, "", "Not Found", false},
    }));
    CAPTURE(row.status, row.body, row.message);
    CHECK(saysNoEndpoint(row.status, row.body, row.message, "/v1/responses?api-version=1") == row.isMissing);
}

TEST_CASE("what a host lacks is remembered for a while, and forgotten at once when the configuration changes")
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
