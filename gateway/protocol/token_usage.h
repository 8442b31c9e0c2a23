#pragma once

#include "gateway/core/units.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace gateway::protocol {

/// How a number of tokens was obtained.
enum class UsageOrigin { Unknown, Reported, Estimated, Counted };

/// Tokens of one answer. Parts are disjoint: `input` is fresh input only, the
/// cached parts stand beside it; `output` excludes `reasoning`. An empty part is unknown.
struct TokenUsage {
    UsageOrigin origin = UsageOrigin::Unknown;
    std::optional<Tokens> input;
    std::optional<Tokens> cachedInput;
    std::optional<Tokens> cacheWrite;
    std::optional<Tokens> output;
    std::optional<Tokens> reasoning;

    Tokens totalInput() const; ///< fresh, cached and cache write; unknown counts as 0
    Tokens totalOutput() const; ///< output and reasoning

    bool operator==(const TokenUsage&) const = default;
    /// Of two answers that the client got as one. Only as sure as the less sure one.
    friend TokenUsage operator+(const TokenUsage& a, const TokenUsage& b);
};

/// The numbers of a usage object of the OpenAI chat protocol, as the providers that speak it count them.
struct OpenAiCounts {
    std::optional<std::int64_t> prompt;
    std::optional<std::int64_t> completion;
    std::optional<std::int64_t> total;
    std::optional<std::int64_t> cached;
    std::optional<std::int64_t> cacheWrite;
    std::optional<std::int64_t> reasoning;

    /// A number of the object, or of the details in it, by its name; others are left alone.
    /// Negative counts as 0; a number that no answer can have is none.
    void take(std::string_view name, double number);
    /// It says anything.
    bool isUsage() const { return prompt || completion || total; }
    /// Takes the parts apart.
    TokenUsage usage() const;
};

} // namespace gateway::protocol
