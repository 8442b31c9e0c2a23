#include "dialect.h"

#include "gateway/core/json/json.h"

#include <algorithm>
#include <array>

namespace gateway::protocol {

namespace {

/// The error status of Google's APIs, in addition to the HTTP status in `code`. An HTTP status without a name in
/// google.rpc.Code gets the nearest name; `code` is still the answer's own status, since clients compare the two.
/// Source: googleapis, google/rpc/code.proto; Google AIP-193; js-genai src/_api_client.ts, throwErrorIfNotOK. Read
/// 2026-11-28.
constexpr std::string_view kInvalidArgument = "INVALID_ARGUMENT";
constexpr std::string_view kFailedPrecondition = "FAILED_PRECONDITION";
constexpr std::string_view kUnauthenticated = "UNAUTHENTICATED";
constexpr std::string_view kPermissionDenied = "PERMISSION_DENIED";
constexpr std::string_view kNotFound = "NOT_FOUND";
constexpr std::string_view kAborted = "ABORTED";
constexpr std::string_view kResourceExhausted = "RESOURCE_EXHAUSTED";
constexpr std::string_view kCancelled = "CANCELLED";
constexpr std::string_view kInternal = "INTERNAL";
constexpr std::string_view kUnimplemented = "UNIMPLEMENTED";
constexpr std::string_view kUnavailable = "UNAVAILABLE";
constexpr std::string_view kDeadlineExceeded = "DEADLINE_EXCEEDED";

/// Each dialect's error name for an HTTP status.
struct StatusWords {
    int status;
    std::string_view openAi;
    std::string_view anthropic;
    std::string_view gemini;
};

constexpr std::array kWords{
    StatusWords{400, "invalid_request_error", "invalid_request_error", kInvalidArgument},
    StatusWords{401, "authentication_error", "authentication_error", kUnauthenticated},
    StatusWords{402, "insufficient_quota", "billing_error", kResourceExhausted},
    StatusWords{403, "permission_error", "permission_error", kPermissionDenied},
    StatusWords{404, "invalid_request_error", "not_found_error", kNotFound},
    StatusWords{405, "invalid_request_error", "invalid_request_error", kInvalidArgument},
    StatusWords{408, "timeout_error", "timeout_error", kDeadlineExceeded},
    StatusWords{409, "invalid_request_error", "invalid_request_error", kAborted},
    StatusWords{413, "invalid_request_error", "request_too_large", kInvalidArgument},
    StatusWords{414, "invalid_request_error", "request_too_large", kInvalidArgument},
    StatusWords{415, "invalid_request_error", "invalid_request_error", kInvalidArgument},
    StatusWords{426, "invalid_request_error", "invalid_request_error", kFailedPrecondition},
    StatusWords{429, "rate_limit_error", "rate_limit_error", kResourceExhausted},
    StatusWords{431, "invalid_request_error", "request_too_large", kInvalidArgument},
    StatusWords{499, "invalid_request_error", "invalid_request_error", kCancelled},
    StatusWords{500, "server_error", "api_error", kInternal},
    StatusWords{501, "invalid_request_error", "invalid_request_error", kUnimplemented},
    StatusWords{502, "server_error", "api_error", kUnavailable},
    StatusWords{503, "server_error", "overloaded_error", kUnavailable},
    StatusWords{504, "server_error", "timeout_error", kDeadlineExceeded},
    StatusWords{505, "invalid_request_error", "invalid_request_error", kUnimplemented},
    StatusWords{508, "invalid_request_error", "invalid_request_error", kFailedPrecondition},
    StatusWords{529, "server_error", "overloaded_error", kUnavailable},
};

const StatusWords& wordsFor(int status)
{
    const auto exact =
        std::find_if(kWords.begin(), kWords.end(), [&](const auto& row) { return row.status == status; });
    if (exact != kWords.end())
        return *exact;
    const int general = status >= 500 ? 500 : 400;
    return *std::find_if(kWords.begin(), kWords.end(), [&](const auto& row) { return row.status == general; });
}

std::string fullMessage(const Error& error, std::string_view requestId)
{
    std::string text = error.text();
    if (error.kind == ErrorKind::InternalError && !requestId.empty())
        text += " Request id: " + std::string(requestId) + ".";
    return text;
}

Json openAiError(const Error& error, const std::string& message, std::string_view code)
{
    Json inner;
    inner["message"] = message;
    inner["type"] = std::string(wordsFor(error.httpStatus()).openAi);
    inner["param"] = error.param.empty() ? Json(nullptr) : Json(error.param);
    inner["code"] = std::string(code);
    return Json{{"error", std::move(inner)}};
}

Json anthropicError(const Error& error, const std::string& message, std::string_view)
{
    Json inner;
    inner["type"] = std::string(wordsFor(error.httpStatus()).anthropic);
    inner["message"] = message;
    Json body;
    body["type"] = "error";
    body["error"] = std::move(inner);
    return body;
}

Json geminiError(const Error& error, const std::string& message, std::string_view)
{
    Json inner;
    inner["code"] = error.httpStatus();
    inner["message"] = message;
    inner["status"] = std::string(wordsFor(error.httpStatus()).gemini);
    return Json{{"error", std::move(inner)}};
}

/// In the form that both the format and the SDKs use: they throw on an `error` in the data, whatever the event is, and
/// treat the event alone as one that a program may ignore. Sources: OpenAI API reference, "Streaming events", error;
/// openai-node src/core/streaming.ts. Read 2026-11-22.
Json responsesEvent(const Error& error, const std::string& message, std::string_view code)
{
    Json event;
    event["type"] = "error";
    event["code"] = std::string(code);
    event["message"] = message;
    event["param"] = error.param.empty() ? Json(nullptr) : Json(error.param);
    event["sequence_number"] = 0; // the number of preceding events is unknown for a stream that is relayed unchanged
    event["error"] = openAiError(error, message, code)["error"];
    return event;
}

/// The only form that Codex reads. Source: openai/codex, codex-rs/codex-api/src/sse/responses.rs; read 2026-11-22.
Json failedResponse(const std::string& message, std::string_view code, std::string_view requestId)
{
    Json response;
    response["id"] = "resp_" + std::string(requestId);
    response["object"] = "response";
    response["status"] = "failed";
    response["error"] = Json{{"code", std::string(code)}, {"message", message}};
    response["incomplete_details"] = nullptr;
    response["output"] = Json::array();
    response["usage"] = nullptr;
    return Json{{"type", "response.failed"}, {"sequence_number", 1}, {"response", std::move(response)}};
}

Json ollamaError(const Error&, const std::string& message, std::string_view) { return Json{{"error", message}}; }

struct DialectRow {
    Dialect dialect;
    Json (*error)(const Error&, const std::string&, std::string_view code);
    Json (*event)(const Error&, const std::string&, std::string_view code);
    std::string_view eventStart; ///< before the JSON of an error event
    std::string_view eventEnd;
};

constexpr std::array kDialects{
    DialectRow{Dialect::OpenAi, openAiError, openAiError, "data: ", "\n\n"},
    DialectRow{Dialect::OpenAiResponses, openAiError, responsesEvent, "event: error\ndata: ", "\n\n"},
    DialectRow{Dialect::Anthropic, anthropicError, anthropicError, "event: error\ndata: ", "\n\n"},
    DialectRow{Dialect::Gemini, geminiError, geminiError, "data: ", "\r\n\r\n"},
    DialectRow{Dialect::Ollama, ollamaError, ollamaError, "", "\n"},
};

std::string_view codeOf(const Error& error, std::string_view code) { return code.empty() ? error.code() : code; }

const DialectRow& row(Dialect dialect) { return kDialects[static_cast<std::size_t>(dialect)]; }

} // namespace

std::string errorBody(Dialect dialect, const Error& error, std::string_view requestId, std::string_view code)
{
    return gateway::toText(row(dialect).error(error, fullMessage(error, requestId), codeOf(error, code)));
}

bool isErrorBody(Dialect dialect, std::string_view body)
{
    const Result<Json> read = parseJson(body);
    const auto error = read && read->is_object() ? read->find("error") : Json::const_iterator();
    if (!read || !read->is_object() || error == read->end())
        return false;
    if (dialect == Dialect::Ollama)
        return error->is_string();
    const bool hasMessage = error->is_object() && error->contains("message") && (*error)["message"].is_string();
    return hasMessage && (dialect != Dialect::Anthropic || read->value("type", Json()) == "error");
}

std::string errorEvent(Dialect dialect, const Error& error, std::string_view code, std::string_view requestId)
{
    const DialectRow& shape = row(dialect);
    std::string event = std::string(shape.eventStart)
        + gateway::toText(shape.event(error, error.text(), codeOf(error, code))) + std::string(shape.eventEnd);
    if (dialect == Dialect::OpenAiResponses)
        event += "event: response.failed\ndata: "
            + gateway::toText(failedResponse(error.text(), codeOf(error, code), requestId)) + "\n\n";
    return event;
}

} // namespace gateway::protocol
