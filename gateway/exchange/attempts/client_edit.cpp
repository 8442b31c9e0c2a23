#include "client_edit.h"

#include "memory_cost.h"

#include "gateway/core/text/bytes.h"
#include "gateway/exchange/answers/stored_responses.h"
#include "gateway/exchange/snapshot/access_facts.h"
#include "gateway/protocol/codecs/codec_table.h"
#include "gateway/protocol/conversation/adaptation/allowed_tools_body.h"
#include "gateway/protocol/conversation/adaptation/late_tools.h"
#include "gateway/protocol/conversation/adaptation/placed_system_body.h"
#include "gateway/protocol/conversation/translation/schema_places.h"
#include "gateway/protocol/quirks/echoed_content.h"

#include <utility>

namespace gateway::exchange {

ClientEdit editedBody(const ClientRequest& request, const EditAim& aim, protocol::KeptHistory& history, http::BodyBudget::Share& share)
{
    const Ask& ask = request.ask;
    const std::string_view body = viewOf(request.body);
    const Access& access = *aim.access;
    ClientEdit edit;
    if (!aim.isChat && !aim.isContinued && !protocol::mayHoldEchoedContent(access.format, isSigned(access), body) && !mayDiffer(request, access, aim.form))
        return edit;
    auto tree = treeWithin(body, share);
    if (!tree)
        return edit; // the provider reports what is wrong with it
    if (aim.isChat)
        edit.before = *tree;
    if (aim.isChat && aim.isLong) // otherwise it is read when needed
        if (const auto said = protocol::codecOf(ask.format).readRequest(*tree, ask.place))
            edit.beginning = protocol::beginningOf(*said);
    if (aim.isContinued) {
        tree = withHistory(std::move(*tree), history);
        if (!tree) {
            edit.joined = failure(std::move(tree.error()));
            return edit;
        }
        edit.used.assign(history.used().begin(), history.used().end());
    }
    edit.isFormed = aim.form.plainTools && protocol::makeToolsPlain(*tree, edit.losses);
    edit.isFormed |= aim.form.plainChoice && protocol::offerAllowedToolsAlone(*tree);
    edit.isFormed |= protocol::takeLatestDraftIn(access.format, *tree, edit.losses);
    edit.isFormed |= protocol::placeSystem(access.format, aim.form.systemPlace, *tree, edit.losses);
    edit.tree.emplace(std::move(*tree));
    return edit;
}

Result<UpstreamRequest> upstreamRequest(ClientEdit edit, const EditAim& aim, bool isStream, protocol::RequestOutlineReader* reader)
{
    const Access& access = *aim.access;
    const bool isChanged = aim.isChat ? *edit.tree != edit.before
                                      : protocol::removeEchoedContent(access.format, isSigned(access), *edit.tree, edit.losses) || aim.isContinued
                                          || edit.isFormed;
    if (!isChanged)
        return UpstreamRequest{};
    return upstreamRequest(*edit.tree, access, isStream, edit.losses, reader);
}

} // namespace gateway::exchange
