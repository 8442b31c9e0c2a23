#pragma once

#include <cstddef>
#include <random>
#include <string>
#include <string_view>

namespace bench {

/// What the upstream of a soak does with one request.
struct Plan {
    enum class End { Stay, Close, Reset, Stall }; ///< `Stall`: nothing more comes, the connection stays

    std::string bytes; ///< of the answer, framing included
    std::size_t slice = 0; ///< so many at a time; 0: all at once
    int pause_ms = 0; ///< between two slices
    End end = End::Stay;
};

/// Draws a good answer for most requests, and one of the faults of a bad
/// upstream for the others. The same draws for the same seed.
class Lottery {
public:
    explicit Lottery(unsigned seed)
        : m_random(seed)
    {
    }

    /// `marker` is in the answer, so that its client knows it for its own.
    Plan draw(std::string_view marker, bool isStream);

private:
    std::minstd_rand m_random;
};

} // namespace bench
