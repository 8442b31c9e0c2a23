#include "own_words.h"

#include "own_blocks.h"
#include "own_items.h"

namespace gateway::protocol {

bool mayHoldOwnWords(Format format, bool isSigned, std::string_view body)
{
    if (format == Format::OpenAiResponses)
        return mayHoldOwnItems(body);
    return format == Format::Anthropic && mayHoldOwnBlocks(body, isSigned);
}

bool removeOwnWords(Format format, bool isSigned, Json& body, Losses& losses)
{
    if (format == Format::OpenAiResponses)
        return removeOwnItems(body, losses);
    return format == Format::Anthropic && removeOwnBlocks(body, isSigned, losses);
}

} // namespace gateway::protocol
