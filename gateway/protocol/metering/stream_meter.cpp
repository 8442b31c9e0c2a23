#include "stream_meter.h"

namespace gateway::protocol {

namespace {

constexpr std::size_t kMaxErrorText = 2000; // bytes of an upstream's message that are kept

} // namespace

void StreamMeter::takeError(std::string_view message, std::string_view type, std::string_view code)
{
    m_meaningful = true;
    if (m_failed)
        return; // the first error is the relevant one
    m_failed = true;
    m_errorMessage.assign(message.substr(0, kMaxErrorText));
    m_errorType.assign(type.substr(0, kMaxErrorText));
    m_errorCode.assign(code.substr(0, kMaxErrorText));
}

void StreamMeter::report(const TokenUsage& usage)
{
    if (!m_reported || !usage.isZero())
        m_reported = usage;
}

/// Includes the output.
bool StreamMeter::hasReport() const
{
    const bool lacksOutput = m_reported && (m_reported->isZero() || (!m_reported->output && m_reported->origin != UsageOrigin::Reported));
    return m_reported && !(lacksOutput && hasToken());
}

TokenUsage StreamMeter::usage() const
{
    TokenUsage usage = reportedOrSeen();
    m_searches.addTo(usage);
    return usage;
}

TokenUsage StreamMeter::reportedOrSeen() const
{
    if (hasReport())
        return *m_reported;
    TokenUsage usage;
    for (const auto* const told : {&m_reportedInput, &m_reported})
        if (*told && !(*told)->isZero())
            usage = **told;
    if (const std::string_view tier = m_reported ? m_reported->tierName() : std::string_view(m_tier); !tier.empty())
        usage.tellTier(tier);
    if (hasToken() && m_isEstimated)
        usage.estimateOutput(Tokens{m_outputTokens}, m_hasReasoning ? std::optional(Tokens{m_reasoningTokens}) : std::nullopt);
    return usage;
}

} // namespace gateway::protocol
