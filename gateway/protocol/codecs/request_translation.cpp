#include "request_translation.h"

#include "codec_table.h"

#include "gateway/protocol/conversation/needs/known_values.h"
#include "gateway/protocol/conversation/needs/signing_host.h"
#include "gateway/protocol/conversation/needs/told_block.h"
#include "gateway/protocol/conversation/needs/told_document.h"
#include "gateway/protocol/conversation/needs/told_format.h"
#include "gateway/protocol/conversation/needs/unmet_need.h"
#include "gateway/protocol/conversation/tool_name.h"

#include <utility>

namespace gateway::protocol {

TranslatedRequest translateRequest(const Conversation& conversation, const TranslationTarget& target)
{
    if (auto need = unmetNeed(conversation, target.format, target.limits))
        return {failure(std::move(*need))};
    Losses losses;
    AnswerDuties duties = dutiesFor(conversation, target.format, target.limits, target.to);
    const auto freed = withoutDuties(conversation, duties);
    const Conversation& asked = freed ? *freed : conversation;
    const auto settled = withKnownValues(target.format, asked, losses);
    const Conversation& plain = settled ? *settled : asked;
    const auto signed_ = withSignaturesOf(target.provider, plain, losses);
    const auto opened = withToldBlocks(target.format, signed_ ? *signed_ : plain, losses);
    const Conversation& known = opened ? *opened : signed_ ? *signed_ : plain;
    const auto informed = withToldDocuments(target.format, known, losses);
    const Conversation& readable = informed ? *informed : known;
    const auto formed = withToldFormat(readable, {target.format, target.jsonOrTools, target.to.model}, losses);
    const bool isTold = formed && formed->output.kind != conversation.output.kind;
    if (isTold && conversation.output.kind == OutputFormat::Kind::JsonObject)
        requireJson(conversation, duties);
    const Conversation& whole = formed ? *formed : readable;
    const auto placed = withToldSystem(target.system, whole, losses);
    const Conversation& arranged = placed ? *placed : whole;
    const auto renamed = withToolNamesFor(target.format, arranged);
    auto body = codecOf(target.format).writeRequest(renamed ? *renamed : arranged, target.to, losses);
    if (conversation.origin != target.format)
        for (const std::string& path : conversation.unread)
            losses.add(path);
    return {std::move(body), std::move(losses), std::move(duties)};
}

} // namespace gateway::protocol
