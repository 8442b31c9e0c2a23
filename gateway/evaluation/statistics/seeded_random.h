#pragma once

#include <cstdint>
#include <random>

namespace gateway::evaluation::statistics {

/// The seed of every bootstrap and permutation test: the same scores always give the same figures.
inline constexpr std::uint64_t kSeed = 20'261'130;
/// How many resamples a bootstrap draws, and how many sign flips a permutation test.
inline constexpr int kResamples = 10'000;

/// Random numbers that are the same with every compiler and standard library. The standard fixes the engine
/// (std::mt19937_64) but not its distributions, so bounded numbers are drawn here.
class SeededRandom {
public:
    explicit SeededRandom(std::uint64_t seed = kSeed)
        : m_engine(seed)
    {
    }

    /// 64 random bits.
    std::uint64_t bits() { return m_engine(); }

    // The names that distributions of libraries expect.
    using result_type = std::uint64_t;
    static constexpr result_type min() { return std::mt19937_64::min(); }
    static constexpr result_type max() { return std::mt19937_64::max(); }
    result_type operator()() { return bits(); }

    /// A number from 0 to `bound` - 1, all equally likely. `bound` is at least 1.
    /// Source: Daniel Lemire, "Fast Random Integer Generation in an Interval", 2019.
    std::uint32_t below(std::uint32_t bound)
    {
        std::uint64_t product = std::uint64_t{half()} * bound;
        if (static_cast<std::uint32_t>(product) < bound) {
            const std::uint32_t uneven = (0U - bound) % bound;
            while (static_cast<std::uint32_t>(product) < uneven)
                product = std::uint64_t{half()} * bound;
        }
        return static_cast<std::uint32_t>(product >> 32U);
    }

    /// A number in [0, 1) with 53 random bits.
    double unit() { return static_cast<double>(bits() >> 11U) * 0x1p-53; }

private:
    std::uint32_t half()
    {
        if (m_hasHalf) {
            m_hasHalf = false;
            return m_half;
        }
        const std::uint64_t both = bits();
        m_half = static_cast<std::uint32_t>(both >> 32U);
        m_hasHalf = true;
        return static_cast<std::uint32_t>(both);
    }

    std::mt19937_64 m_engine;
    std::uint32_t m_half = 0;
    bool m_hasHalf = false;
};

} // namespace gateway::evaluation::statistics
