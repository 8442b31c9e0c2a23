#pragma once

#include "gateway/http/message.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gateway::usage {

// The traces of others, which exchanges are part of. Ids are hexadecimal digits in lower case. Any thread.
// Source: W3C Trace Context, Recommendation of 2021-11-23, §3; read 2026-11-22.

inline constexpr std::string_view kTraceparent = "traceparent";
inline constexpr std::string_view kTracestate = "tracestate";

using TraceId = std::array<char, 32>;
using SpanId = std::array<char, 16>;
using Traceparent = std::array<char, 55>; ///< a header's value

template <std::size_t N> constexpr std::string_view digitsOf(const std::array<char, N>& id)
{
    return {id.data(), id.size()};
}

/// The trace that a request is part of.
struct TraceContext {
    TraceId trace{};
    std::optional<SpanId> parent{}; ///< the client's own span; empty: it names none, and the trace begins here
    std::uint8_t flags = 0; ///< bit 0: it is recorded

    bool isSampled() const { return (flags & 1U) != 0; }
    bool operator==(const TraceContext&) const = default;
};

/// Empty: the headers name no trace, or in a way that is to be ignored.
std::optional<TraceContext> traceContextOf(const http::Headers& headers);
/// The same of one value of `traceparent`.
std::optional<TraceContext> traceContextOf(std::string_view traceparent);
/// As read from records, without a parent where the trace began here; empty: it is none. `flags` are 0 to 255.
std::optional<TraceContext> traceContextOf(std::string_view trace, std::string_view parent, std::int64_t flags);

/// For whom `span` asks, in the trace `trace`.
Traceparent traceparentOf(const TraceId& trace, const SpanId& span, std::uint8_t flags);

/// The span of an exchange, or of one of its attempts, of which 1 is the first: always the same, of the same id.
SpanId spanIdOf(std::string_view exchange, std::size_t attempt = 0);
/// The trace of an exchange whose client names none.
TraceId traceIdOf(std::string_view exchange);
/// That one, recorded.
TraceContext ownTrace(std::string_view exchange);

} // namespace gateway::usage
