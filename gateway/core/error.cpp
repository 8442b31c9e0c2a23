#include "error.h"

#include <algorithm>
#include <array>

namespace gateway {

namespace {

constexpr std::array kErrors{
    ErrorInfo{ErrorKind::InvalidRequest, "invalid_request", 400, false},
    // Sources: bigduu/Bamboo-agent pull request 513, maximhq/bifrost issue 2441 (OpenAI's answer); read 2026-11-22.
    ErrorInfo{ErrorKind::ResponseNotKept, "previous_response_not_found", 400, false},
    // Clients compact the conversation when they receive this.
    // Source: OpenAI docs, "Error codes"; openai/codex, codex-api, sse/responses.rs; read 2026-11-22.
    ErrorInfo{ErrorKind::ContextTooLong, "context_length_exceeded", 400, false},
    ErrorInfo{ErrorKind::ContentFilter, "content_filter", 400, false},
    ErrorInfo{ErrorKind::InvalidConsumerKey, "invalid_consumer_key", 401, false},
    ErrorInfo{ErrorKind::BudgetExceeded, "budget_exceeded", 402, false},
    ErrorInfo{ErrorKind::ConsumerNotAllowed, "consumer_not_allowed", 403, false},
    ErrorInfo{ErrorKind::ForbiddenHost, "forbidden_host", 403, false},
    ErrorInfo{ErrorKind::ForbiddenOrigin, "forbidden_origin", 403, false},
    ErrorInfo{ErrorKind::UnknownEndpoint, "unknown_endpoint", 404, false},
    ErrorInfo{ErrorKind::ModelNotFound, "model_not_found", 404, false},
    ErrorInfo{ErrorKind::MethodNotAllowed, "method_not_allowed", 405, false},
    ErrorInfo{ErrorKind::RequestTimeout, "request_timeout", 408, true},
    ErrorInfo{ErrorKind::UnsupportedMediaType, "unsupported_media_type", 415, false},
    ErrorInfo{ErrorKind::RequestTooLarge, "request_too_large", 413, false},
    ErrorInfo{ErrorKind::HeaderTooLarge, "header_too_large", 431, false},
    ErrorInfo{ErrorKind::RateLimited, "rate_limited", 429, true},
    ErrorInfo{ErrorKind::UpstreamRateLimited, "upstream_rate_limited", 429, true},
    ErrorInfo{ErrorKind::LoopSuspected, "loop_suspected", 429, false},
    ErrorInfo{ErrorKind::UpgradeNotSupported, "upgrade_not_supported", 426, false},
    ErrorInfo{ErrorKind::BadRequest, "bad_request", 400, false},
    ErrorInfo{ErrorKind::InternalError, "internal_error", 500, true},
    ErrorInfo{ErrorKind::ProtocolNotServed, "protocol_not_served", 501, false},
    ErrorInfo{ErrorKind::UpstreamError, "upstream_error", 502, true},
    ErrorInfo{ErrorKind::UpstreamUnreachable, "upstream_unreachable", 502, true},
    ErrorInfo{ErrorKind::UpstreamProtocolError, "upstream_protocol_error", 502, true},
    ErrorInfo{ErrorKind::NoUsableKey, "no_usable_key", 503, true},
    ErrorInfo{ErrorKind::NoUsableTarget, "no_usable_target", 503, true},
    ErrorInfo{ErrorKind::GatewayPaused, "gateway_paused", 503, true},
    ErrorInfo{ErrorKind::GatewayStopping, "gateway_stopping", 503, true},
    ErrorInfo{ErrorKind::OverloadedHere, "overloaded_here", 503, true},
    ErrorInfo{ErrorKind::UpstreamTimeout, "upstream_timeout", 504, true},
    ErrorInfo{ErrorKind::StreamInterrupted, "stream_interrupted", 502, true},
    ErrorInfo{ErrorKind::LoopDetected, "loop_detected", 508, false},
    // OpenAI and Anthropic clients do not retry after it. Source: openai-node, src/client.ts, shouldRetry. Read
    // 2026-11-21.
    ErrorInfo{ErrorKind::CancelledHere, "cancelled_here", 499, false},
    ErrorInfo{ErrorKind::PortTaken, "port_taken", 0, false},
    ErrorInfo{ErrorKind::ConfigInvalid, "config_invalid", 0, false},
    ErrorInfo{ErrorKind::Io, "io_error", 0, true},
    ErrorInfo{ErrorKind::SecretMissing, "secret_missing", 0, false},
    ErrorInfo{ErrorKind::SecretLocked, "secret_locked", 0, true},
    ErrorInfo{ErrorKind::SecretUnavailable, "secret_unavailable", 0, true},
    ErrorInfo{ErrorKind::SecretDenied, "secret_denied", 0, false},
    ErrorInfo{ErrorKind::SecretTimeout, "secret_timeout", 0, true},
};

constexpr bool inOrder()
{
    for (std::size_t i = 0; i < kErrors.size(); ++i)
        if (kErrors[i].kind != static_cast<ErrorKind>(i))
            return false;
    return true;
}
static_assert(inOrder(), "one row for each kind, in the order of the enumeration");

} // namespace

const ErrorInfo& errorInfo(ErrorKind kind)
{
    return kErrors[std::min(static_cast<std::size_t>(kind), kErrors.size() - 1)];
}

} // namespace gateway
