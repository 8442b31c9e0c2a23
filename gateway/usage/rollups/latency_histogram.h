#pragma once

#include "gateway/core/clock.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::usage {

/// How often a time was taken, in classes: each millisecond below 16, then eight to each
/// doubling, up to 37 hours and all beyond in the last. Of two histograms the sum is that of
/// all their times.
class LatencyHistogram final {
public:
    /// By how much a time that it tells may be off, as a part of that time: half of the widest class.
    static constexpr double kError = 1.0 / 16;

    /// `time` is not negative.
    void add(Milliseconds time, std::int64_t count = 1);
    void add(const LatencyHistogram& more);
    std::int64_t count() const { return m_count; }
    /// The time within which `part` (0 to 1) of all ended; 0.5 is the median. Empty: there are none.
    std::optional<Milliseconds> quantile(double part) const;

    /// For the file: only the classes that something is in.
    void appendTo(std::string& bytes) const;
    /// Adds one that begins there, and takes it off. False: the bytes are none; part of it may be added.
    bool addFrom(std::string_view& bytes);

    bool operator==(const LatencyHistogram&) const = default;

private:
    void addTo(std::size_t place, std::int64_t count);

    std::vector<std::int64_t> m_counts; // to the highest class that something is in
    std::int64_t m_count = 0;
};

} // namespace gateway::usage
