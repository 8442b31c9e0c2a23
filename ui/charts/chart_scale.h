#pragma once

namespace ui::charts {

/// A scale from zero to a round number, with 2 to 4 steps.
struct Scale {
    double top = 0;
    int steps = 0;

    bool operator==(const Scale&) const = default;
};

/// The smallest scale that contains `most`; for a `most` of 0 or less, 0 to `least`. A `least` of 1 or more means
/// counts, and the steps are integers.
Scale scaleFor(double most, double least);

/// Like `scaleFor`, but keeps `current` until `most` falls below half of it, so that the scale of a live chart does not
/// fluctuate.
Scale calmScale(const Scale& current, double most, double least);

} // namespace ui::charts
