#pragma once

#include "otlp_message.h"

#include "gateway/core/clock.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gateway::usage {

/// What a collector rejected although it answered 200.
struct OtlpRejection {
    std::int64_t count = 0; ///< spans or points
    std::string message;    ///< text from the collector; may be empty

    bool isEmpty() const { return count == 0 && message.empty(); }
};

/// Parses the body of such a response by its content type. An unreadable body counts as no rejection.
OtlpRejection rejectionOf(std::string_view body, std::string_view contentType);

/// Whether the request may be retried after this status. Source: OTLP specification 1.5, "OTLP/HTTP Response",
/// "Retryable Response Codes".
bool isWorthRetry(int status);

/// Delay before retry number `attempt` (1 is the first): the seconds in the `retryAfter` header, up to a minute;
/// otherwise a second, doubled each time, up to 30, times `jitter` (0.8 to 1.2).
Milliseconds retryDelay(int attempt, std::string_view retryAfter, double jitter);

} // namespace gateway::usage
