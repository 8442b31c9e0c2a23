#include "gateway/protocol/conversation/answer_error.h"

#include "catch.h"

using namespace gateway::protocol;

TEST_CASE("maps an upstream error inside a stream to the client's error type and code")
{
    struct Row {
        AnswerError said;
        int status;
        const char* chat; ///< type and code
        const char* responses; ///< code
    };
    const auto row = GENERATE(values<Row>({
        {{"quota", {}, "RESOURCE_EXHAUSTED", 429}, 429, "rate_limit_error upstream_rate_limited", "rate_limit_exceeded"},
        {{"slow", "throttlingException", {}, 429}, 429, "rate_limit_error upstream_rate_limited", "rate_limit_exceeded"},
        {{"slow", {}, "429", 0}, 429, "rate_limit_error upstream_rate_limited", "rate_limit_exceeded"},
        {{"slow", "requests", "rate_limit_exceeded", 0}, 429, "rate_limit_error rate_limit_exceeded", "rate_limit_exceeded"},
        {{"busy", "server_error", "overloaded", 0}, 529, "server_error upstream_error", "server_error"},
        {{"busy", "overloaded_error", {}, 529}, 529, "server_error upstream_error", "server_error"},
        {{"busy", {}, "UNAVAILABLE", 503}, 503, "server_error upstream_error", "server_error"},
        {{"long", {}, "context_length_exceeded", 0}, 400, "invalid_request_error context_length_exceeded",
            "context_length_exceeded"},
        {{"bad", "validationException", {}, 400}, 400, "invalid_request_error upstream_error", "invalid_prompt"},
        {{"bad", {}, "INVALID_ARGUMENT", 400}, 400, "invalid_request_error upstream_error", "invalid_prompt"},
        {{"key", "authentication_error", {}, 401}, 401, "authentication_error upstream_error", "server_error"},
        {{"boom", {}, {}, 0}, 0, "server_error upstream_error", "server_error"},
    }));
    CAPTURE(row.said.message, row.said.type, row.said.code);
    CHECK(statusOf(row.said) == row.status);
    const AnswerError chat = inDialect(Dialect::OpenAi, row.said);
    CHECK(chat.type + ' ' + chat.code == row.chat);
    CHECK(chat.message == row.said.message);
    CHECK(inDialect(Dialect::OpenAiResponses, row.said).code == row.responses);
    const AnswerError other = inDialect(Dialect::Anthropic, row.said); // which is mapped by status
    CHECK(other.status == row.status);
    CHECK(other.type == row.said.type);
}
