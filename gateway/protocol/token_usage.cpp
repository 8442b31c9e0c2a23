#include "token_usage.h"

namespace gateway::protocol {

Tokens TokenUsage::totalInput() const
{
    return input.value_or(Tokens{}) + cachedInput.value_or(Tokens{}) + cacheWrite.value_or(Tokens{});
}

Tokens TokenUsage::totalOutput() const { return output.value_or(Tokens{}) + reasoning.value_or(Tokens{}); }

TokenUsage operator+(const TokenUsage& a, const TokenUsage& b)
{
    if (a == TokenUsage{})
        return b;
    const auto sum = [](const std::optional<Tokens>& x, const std::optional<Tokens>& y) {
        return x || y ? std::optional(x.value_or(Tokens{}) + y.value_or(Tokens{})) : std::nullopt;
    };
    TokenUsage both;
    both.origin = a.origin == b.origin ? a.origin : UsageOrigin::Estimated;
    both.input = sum(a.input, b.input);
    both.cachedInput = sum(a.cachedInput, b.cachedInput);
    both.cacheWrite = sum(a.cacheWrite, b.cacheWrite);
    both.output = sum(a.output, b.output);
    both.reasoning = sum(a.reasoning, b.reasoning);
    return both;
}

} // namespace gateway::protocol
