#pragma once

#include "otlp_message.h"

#include "gateway/core/clock.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gateway::usage {

/// What a collector did not take of what it answered 200 to.
struct OtlpRejection {
    std::int64_t count = 0; ///< spans or points
    std::string message;    ///< its words; may be empty

    bool isEmpty() const { return count == 0 && message.empty(); }
};

/// From the body of such an answer, by its content type. What cannot be read says nothing.
OtlpRejection rejectionOf(std::string_view body, std::string_view contentType);

/// Whether the same may be sent again after this status. Source: OTLP specification 1.5,
/// "OTLP/HTTP Response", "Retryable Response Codes".
bool isWorthRetry(int status);

/// When to try again for the `attempt`th time (1 is the first): what `retryAfter`, the header,
/// says in seconds, up to a minute; else a second, doubled each time, up to 30, times `jitter` (0.8 to 1.2).
Milliseconds retryDelay(int attempt, std::string_view retryAfter, double jitter);

} // namespace gateway::usage
