#include "access_facts.h"

namespace gateway::exchange {

bool isSigned(const Access& access)
{
    // What only OpenAI itself and its like know: free-form tools among it.
    if (access.format == protocol::Format::OpenAiChat)
        return !access.endpoint.quirks.systemRoleOnly;
    return !access.endpoint.formatQuirks.foreignSignatures;
}

bool thinksAdaptively(const Access& access, const providers::CatalogModel* model)
{
    return model ? model->adaptiveThinking : access.endpoint.isAtHome && isSigned(access);
}

protocol::ToolLimits toolLimitsOf(const Access& access)
{
    constexpr std::size_t kMost = 128;
    const bool isLimited = access.endpoint.quirks.toolsTo128 || access.endpoint.formatQuirks.toolsTo128;
    return {isLimited ? kMost : 0, access.endpoint.quirks.noRequiredTool};
}

} // namespace gateway::exchange
