#pragma once

#include "span.h"

#include "gateway/usage/record.h"

#include <cstddef>

namespace gateway::usage {

/// The position of an exchange in its trace.
struct TracePlace {
    TraceBytes trace{};
    SpanBytes span{};
    std::optional<SpanBytes> parent; ///< span of the caller; empty: the trace begins here
};

/// Deterministic for a record. Any thread.
TracePlace traceOf(const ExchangeRecord& record);
/// The span of an attempt; 0 is the first.
SpanBytes attemptSpan(const ExchangeRecord& record, std::size_t attempt);

} // namespace gateway::usage
