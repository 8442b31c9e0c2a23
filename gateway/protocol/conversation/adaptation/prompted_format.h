#pragma once

#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/conversation/conversation.h"

#include <optional>
#include <string_view>

namespace gateway::protocol {

/// The target for which an output format is requested.
struct FormatTarget {
    Format format = Format::OpenAiChat;
    bool jsonOrTools = false; ///< the provider or the model supports structured output only without tools
    std::string_view model = {};
    bool noJson = false; ///< the provider does not support JSON output or does not honour it
    bool noSchema = false; ///< the provider supports JSON output only without a schema
};

/// `conversation` with its output format put into a system message if the target does not support it:
/// - not every target supports an output format together with functions: it is put into the prompt, and that a schema
///   is not enforced is reported. Clients that offer functions need the calls more than the format;
/// - not every target supports JSON without a schema: it is put into the prompt. In both cases the format is removed;
/// - some support only JSON without a schema: the schema is put into the prompt, and JSON is requested;
/// - OpenAI's chat and Responses, and compatible APIs, accept json_object only if a message contains "JSON".
/// Whether an answer is JSON is checked here if its format was put into the prompt: see AnswerDuties. For a client of
/// the target's own format, the second and last items are not done: it gets the target's error. Empty if it can be
/// written as it is.
std::optional<Conversation> withPromptedFormat(const Conversation& conversation, const FormatTarget& target, Losses& losses);

} // namespace gateway::protocol
