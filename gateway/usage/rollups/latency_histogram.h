#pragma once

#include "gateway/core/clock.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::usage {

/// Counts of times in classes: one for each millisecond below 16, then eight for each doubling up to 37 hours; the last
/// class has everything beyond. Histograms can be added up.
class LatencyHistogram final {
public:
    /// Maximum relative error of a returned time: half of the widest class.
    static constexpr double kError = 1.0 / 16;

    /// `time` must not be negative.
    void add(Milliseconds time, std::int64_t count = 1);
    void add(const LatencyHistogram& more);
    std::int64_t count() const { return m_count; }
    /// The time within which the share `part` (0 to 1) of all ended; 0.5 is the median. Empty: no times.
    std::optional<Milliseconds> quantile(double part) const;

    /// Serialises the non-empty classes for the file.
    void appendTo(std::string& bytes) const;
    /// Adds a histogram from the front of `bytes` and removes it there. False: invalid data, of which a part may have
    /// been added.
    bool addFrom(std::string_view& bytes);

    bool operator==(const LatencyHistogram&) const = default;

private:
    void addTo(std::size_t place, std::int64_t count);

    std::vector<std::int64_t> m_counts; // up to the highest non-empty class
    std::int64_t m_count = 0;
};

} // namespace gateway::usage
