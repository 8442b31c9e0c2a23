#pragma once

namespace ui::charts {

/// A scale from zero to a round number, with 2 to 4 steps.
struct Scale {
    double top = 0;
    int steps = 0;

    bool operator==(const Scale&) const = default;
};

/// The least scale that holds `most`; of a `most` of 0 or less, 0 to `least`. From a `least` of 1 on what is counted has no
/// parts, and steps are whole.
Scale scaleFor(double most, double least);

/// As `scaleFor`, but stays at `current` until `most` falls below half of it, so
/// that a live chart does not breathe.
Scale calmScale(const Scale& current, double most, double least);

} // namespace ui::charts
