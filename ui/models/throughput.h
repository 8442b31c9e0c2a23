#pragma once

#include "gateway/core/clock.h"
#include "gateway/usage/live.h"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace ui::models {

/// Tokens that passed in one second.
struct TokenRate {
    std::int64_t input = 0;
    std::int64_t output = 0; ///< without reasoning
    std::int64_t reasoning = 0;

    bool operator==(const TokenRate&) const = default;
};

/// Tokens per second over the last minute, made from the running totals of
/// snapshots. A second in which no exchange was under way is a gap, not zero. A value.
class Throughput {
public:
    static constexpr int kSeconds = 60;

    /// Tokens between this snapshot and the one before go to the second of this
    /// one. Totals that went back (the gateway was started again) only set the mark.
    void add(const gateway::usage::LiveSnapshot& snapshot);
    /// Moves the window; seconds with an exchange under way are counted as quiet, not missing.
    void advance(gateway::TimePoint now);

    /// `kSeconds` entries, the oldest first; the last is the last whole second: the one
    /// under way would look like a fall.
    std::vector<std::optional<TokenRate>> seconds() const;
    /// Of the last whole second; zero where it is a gap.
    TokenRate now() const;
    /// Nothing in the window and nothing under way.
    bool isEmpty() const;

private:
    std::optional<TokenRate>& at(std::int64_t second) { return m_ring[static_cast<std::size_t>(second % kKept)]; }
    const std::optional<TokenRate>& at(std::int64_t second) const
    {
        return m_ring[static_cast<std::size_t>(second % kKept)];
    }

    static constexpr int kKept = kSeconds + 1; // the second under way too

    std::array<std::optional<TokenRate>, kKept> m_ring;
    std::optional<std::int64_t> m_second; ///< the one under way, since the clock's epoch
    std::optional<gateway::usage::LiveTotals> m_last;
    bool m_isBusy = false;
};

} // namespace ui::models
