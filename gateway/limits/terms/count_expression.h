#pragma once

#include "token_counts.h"

#include "gateway/core/text/sentence.h"

#include <tl/expected.hpp>

#include <cstdint>
#include <string_view>
#include <vector>

namespace gateway::limits {

/// An arithmetic expression that says how many tokens a request counts for, such as "input + 5 * output + 0.1 * cached":
/// decimal numbers, + - * /, parentheses, and the names input, output, cached, cache_write, reasoning and total, which
/// is input + cached + cache_write + output. A value; any thread.
class CountExpression {
public:
    /// The longest expression, in bytes, and the most parentheses and signs around one of its parts.
    static constexpr std::size_t kLongest = 200;
    static constexpr int kDeepest = 32;

    /// Errors: what is wrong, in the context "Configuration", as the end of a sentence about the setting: a syntax
    /// error with its position, an unknown name with the known ones, a division by zero or by something that is not
    /// constant, an expression that is too long or nested too deeply.
    static tl::expected<CountExpression, Sentence> parse(std::string_view text);

    /// The value for these numbers, rounded to the nearest whole number; negative ones count as 0. Every step is limited
    /// to +-2^53, so that the result is between 0 and 2^53.
    std::int64_t count(const TokenCounts& tokens) const;

private:
    friend class CountExpressionParser;

    enum class Operation : std::uint8_t { Number, Name, Negate, Add, Subtract, Multiply, Divide };
    /// A step in reverse Polish notation.
    struct Step {
        Operation operation = Operation::Number;
        std::uint8_t name = 0; ///< place in the table of names
        double number = 0;
    };

    CountExpression() = default;

    std::vector<Step> m_steps;
};

} // namespace gateway::limits
