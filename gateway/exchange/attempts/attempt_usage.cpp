#include "attempt_usage.h"

#include "gateway/core/text/bytes.h"
#include "gateway/exchange/billing/cache_time.h"
#include "gateway/exchange/billing/made_media.h"
#include "gateway/protocol/reported_cost.h"

namespace gateway::exchange {

namespace {

/// Takes the service tier from the head if the body does not report it. Source: ai.google.dev, "Priority inference" (a
/// request beyond its quota is served, and charged, as a standard one). Read 2026-11-23.
void takeTier(const http::ResponseHead& head, protocol::TokenUsage& used)
{
    const auto said = head.headers.find("x-gemini-service-tier");
    if (said && used.serviceTier == protocol::ServiceTier::Standard)
        used.tellTier(*said);
}

/// Source: LiteLLM, "Response Headers", read 2026-11-22.
std::optional<protocol::ReportedCost> costIn(const http::ResponseHead& head)
{
    const auto said = head.headers.find("x-litellm-response-cost");
    return said ? protocol::costInHeader(*said) : std::nullopt;
}

} // namespace

protocol::TokenUsage pricedUsage(protocol::TokenUsage used, const ClientRequest& request, const Provider& provider, const http::ResponseHead* head,
                                 bool isStream)
{
    if (head)
        takeTier(*head, used);
    takeCacheTime(viewOf(request.body), used);
    if (request.ask.operation == Operation::PassThrough)
        takeMade(request.ask.path, used);
    if (!used.reportedCost && head && !isStream && provider.reportedCosts.has(protocol::CostField::LiteLlmHeader))
        used.reportedCost = costIn(*head);
    return used;
}

std::optional<protocol::TokenUsage> usageOfFailed(protocol::TokenUsage used, bool wasSent, Operation operation, bool isBounded)
{
    const bool isReported = used.input || used.cachedInput || used.cacheWrite;
    if (isReported || used.origin == protocol::UsageOrigin::Reported)
        return used;
    const bool hasTokens = operation == Operation::Converse || operation == Operation::Embed || isBounded;
    if (!wasSent || !hasTokens)
        return std::nullopt;
    used.origin = protocol::UsageOrigin::Estimated; // the number is determined at the end
    return used;
}

} // namespace gateway::exchange
