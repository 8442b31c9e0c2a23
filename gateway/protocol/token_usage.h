#pragma once

#include "gateway/core/units.h"

#include <optional>

namespace gateway::protocol {

/// How a number of tokens was obtained.
enum class UsageOrigin { Unknown, Reported, Estimated };

/// Tokens of one answer. Parts are disjoint: `input` is fresh input only, the
/// cached parts stand beside it; `output` excludes `reasoning`. An empty part is unknown.
struct TokenUsage {
    UsageOrigin origin = UsageOrigin::Unknown;
    std::optional<Tokens> input;
    std::optional<Tokens> cachedInput;
    std::optional<Tokens> cacheWrite;
    std::optional<Tokens> output;
    std::optional<Tokens> reasoning;

    Tokens totalInput() const;  ///< fresh, cached and cache write; unknown counts as 0
    Tokens totalOutput() const; ///< output and reasoning

    bool operator==(const TokenUsage&) const = default;
    /// Of two answers that the client got as one. Only as sure as the less sure one.
    friend TokenUsage operator+(const TokenUsage& a, const TokenUsage& b);
};

} // namespace gateway::protocol
