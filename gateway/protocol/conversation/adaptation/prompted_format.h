#pragma once

#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/conversation/conversation.h"

#include <optional>
#include <string_view>

namespace gateway::protocol {

/// For whom a form of the answer is asked for.
struct FormatTarget {
    Format format = Format::OpenAiChat;
    bool jsonOrTools = false; ///< the provider or the model takes a form of the answer without tools only
    std::string_view model = {};
    bool noJson = false; ///< the provider takes no form of the answer, or does not keep to it
    bool noSchema = false; ///< of a form it takes JSON without a schema only
};

/// `conversation` with the form of its answer in words of the system's, where the target cannot be asked for it:
///  - beside functions not every one takes a form at all: it is told, and a schema is not enforced, which is reported. Who
///    offers functions wants calls more than the form;
///  - not every one has an answer in JSON without a schema: it is told. In both cases the form is taken out;
///  - some have that alone: a schema is told, and JSON asked for;
///  - OpenAI's chat and Responses, and who speaks them, take json_object only where somebody says "JSON".
/// Whether an answer is JSON whose form was told is checked here: see AnswerDuties.
/// A client of the target's own format hears of the second and the last in the target's words: for it they are not done.
/// Nothing: it can be written as it is.
std::optional<Conversation> withPromptedFormat(const Conversation& conversation, const FormatTarget& target, Losses& losses);

} // namespace gateway::protocol
