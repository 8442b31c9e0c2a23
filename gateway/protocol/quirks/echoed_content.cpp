#include "echoed_content.h"

#include "echoed_blocks.h"
#include "echoed_items.h"

namespace gateway::protocol {

bool mayHoldEchoedContent(Format format, bool isSigned, std::string_view body)
{
    if (format == Format::OpenAiResponses)
        return mayHoldEchoedItems(body);
    return format == Format::Anthropic && mayHoldEchoedBlocks(body, isSigned);
}

bool removeEchoedContent(Format format, bool isSigned, Json& body, Losses& losses)
{
    if (format == Format::OpenAiResponses)
        return removeEchoedItems(body, losses);
    return format == Format::Anthropic && removeEchoedBlocks(body, isSigned, losses);
}

} // namespace gateway::protocol
