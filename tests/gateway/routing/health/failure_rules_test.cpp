#include "gateway/routing/health/failure_rules.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::routing;
using config::FailureClass;

TEST_CASE("an upstream's refusal is told apart by status and words")
{
    struct Row {
        int status;
        const char* body;
        std::optional<FailureClass> failure;
    };
    const auto row = GENERATE(values<Row>({
        {400, R"({"error":{"message":"bad temperature"}})", std::nullopt},
        {400, R"({"error":{"message":"x","code":"context_length_exceeded"}})", FailureClass::ContextTooLong},
        {400, R"({"error":{"message":"x","code":"content_filter"}})", FailureClass::ContentFiltered},
        {400, R"({"error":{"message":"x","code":"model_not_found"}})", FailureClass::ModelMissing},
        {401, "", FailureClass::KeyRejected},
        {402, R"({"error":{"message":"Insufficient Balance"}})", FailureClass::BalanceGone},
        {403, "<html>", FailureClass::KeyRejected},
        {404, R"({"error":{"message":"The model `x` does not exist"}})", FailureClass::ModelMissing},
        {404, R"({"error":{"message":"no such page"}})", std::nullopt},
        {404, "", std::nullopt},
        {408, "", FailureClass::Timeout},
        {413, "", std::nullopt},
        {422, "", std::nullopt},
        {429, "", FailureClass::RateLimited},
        {429, R"({"error":{"message":"x","code":"insufficient_quota"}})", FailureClass::BalanceGone},
        {429, R"({"error":{"message":"账户余额不足"}})", FailureClass::BalanceGone},
        {500, "", FailureClass::ServerError},
        {503, "", FailureClass::ServerError},
        {529, "", FailureClass::Overloaded},
        {200, R"({"error":{"message":"Rate limit reached"}})", FailureClass::RateLimited},
        {200, R"({"error":{"message":"boom"}})", FailureClass::ServerError},
        {200, R"({"error":{"message":"x","type":"invalid_request_error"}})", std::nullopt},
    }));
    const auto rules = FailureRules::load().value();
    CAPTURE(row.status, row.body);
    CHECK(rules->judge(row.status, {}, row.body, "openai", WallTime()).failure == row.failure);
}

TEST_CASE("Retry-After is read in seconds and kept within reason")
{
    struct Row {
        const char* value;
        int seconds;
    };
    const auto row = GENERATE(values<Row>({{"20", 20}, {"0", 0}, {"-5", 0}, {"99999999", 7 * 24 * 3600},
                                           {"Fri, 20 Nov 2026 08:00:00 GMT", 0}, {"", 0}}));
    const auto rules = FailureRules::load().value();
    http::Headers headers;
    headers.add("Retry-After", row.value);
    CHECK(rules->judge(429, headers, "", "openai", WallTime()).limitedFor.value_or(Milliseconds(0)) == std::chrono::seconds(row.seconds));
}
