#pragma once

#include "gateway/core/clock.h"
#include "gateway/usage/live.h"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace ui::models {

/// Tokens in one second.
struct TokenRate {
    std::int64_t input = 0;
    std::int64_t output = 0; ///< without reasoning
    std::int64_t reasoning = 0;

    bool operator==(const TokenRate&) const = default;
};

/// Tokens per second over the last minute, from the running totals of snapshots. A second without an exchange in
/// progress is a gap, not zero. A value.
class Throughput {
public:
    static constexpr int kSeconds = 60;

    /// Tokens since the previous snapshot count for the second of this one. If totals decrease (after a restart of the
    /// gateway), only the baseline is reset.
    void add(const gateway::usage::LiveSnapshot& snapshot);
    /// Moves the window; seconds with an exchange in progress count as quiet, not missing.
    void advance(gateway::TimePoint now);

    /// `kSeconds` entries, oldest first; the last is the last complete second: the current one would look like a drop.
    std::vector<std::optional<TokenRate>> seconds() const;
    /// Rate of the last complete second; zero for a gap.
    TokenRate now() const;
    /// Whether the window is empty and nothing is in progress.
    bool isEmpty() const;

private:
    std::optional<TokenRate>& at(std::int64_t second) { return m_ring[static_cast<std::size_t>(second % kKept)]; }
    const std::optional<TokenRate>& at(std::int64_t second) const
    {
        return m_ring[static_cast<std::size_t>(second % kKept)];
    }

    static constexpr int kKept = kSeconds + 1; // including the current second

    std::array<std::optional<TokenRate>, kKept> m_ring;
    std::optional<std::int64_t> m_second; ///< the current second since the clock's epoch
    std::optional<gateway::usage::LiveTotals> m_last;
    bool m_isBusy = false;
};

} // namespace ui::models
