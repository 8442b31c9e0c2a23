#include "trace_ids.h"

#include "gateway/usage/context/trace_context.h"

#include <charconv>

namespace gateway::usage {

namespace {

/// The bytes written as hexadecimal digits.
template <std::size_t N> std::array<std::uint8_t, N / 2> bytesOf(const std::array<char, N>& digits)
{
    std::array<std::uint8_t, N / 2> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i)
        std::from_chars(digits.data() + 2 * i, digits.data() + 2 * i + 2, bytes[i], 16);
    return bytes;
}

} // namespace

TracePlace traceOf(const ExchangeRecord& record)
{
    TracePlace place;
    place.trace = bytesOf(record.trace ? record.trace->trace : traceIdOf(record.id));
    place.span = bytesOf(spanIdOf(record.id));
    if (record.trace && record.trace->parent)
        place.parent = bytesOf(*record.trace->parent);
    return place;
}

SpanBytes attemptSpan(const ExchangeRecord& record, std::size_t attempt) { return bytesOf(spanIdOf(record.id, attempt + 1)); }

} // namespace gateway::usage
