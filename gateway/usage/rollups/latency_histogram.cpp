#include "latency_histogram.h"

#include "varint.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace gateway::usage {

namespace {

constexpr std::uint64_t kSingle = 16; // classes of one millisecond
constexpr std::uint64_t kOfDoubling = 8;
constexpr std::uint64_t kLongest = (1ULL << 27) - 1; // milliseconds
constexpr std::size_t kClasses = 200;

std::size_t placeOf(Milliseconds time)
{
    const auto ms = std::clamp<std::uint64_t>(static_cast<std::uint64_t>(std::max<std::int64_t>(time.count(), 0)), 0, kLongest);
    if (ms < kSingle)
        return ms;
    const auto shift = static_cast<std::uint64_t>(std::bit_width(ms)) - 4;
    return kSingle + (shift - 1) * kOfDoubling + ((ms >> shift) - kOfDoubling);
}

/// The middle of a class.
Milliseconds timeOf(std::size_t place)
{
    if (place < kSingle)
        return Milliseconds{static_cast<std::int64_t>(place)};
    const std::uint64_t shift = (place - kSingle) / kOfDoubling + 1;
    const std::uint64_t first = ((place - kSingle) % kOfDoubling + kOfDoubling) << shift;
    return Milliseconds{static_cast<std::int64_t>(first + ((1ULL << shift) - 1) / 2)};
}

} // namespace

void LatencyHistogram::addTo(std::size_t place, std::int64_t count)
{
    if (m_counts.size() <= place)
        m_counts.resize(place + 1);
    m_counts[place] += count;
    m_count += count;
}

void LatencyHistogram::add(Milliseconds time, std::int64_t count) { addTo(placeOf(time), count); }

void LatencyHistogram::add(const LatencyHistogram& more)
{
    if (m_counts.size() < more.m_counts.size())
        m_counts.resize(more.m_counts.size());
    for (std::size_t i = 0; i < more.m_counts.size(); ++i)
        m_counts[i] += more.m_counts[i];
    m_count += more.m_count;
}

std::optional<Milliseconds> LatencyHistogram::quantile(double part) const
{
    if (m_count <= 0)
        return std::nullopt;
    const auto wanted = std::clamp<std::int64_t>(
        static_cast<std::int64_t>(std::ceil(part * static_cast<double>(m_count))), 1, m_count);
    std::int64_t seen = 0;
    for (std::size_t i = 0; i < m_counts.size(); ++i) {
        seen += m_counts[i];
        if (seen >= wanted)
            return timeOf(i);
    }
    return timeOf(m_counts.size() - 1);
}

void LatencyHistogram::appendTo(std::string& bytes) const
{
    appendNumber(bytes, static_cast<std::int64_t>(m_counts.size() - static_cast<std::size_t>(std::ranges::count(m_counts, 0))));
    std::size_t next = 0;
    for (std::size_t i = 0; i < m_counts.size(); ++i) {
        if (m_counts[i] == 0)
            continue;
        appendNumber(bytes, static_cast<std::int64_t>(i - next));
        appendNumber(bytes, m_counts[i]);
        next = i + 1;
    }
}

bool LatencyHistogram::addFrom(std::string_view& bytes)
{
    const auto classes = takeNumber(bytes);
    if (!classes)
        return false;
    std::size_t next = 0;
    for (std::int64_t i = 0; i < *classes; ++i) {
        const auto skipped = takeNumber(bytes);
        const auto count = takeNumber(bytes);
        if (!skipped || !count || *skipped < 0 || *skipped >= static_cast<std::int64_t>(kClasses - next))
            return false;
        next += static_cast<std::size_t>(*skipped);
        addTo(next++, *count);
        if (next == kClasses)
            return i + 1 == *classes;
    }
    return true;
}

} // namespace gateway::usage
