#include "trace_ids.h"

#include <algorithm>
#include <functional>
#include <string_view>

namespace gateway::usage {

namespace {

/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (SplitMix64).
std::uint64_t mixed(std::uint64_t seed)
{
    std::uint64_t z = seed + 0x9E3779B97F4A7C15U;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
}

/// FNV-1a: an exchange's id has 80 random bits, which all count.
std::uint64_t seedOf(std::string_view id)
{
    std::uint64_t hash = 0xCBF29CE484222325U;
    for (const char c : id)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
    return hash;
}

template <std::size_t kSize> void put(std::array<std::uint8_t, kSize>& id, std::size_t at, std::uint64_t bits)
{
    for (std::size_t i = 0; i < sizeof bits; ++i)
        id[at + i] = static_cast<std::uint8_t>(bits >> (8 * i));
}

SpanBytes spanAt(std::uint64_t seed)
{
    SpanBytes id{};
    put(id, 0, std::max<std::uint64_t>(mixed(seed), 1));
    return id;
}

} // namespace

TracePlace traceOf(const ExchangeRecord& record)
{
    const std::uint64_t seed = seedOf(record.id);
    TracePlace place;
    put(place.trace, 0, std::max<std::uint64_t>(mixed(seed + 1), 1));
    put(place.trace, 8, mixed(seed + 2));
    place.span = spanAt(seed + 3);
    return place;
}

SpanBytes attemptSpan(const ExchangeRecord& record, std::size_t attempt) { return spanAt(seedOf(record.id) + 4 + attempt); }

} // namespace gateway::usage
