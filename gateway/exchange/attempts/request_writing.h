#pragma once

#include "native_form.h"
#include "target_queue.h"

#include "gateway/exchange/admission/client_request.h"
#include "gateway/protocol/conversation/adaptation/answer_duties.h"
#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/conversation/conversation.h"
#include "gateway/protocol/conversation/reasoning_memory.h"
#include "gateway/protocol/models/model_table.h"
#include "gateway/protocol/request_outline.h"

#include <QByteArray>

#include <string>
#include <string_view>
#include <vector>

namespace gateway::exchange {

/// A client's request as it goes to a target.
struct UpstreamRequest {
    bool isClients = true; ///< the client's own bytes: `text` and `outline` are not filled
    std::string text;     ///< with room for the reader behind it
    QByteArray bytes;     ///< the same, if it is large: it is shared with the connection
    std::size_t size = 0;
    protocol::RequestOutline outline;
    std::vector<std::string> losses; ///< what the target cannot be told
    bool asksByTool = false; ///< for an answer by a schema: see `asksByAnswerTool()`
    protocol::AnswerDuties duties; ///< what is done here to the answers

    std::string_view view() const
    {
        return bytes.isNull() ? std::string_view(text).substr(0, size) : std::string_view(bytes.constData(), size);
    }
};

/// What a translation of a conversation needs to know of its target.
struct TranslationAim {
    const Access* access = nullptr;
    std::string provider; ///< its id
    protocol::WriteTarget to;
    protocol::SystemPlace systemPlace = protocol::SystemPlace::Middle;
    bool jsonOrTools = false;
    bool hasOpenCalls = false; ///< the request has: that is reported
};
TranslationAim aimAt(const Target& target, const Access& access, const protocol::Reasoning& asked, const Snapshot& snapshot);

/// A conversation in a target's format, or why it cannot be said there: InvalidRequest.
struct WrittenConversation {
    Result<Json> body;
    protocol::Losses losses;
    protocol::AnswerDuties duties = {};
};
/// Any thread.
WrittenConversation writeConversation(const TranslationAim& aim, const protocol::Conversation& said);
/// `isOfChat`: the client speaks OpenAI's chat. Gateway thread: it may put in what is remembered in `thoughts`.
void applyQuirks(const TranslationAim& aim, const protocol::Reasoning& asked, protocol::ReasoningScope thoughts, bool isOfChat, WrittenConversation& written);

/// `body` as it goes to `access`. `reader` may be null. Any thread. Errors: InternalError.
Result<UpstreamRequest> upstreamRequest(const Json& body, const Access& access, bool isStream, const protocol::Losses& losses,
                                        protocol::RequestOutlineReader* reader);
/// The same for a conversation, with what is to be done to its answers. Errors: those of `written`, too.
Result<UpstreamRequest> upstreamRequest(const WrittenConversation& written, const Access& access, bool isStream, protocol::RequestOutlineReader* reader);

/// An error of the request: some dialects have no field for the path of what is wrong.
Error asInvalid(Error error);

} // namespace gateway::exchange
