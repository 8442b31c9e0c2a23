#include "gateway/host/health/check_verdict.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::host;
using config::FailureClass;
using providers::UpstreamFailure;

namespace {

const routing::Rest kProvider{"p", {}, {}, FailureClass::Unreachable, "refused"};
const routing::Rest kKey{"p", "a", {}, FailureClass::KeyRejected, "401"};
const routing::Rest kBroke{"p", "a", {}, FailureClass::BalanceGone, "402"};
const routing::Rest kModel{"p", {}, "m", FailureClass::ServerError, "500"};
const routing::Rest kMissing{"p", {}, "m", FailureClass::ModelMissing, "404"};
const routing::Rest kLimited{"p", "a", "m", FailureClass::RateLimited, "429"};

std::string body(const char* code) { return R"({"error":{"message":"no","code":")" + std::string(code) + R"("}})"; }

} // namespace

TEST_CASE("decides from a health check's answer whether a cooldown ends")
{
    struct Row {
        const char* name;
        routing::Rest rest;
        int status;
        const char* code;
        bool isWell;
    };
    const auto row = GENERATE(values<Row>({
        {"a key that is still rejected", kKey, 401, "", false},
        {"a key that lacks balance now", kKey, 402, "", false},
        {"a key that was let in and found limited", kKey, 429, "", true},
        {"an accepted key, unknown model", kKey, 404, "model_not_found", true},
        {"a key that was let in, and a bad request", kKey, 400, "", true},
        {"a key of a failing provider", kKey, 503, "", false},
        {"a key without balance", kBroke, 429, "insufficient_quota", false},
        {"a key with balance and a limit", kBroke, 429, "rate_limit_exceeded", true},
        {"a provider that answers something", kProvider, 500, "", true},
        {"a provider that rejects a key", kProvider, 401, "", true},
        {"a model that is still broken", kModel, 500, "", false},
        {"a model that is overloaded now", kModel, 529, "", false},
        {"a model with a rejected key", kModel, 401, "", false},
        {"a model that has a limit", kModel, 429, "", true},
        {"a model that finds fault with the request", kModel, 422, "", true},
        {"a model that is still missing", kMissing, 404, "model_not_found", false},
        {"a limit that still holds", kLimited, 429, "", false},
        {"a limit that cannot be seen for the key", kLimited, 401, "", false},
    }));
    CAPTURE(row.name);
    providers::ProbeResult result;
    result.status = row.status;
    result.failure = UpstreamFailure::Status;
    result.refusal = body(row.code);
    config::ProviderSettings provider;
    provider.id = "p";
    provider.type = "openai-compatible";
    CHECK(isWellAgain(row.rest, result, *routing::FailureRules::load().value(), provider) == row.isWell);
}

TEST_CASE("an answer ends a cooldown and a failed request does not")
{
    const auto rules = routing::FailureRules::load().value();
    const config::ProviderSettings provider;
    providers::ProbeResult result;
    result.ok = true;
    CHECK(isWellAgain(kLimited, result, *rules, provider));
    result.ok = false;
    for (const auto failure : {UpstreamFailure::Refused, UpstreamFailure::TimedOut, UpstreamFailure::NotAChat}) {
        result.failure = failure;
        CHECK_FALSE(isWellAgain(kKey, result, *rules, provider));
        CHECK_FALSE(isWellAgain(kProvider, result, *rules, provider));
    }
    result.failure = UpstreamFailure::BrokenStream;
    result.status = 200;
    result.refusal = R"({"error":{"message":"Rate limit reached"}})";
    CHECK_FALSE(isWellAgain(kLimited, result, *rules, provider));
    CHECK(isWellAgain(kKey, result, *rules, provider));
}
