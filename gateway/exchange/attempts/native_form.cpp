#include "native_form.h"

#include "gateway/core/text/bytes.h"
#include "gateway/exchange/snapshot/access_facts.h"
#include "gateway/protocol/conversation/adaptation/allowed_tools_body.h"
#include "gateway/protocol/conversation/adaptation/late_tools.h"
#include "gateway/protocol/conversation/adaptation/placed_system_body.h"
#include "gateway/protocol/conversation/translation/schema_places.h"
#include "gateway/protocol/quirks/echoed_content.h"

namespace gateway::exchange {

bool isConversation(const Ask& ask)
{
    return ask.operation == Operation::Converse || ask.operation == Operation::Compact;
}

bool isNative(const Ask& ask, const Access& access)
{
    // In Gemini's batch each input names the model, which may differ.
    if (ask.operation == Operation::Embed)
        return embeddingFormatOf(access) == ask.embedding && ask.embedding != protocol::EmbeddingFormat::GeminiBatch;
    if (!isConversation(ask))
        return true;
    return isSpoken(access, ask.format) && !ask.asArray && !isWrittenAnew(access, ask.chat);
}

bool isPlainChat(const Ask& ask, const Access& access)
{
    return ask.operation == Operation::Converse && access.format == protocol::Format::OpenAiChat && isNative(ask, access);
}

OwnForm ownFormAt(const Ask& ask, const Access& access, std::string_view model)
{
    if (!isConversation(ask) || !isNative(ask, access))
        return {};
    const bool isMessages = access.format == protocol::Format::Anthropic;
    const bool isResponses = access.format == protocol::Format::OpenAiResponses;
    return {systemPlaceAt(access, model, false), isMessages && !takesLateTools(access, model), isResponses && !isSigned(access)};
}

bool mayDiffer(const ClientRequest& request, const Access& access, OwnForm form)
{
    const std::string_view body = viewOf(request.body);
    return protocol::mayHoldMisplacedSystem(access.format, form.systemPlace, body)
        || (form.plainTools && protocol::mayHoldLateTools(body)) || (form.plainChoice && protocol::mayHoldAllowedTools(body)) || protocol::mayHoldOlderDraft(request.outline, body, access.format);
}

bool goesAsItIs(const ClientRequest& request, const Access& access, OwnForm form)
{
    const Ask& ask = request.ask;
    const std::string_view body = viewOf(request.body);
    if (!isNative(ask, access) || (isConversation(ask) && access.format == protocol::Format::OpenAiResponses))
        return false;
    if (isConversation(ask) && mayDiffer(request, access, form))
        return false;
    if (isConversation(ask) && access.format == protocol::Format::Anthropic)
        return !protocol::mayHoldEchoedContent(access.format, isSigned(access), body);
    return !isPlainChat(ask, access) || !access.endpoint.quirks.any() || !protocol::mayConcern(access.endpoint.quirks, body);
}

} // namespace gateway::exchange
