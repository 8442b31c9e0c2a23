#pragma once

#include "span.h"

#include "gateway/usage/record.h"

#include <cstddef>

namespace gateway::usage {

/// Where an exchange stands in its trace.
struct TracePlace {
    TraceBytes trace{};
    SpanBytes span{};
    std::optional<SpanBytes> parent; ///< of the caller; empty: it begins here
};

/// The same for the same record. Any thread.
TracePlace traceOf(const ExchangeRecord& record);
/// Of its attempt; 0 is the first.
SpanBytes attemptSpan(const ExchangeRecord& record, std::size_t attempt);

} // namespace gateway::usage
