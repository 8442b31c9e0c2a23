#pragma once

#include "gateway/core/text/sentence.h"

#include <string>
#include <string_view>

namespace gateway {

/// Everything that can go wrong, as a closed list. What a client is told of a
/// kind (status and code) is in `errorInfo()`; kinds below `PortTaken` never
/// reach a client.
enum class ErrorKind {
    InvalidRequest,
    ResponseNotKept, ///< what a request goes on from is not here
    ContextTooLong, ///< more tokens than any target's model holds
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
    OverloadedHere, ///< the memory for bodies is used up
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
    std::string_view code; ///< stable, in answers and in the ledger
    int status;            ///< HTTP status; 0 where a client never sees the kind
    bool retryable;        ///< a client may send the same request again later
};

/// The row of `kind`. Any thread.
const ErrorInfo& errorInfo(ErrorKind kind);

/// A failure. `message` is safe to show to a client and says what to do next;
/// `detail` is for the log. Neither ever holds a secret or a prompt.
struct Error {
    ErrorKind kind = ErrorKind::InternalError;
    Sentence message;
    std::string detail = {};
    std::string param = {};      ///< the field at fault, as a path; may be empty
    int status = 0;              ///< overrides the kind's status: an upstream's, or one of HTTP's that says more
    int retryAfter_s = 0;        ///< seconds until it is worth trying again; 0: not known

    int httpStatus() const { return status != 0 ? status : errorInfo(kind).status; }
    std::string_view code() const { return errorInfo(kind).code; }
    /// `message` in English, as clients, the command line and the log get it.
    std::string text() const { return toText(message); }

    bool operator==(const Error&) const = default; // a `Result` in a signal needs it
};

} // namespace gateway
