#include "gateway/protocol/dialect.h"

#include "gateway/core/json/json.h"

#include "catch.h"

#include <algorithm>
#include <set>
#include <vector>

using namespace gateway;
using namespace gateway::protocol;

TEST_CASE("recognises the error bodies of each API, and its own")
{
    struct Row {
        const char* body;
        std::vector<Dialect> dialects;
    };
    using enum Dialect;
    const auto row = GENERATE(values<Row>({
        {R"({"error":{"message":"No.","type":"invalid_request_error","param":null,"code":null}})", {OpenAi, OpenAiResponses, Gemini}},
        {R"({"error":{"code":400,"message":"No.","status":"INVALID_ARGUMENT"}})", {OpenAi, OpenAiResponses, Gemini}},
        {R"({"type":"error","error":{"type":"not_found_error","message":"No."},"request_id":"r"})", {OpenAi, OpenAiResponses, Anthropic, Gemini}},
        {R"({"error":"No."})", {Ollama}},
        {R"({"error":null})", {}},
        {R"({"error":{}})", {}},
        {R"({"error":{"message":["No."]}})", {}},
        {R"({"type":"error","error":"No."})", {Ollama}},
        {R"({"detail":[{"msg":"No."}]})", {}},
        {R"({"message":"No."})", {}},
        {R"([{"error":{"message":"No."}}])", {}},
        {R"("No.")", {}},
        {"<html>", {}},
        {"", {}},
    }));
    CAPTURE(row.body);
    for (const Dialect dialect : {OpenAi, OpenAiResponses, Anthropic, Gemini, Ollama}) {
        CAPTURE(static_cast<int>(dialect));
        CHECK(isErrorBody(dialect, row.body) == (std::ranges::find(row.dialects, dialect) != row.dialects.end()));
        CHECK(isErrorBody(dialect, errorBody(dialect, Error{ErrorKind::InvalidRequest, asIs("No.")})));
    }
}

TEST_CASE("writes an error body in the shape of each dialect")
{
    Error error;
    error.kind = ErrorKind::ModelNotFound;
    error.message = gateway::asIs("No model \"x\".");
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

TEST_CASE("writes a Responses stream error that SDKs and Codex and the reference all accept")
{
    Error error;
    error.kind = ErrorKind::NoUsableTarget;
    error.message = gateway::asIs("None is left.");
    CHECK(errorEvent(Dialect::OpenAiResponses, error, {}, "ab1")
        == "event: error\n"
           R"(data: {"type":"error","code":"no_usable_target","message":"None is left.","param":null,)"
           R"("sequence_number":0,"error":{"message":"None is left.","type":"server_error","param":null,)"
           R"("code":"no_usable_target"}})"
           "\n\nevent: response.failed\n"
           R"(data: {"type":"response.failed","sequence_number":1,"response":{"id":"resp_ab1","object":"response",)"
           R"("status":"failed","error":{"code":"no_usable_target","message":"None is left."},)"
           R"("incomplete_details":null,"output":[],"usage":null}})"
           "\n\n");
}

TEST_CASE("an internal error contains the request ID and survives bytes that are not UTF-8")
{
    Error error;
    error.message = gateway::asIs("Something broke \xFF.");
    const std::string body = errorBody(Dialect::OpenAi, error, "abc");
    const auto parsed = parseJson(body);
    REQUIRE(parsed);
    CHECK((*parsed)["error"]["message"].get<std::string>().find("abc") != std::string::npos);
}

TEST_CASE("an error body never implies another HTTP status than the one it is sent with")
{
    const std::vector<Dialect> dialects{Dialect::OpenAi, Dialect::OpenAiResponses, Dialect::Anthropic, Dialect::Gemini, Dialect::Ollama};
    const std::vector<int> statuses{0, 400, 402, 409, 413, 422, 429, 500, 501, 502, 503, 504, 520, 529, 599};
    for (int kind = 0; kind < static_cast<int>(ErrorKind::PortTaken); ++kind)
        for (const int status : statuses)
            for (const Dialect dialect : dialects) {
                Error error;
                error.kind = static_cast<ErrorKind>(kind);
                error.message = gateway::asIs("x");
                error.status = status;
                CAPTURE(error.code(), error.httpStatus(), static_cast<int>(dialect));
                for (const std::string& text : {errorBody(dialect, error), errorEvent(dialect, error)}) {
                    const auto begin = text.find('{');
                    const auto body = parseJson(std::string_view(text).substr(begin, text.find_first_of("\r\n", begin) - begin));
                    REQUIRE(body);
                    const Json inner = body->value("error", Json());
                    const bool hasNumber = inner.is_object() && inner.contains("code") && inner["code"].is_number();
                    CHECK(hasNumber == (dialect == Dialect::Gemini));
                    if (hasNumber)
                        CHECK(inner["code"] == error.httpStatus());
                    const std::string type = inner.is_object() ? inner.value("type", std::string()) : std::string();
                    if (error.httpStatus() >= 500 && !type.empty())
                        CHECK(type != "authentication_error");
                    if (error.httpStatus() < 500)
                        CHECK((type != "server_error" && type != "api_error" && type != "overloaded_error"));
                }
            }
}

TEST_CASE("a Gemini error repeats the HTTP status as its code and names it in the status field")
{
    struct Row {
        ErrorKind kind;
        int code; ///< also the HTTP status of the answer
        const char* status;
        bool isOwn = false; ///< differs from the default status of the kind
    };
    // Source: googleapis, google/rpc/code.proto, "HTTP Mapping". Read 2026-11-22.
    const std::vector<Row> rows{
        {ErrorKind::InvalidRequest, 400, "INVALID_ARGUMENT"},
        {ErrorKind::ContentFilter, 400, "INVALID_ARGUMENT"},
        {ErrorKind::InvalidConsumerKey, 401, "UNAUTHENTICATED"},
        {ErrorKind::BudgetExceeded, 402, "RESOURCE_EXHAUSTED"},
        {ErrorKind::ConsumerNotAllowed, 403, "PERMISSION_DENIED"},
        {ErrorKind::ForbiddenHost, 403, "PERMISSION_DENIED"},
        {ErrorKind::ResponseNotKept, 400, "INVALID_ARGUMENT"},
        {ErrorKind::ContextTooLong, 400, "INVALID_ARGUMENT"},
        {ErrorKind::ForbiddenOrigin, 403, "PERMISSION_DENIED"},
        {ErrorKind::UnknownEndpoint, 404, "NOT_FOUND"},
        {ErrorKind::ModelNotFound, 404, "NOT_FOUND"},
        {ErrorKind::MethodNotAllowed, 405, "INVALID_ARGUMENT"},
        {ErrorKind::RequestTimeout, 408, "DEADLINE_EXCEEDED"},
        {ErrorKind::UnsupportedMediaType, 415, "INVALID_ARGUMENT"},
        {ErrorKind::RequestTooLarge, 413, "INVALID_ARGUMENT"},
        {ErrorKind::HeaderTooLarge, 431, "INVALID_ARGUMENT"},
        {ErrorKind::RateLimited, 429, "RESOURCE_EXHAUSTED"},
        {ErrorKind::UpstreamRateLimited, 429, "RESOURCE_EXHAUSTED"},
        {ErrorKind::LoopSuspected, 429, "RESOURCE_EXHAUSTED"},
        {ErrorKind::UpgradeNotSupported, 426, "FAILED_PRECONDITION"},
        {ErrorKind::BadRequest, 400, "INVALID_ARGUMENT"},
        {ErrorKind::InternalError, 500, "INTERNAL"},
        {ErrorKind::ProtocolNotServed, 501, "UNIMPLEMENTED"},
        {ErrorKind::UpstreamError, 502, "UNAVAILABLE"},
        {ErrorKind::UpstreamUnreachable, 502, "UNAVAILABLE"},
        {ErrorKind::UpstreamProtocolError, 502, "UNAVAILABLE"},
        {ErrorKind::NoUsableKey, 503, "UNAVAILABLE"},
        {ErrorKind::NoUsableTarget, 503, "UNAVAILABLE"},
        {ErrorKind::OverloadedHere, 503, "UNAVAILABLE"},
        {ErrorKind::GatewayPaused, 503, "UNAVAILABLE"},
        {ErrorKind::GatewayStopping, 503, "UNAVAILABLE"},
        {ErrorKind::UpstreamTimeout, 504, "DEADLINE_EXCEEDED"},
        {ErrorKind::StreamInterrupted, 502, "UNAVAILABLE"},
        {ErrorKind::LoopDetected, 508, "FAILED_PRECONDITION"},
        {ErrorKind::CancelledHere, 499, "CANCELLED"},
        // With a status that differs from the default of the kind.
        {ErrorKind::HeaderTooLarge, 414, "INVALID_ARGUMENT", true},
        {ErrorKind::BadRequest, 501, "UNIMPLEMENTED", true},
        {ErrorKind::BadRequest, 505, "UNIMPLEMENTED", true},
        {ErrorKind::UpstreamError, 409, "ABORTED", true},
        {ErrorKind::UpstreamError, 422, "INVALID_ARGUMENT", true},
        {ErrorKind::UpstreamError, 520, "INTERNAL", true},
        {ErrorKind::UpstreamError, 529, "UNAVAILABLE", true},
    };
    std::set<ErrorKind> told;
    for (const Row& row : rows) {
        Error error;
        error.kind = row.kind;
        error.message = gateway::asIs("x");
        error.status = row.isOwn ? row.code : 0;
        CAPTURE(error.code(), error.httpStatus());
        CHECK(error.httpStatus() == row.code);
        const Json expected{{"error", {{"code", row.code}, {"message", "x"}, {"status", row.status}}}};
        CHECK(*parseJson(errorBody(Dialect::Gemini, error)) == expected);
        CHECK(errorEvent(Dialect::Gemini, error) == "data: " + errorBody(Dialect::Gemini, error) + "\r\n\r\n");
        told.insert(row.kind);
    }
    // The table covers every kind that a client may see.
    for (int kind = 0; kind < static_cast<int>(ErrorKind::PortTaken); ++kind)
        CHECK(told.contains(static_cast<ErrorKind>(kind)));
}
