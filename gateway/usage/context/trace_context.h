#pragma once

#include "gateway/http/message.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gateway::usage {

// Traces started by others that exchanges belong to. Ids are hexadecimal digits in lower case. Any thread.
// Source: W3C Trace Context, Recommendation of 2021-11-23, §3; read 2026-11-22.

inline constexpr std::string_view kTraceparent = "traceparent";
inline constexpr std::string_view kTracestate = "tracestate";

using TraceId = std::array<char, 32>;
using SpanId = std::array<char, 16>;
using Traceparent = std::array<char, 55>; ///< value of the header

template <std::size_t N> constexpr std::string_view digitsOf(const std::array<char, N>& id)
{
    return {id.data(), id.size()};
}

/// The trace that a request belongs to.
struct TraceContext {
    TraceId trace{};
    std::optional<SpanId> parent{}; ///< the client's span; empty: none, so the trace begins here
    std::uint8_t flags = 0; ///< bit 0: sampled

    bool isSampled() const { return (flags & 1U) != 0; }
    bool operator==(const TraceContext&) const = default;
};

/// Empty: the headers have no trace context, or an invalid one.
std::optional<TraceContext> traceContextOf(const http::Headers& headers);
/// The same for one value of `traceparent`.
std::optional<TraceContext> traceContextOf(std::string_view traceparent);
/// The same from stored fields, without a parent if the trace began here; empty: invalid. `flags` are 0 to 255.
std::optional<TraceContext> traceContextOf(std::string_view trace, std::string_view parent, std::int64_t flags);

/// The header for a request that `span` of the trace `trace` sends.
Traceparent traceparentOf(const TraceId& trace, const SpanId& span, std::uint8_t flags);

/// The span id of an exchange, or of one of its attempts (1 is the first). Deterministic for an exchange id.
SpanId spanIdOf(std::string_view exchange, std::size_t attempt = 0);
/// The trace id of an exchange whose client sent no trace context.
TraceId traceIdOf(std::string_view exchange);
/// A new sampled trace for that exchange.
TraceContext ownTrace(std::string_view exchange);

} // namespace gateway::usage
