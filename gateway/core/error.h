#pragma once

#include "gateway/core/text/sentence.h"

#include <string>
#include <string_view>

namespace gateway {

/// All error kinds, as a closed list. Their client-visible status and code are in `errorInfo()`; kinds from `PortTaken`
/// on never reach a client.
enum class ErrorKind {
    InvalidRequest,
    ResponseNotKept, ///< what the request refers to is not stored here
    ContextTooLong, ///< more tokens than the model of any target accepts
    ContentFilter,
    InvalidConsumerKey,
    BudgetExceeded,
    ConsumerNotAllowed,
    ForbiddenHost,
    ForbiddenOrigin,
    UnknownEndpoint,
    ModelNotFound,
    MethodNotAllowed,
    RequestTimeout,
    UnsupportedMediaType,
    RequestTooLarge,
    HeaderTooLarge,
    RateLimited,
    UpstreamRateLimited,
    LoopSuspected, ///< a conversation repeats the same tool call
    UpgradeNotSupported,
    BadRequest,
    InternalError,
    ProtocolNotServed,
    UpstreamError,
    UpstreamUnreachable,
    UpstreamProtocolError,
    NoUsableKey,
    NoUsableTarget,
    GatewayPaused,
    GatewayStopping,
    OverloadedHere, ///< the memory limit for bodies is reached
    UpstreamTimeout,
    StreamInterrupted,
    LoopDetected,
    CancelledHere, ///< by the user of this machine, not by the client
    PortTaken,
    ConfigInvalid,
    Io,
    SecretMissing,
    SecretLocked,
    SecretUnavailable,
    SecretDenied,
    SecretTimeout,
};

/// One row of the error contract.
struct ErrorInfo {
    ErrorKind kind;
    std::string_view code; ///< stable; used in responses and in the ledger
    int status;            ///< HTTP status; 0 for kinds that clients never see
    bool retryable;        ///< the client may send the same request again later
};

/// The row for `kind`. Any thread.
const ErrorInfo& errorInfo(ErrorKind kind);

/// A failure. `message` is safe to show to a client and says what to do next; `detail` is for the log. Neither ever
/// contains a secret or a prompt.
struct Error {
    ErrorKind kind = ErrorKind::InternalError;
    Sentence message;
    std::string detail = {};
    std::string param = {};      ///< path of the invalid field; may be empty
    int status = 0;              ///< overrides the status of the kind: from an upstream, or a more specific HTTP status
    int retryAfter_s = 0;        ///< seconds until a retry makes sense; 0: unknown

    int httpStatus() const { return status != 0 ? status : errorInfo(kind).status; }
    std::string_view code() const { return errorInfo(kind).code; }
    /// `message` in English, as used for clients, the command line and the log.
    std::string text() const { return toText(message); }

    bool operator==(const Error&) const = default; // required for a `Result` in a signal
};

} // namespace gateway
