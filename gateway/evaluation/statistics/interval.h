#pragma once

namespace gateway::evaluation::statistics {

/// A closed interval; low <= high. Without further words, it covers the truth in 95 of 100 samples.
struct Interval {
    double low = 0;
    double high = 0;

    bool contains(double value) const { return low <= value && value <= high; }

    bool operator==(const Interval&) const = default;
};

} // namespace gateway::evaluation::statistics
