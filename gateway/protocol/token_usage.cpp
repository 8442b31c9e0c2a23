#include "token_usage.h"

namespace gateway::protocol {

Tokens TokenUsage::totalInput() const
{
    return input.value_or(Tokens{}) + cachedInput.value_or(Tokens{}) + cacheWrite.value_or(Tokens{});
}

Tokens TokenUsage::totalOutput() const { return output.value_or(Tokens{}) + reasoning.value_or(Tokens{}); }

} // namespace gateway::protocol
