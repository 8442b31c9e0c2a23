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

/// A client's request as it is sent to a target.
struct UpstreamRequest {
    bool isClients = true; ///< the client's own bytes: `text` and `outline` are not set
    std::string text;     ///< with spare room after it for the reader
    QByteArray bytes;     ///< the same, if it is large: it is shared with the connection
    std::size_t size = 0;
    protocol::RequestOutline outline;
    std::vector<std::string> losses; ///< fields that the target cannot receive
    bool asksByTool = false; ///< asks for an answer that follows a schema: see `asksByAnswerTool()`
    protocol::AnswerDuties duties; ///< what has to be done here with the answers

    std::string_view view() const
    {
        return bytes.isNull() ? std::string_view(text).substr(0, size) : std::string_view(bytes.constData(), size);
    }
};

/// What the translation of a conversation needs to know about its target.
struct TranslationAim {
    const Access* access = nullptr;
    std::string provider; ///< provider id
    protocol::WriteTarget to;
    protocol::SystemPlace systemPlace = protocol::SystemPlace::Middle;
    bool jsonOrTools = false;
    bool hasOpenCalls = false; ///< the request has tool calls without results, which is reported
};
TranslationAim aimAt(const Target& target, const Access& access, const protocol::Reasoning& asked, const Snapshot& snapshot);

/// A conversation in a target's format, or why it cannot be expressed in it: InvalidRequest.
struct WrittenConversation {
    Result<Json> body;
    protocol::Losses losses;
    protocol::AnswerDuties duties = {};
};
/// Any thread.
WrittenConversation writeConversation(const TranslationAim& aim, const protocol::Conversation& said);
/// `isOfChat`: the client speaks OpenAI's chat. Gateway thread: it may add reasoning remembered in `thoughts`.
void applyQuirks(const TranslationAim& aim, const protocol::Reasoning& asked, protocol::ReasoningScope thoughts, bool isOfChat, WrittenConversation& written);

/// `body` in the form that is sent to `access`. `reader` may be null. Any thread. Errors: InternalError.
Result<UpstreamRequest> upstreamRequest(const Json& body, const Access& access, bool isStream, const protocol::Losses& losses,
                                        protocol::RequestOutlineReader* reader);
/// The same for a conversation, with what has to be done with its answers. Errors: also those of `written`.
Result<UpstreamRequest> upstreamRequest(const WrittenConversation& written, const Access& access, bool isStream, protocol::RequestOutlineReader* reader);

/// Turns an error into one of the request: some dialects have no field for the path of the invalid value.
Error asInvalid(Error error);

} // namespace gateway::exchange
