#include "trace_context.h"

#include <algorithm>

namespace gateway::usage {

namespace {

constexpr std::string_view kDigits = "0123456789abcdef";
constexpr std::size_t kVersionSize = 2;
constexpr std::size_t kTraceAt = 3;
constexpr std::size_t kParentAt = 36;
constexpr std::size_t kFlagsAt = 53;

bool isHex(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool isZero(std::string_view text) { return text.find_first_not_of('0') == std::string_view::npos; }

unsigned digitOf(char c) { return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10); }

template <std::size_t N> bool take(std::string_view text, std::array<char, N>& id)
{
    if (text.size() != N || !isHex(text) || isZero(text))
        return false;
    std::copy(text.begin(), text.end(), id.begin());
    return true;
}

/// Source: Vigna, "Further scramblings of Marsaglia's xorshift generators" (the finalizer of SplitMix64).
std::uint64_t mixed(std::uint64_t bits)
{
    bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9U;
    bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBU;
    return bits ^ (bits >> 31);
}

/// The `number`th derived value, as random as the id, whose random part is longer.
std::uint64_t bitsOf(std::string_view exchange, std::uint64_t number)
{
    std::uint64_t bits = 0xCBF29CE484222325U; // FNV-1a
    for (const char c : exchange)
        bits = (bits ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
    bits = mixed(bits + number * 0x9E3779B97F4A7C15U);
    return bits == 0 ? 1 : bits; // zero is not a valid id
}

void write(std::uint64_t bits, char* out)
{
    constexpr int kBits = 64;
    for (int shift = kBits - 4; shift >= 0; shift -= 4)
        *out++ = kDigits[(bits >> shift) & 0xFU];
}

} // namespace

std::optional<TraceContext> traceContextOf(const http::Headers& headers)
{
    const auto value = headers.find(kTraceparent);
    return value && headers.count(kTraceparent) == 1 ? traceContextOf(*value) : std::nullopt;
}

// §3.2.2, §4.3: a later version may have more fields after a dash, which are ignored.
std::optional<TraceContext> traceContextOf(std::string_view traceparent)
{
    constexpr std::size_t kSize = std::tuple_size_v<Traceparent>;
    if (traceparent.size() < kSize || traceparent[kTraceAt - 1] != '-' || traceparent[kParentAt - 1] != '-'
        || traceparent[kFlagsAt - 1] != '-')
        return std::nullopt;
    const std::string_view version = traceparent.substr(0, kVersionSize);
    const bool isLonger = traceparent.size() > kSize;
    if (!isHex(version) || version == "ff" || (isLonger && (version == "00" || traceparent[kSize] != '-')))
        return std::nullopt;
    const std::string_view flags = traceparent.substr(kFlagsAt, 2);
    if (!isHex(flags))
        return std::nullopt;
    return traceContextOf(traceparent.substr(kTraceAt, std::tuple_size_v<TraceId>),
        traceparent.substr(kParentAt, std::tuple_size_v<SpanId>), digitOf(flags[0]) << 4U | digitOf(flags[1]));
}

std::optional<TraceContext> traceContextOf(std::string_view trace, std::string_view parent, std::int64_t flags)
{
    TraceContext context;
    if (!take(trace, context.trace) || (!parent.empty() && !take(parent, context.parent.emplace())))
        return std::nullopt;
    context.flags = static_cast<std::uint8_t>(flags);
    return context;
}

Traceparent traceparentOf(const TraceId& trace, const SpanId& span, std::uint8_t flags)
{
    Traceparent value;
    char* out = std::copy_n("00-", kTraceAt, value.data());
    out = std::copy(trace.begin(), trace.end(), out);
    *out++ = '-';
    out = std::copy(span.begin(), span.end(), out);
    *out++ = '-';
    *out++ = kDigits[flags >> 4U];
    *out = kDigits[flags & 0xFU];
    return value;
}

SpanId spanIdOf(std::string_view exchange, std::size_t attempt)
{
    SpanId id;
    write(bitsOf(exchange, attempt), id.data());
    return id;
}

TraceId traceIdOf(std::string_view exchange)
{
    constexpr std::uint64_t kBeyondAttempts = std::uint64_t{1} << 32U;
    TraceId id;
    write(bitsOf(exchange, kBeyondAttempts), id.data());
    write(bitsOf(exchange, kBeyondAttempts + 1), id.data() + id.size() / 2);
    return id;
}

TraceContext ownTrace(std::string_view exchange)
{
    constexpr std::uint8_t kRecorded = 1;
    return {traceIdOf(exchange), {}, kRecorded};
}

} // namespace gateway::usage
