#include "stream_meter.h"

namespace gateway::protocol {

namespace {

constexpr std::size_t kMaxErrorText = 2000; // bytes of an upstream's words that are kept

} // namespace

void StreamMeter::takeError(std::string_view message, std::string_view type, std::string_view code)
{
    m_meaningful = true;
    if (m_failed)
        return; // the first says what happened
    m_failed = true;
    m_errorMessage.assign(message.substr(0, kMaxErrorText));
    m_errorType.assign(type.substr(0, kMaxErrorText));
    m_errorCode.assign(code.substr(0, kMaxErrorText));
}

TokenUsage StreamMeter::usage() const
{
    if (m_reported)
        return *m_reported;
    TokenUsage usage = m_reportedInput.value_or(TokenUsage{});
    if (!m_tier.empty())
        usage.tellTier(m_tier);
    if (hasToken() && m_isEstimated)
        usage.estimateOutput(Tokens{m_outputTokens}, m_hasReasoning ? std::optional(Tokens{m_reasoningTokens}) : std::nullopt);
    return usage;
}

} // namespace gateway::protocol
