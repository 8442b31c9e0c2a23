#include "told_system.h"

#include <algorithm>
#include <iterator>

namespace gateway::protocol {

namespace {

/// Sources: docs.claude.com, Messages, system; ai.google.dev, GenerateContentRequest.systemInstruction;
/// docs.aws.amazon.com, Converse, system. Read 2026-11-22.
bool hasSystemAtTop(Format target)
{
    return target == Format::Anthropic || target == Format::Gemini || target == Format::Bedrock;
}

bool isSystem(const Message& message) { return message.role == Role::System || message.role == Role::Developer; }
bool isUsers(const Message& message) { return message.role == Role::User; }

} // namespace

std::optional<Conversation> withToldSystem(Format target, const Conversation& conversation, Losses& losses)
{
    if (conversation.origin == target || !hasSystemAtTop(target))
        return std::nullopt;
    const auto& messages = conversation.messages;
    const auto turns = std::ranges::find_if_not(messages, isSystem);
    const auto afterUser = std::find_if(messages.rbegin(), std::make_reverse_iterator(turns), isUsers).base();
    const auto isAssistants = [](const Message& message) { return message.role == Role::Assistant; };
    const auto answered = std::find_if(afterUser, messages.end(), isAssistants);
    // The first that stands behind what was answered last; before it they move to the top.
    if (std::find_if(turns, answered, isSystem) != answered)
        losses.add("messages: place of a system message");
    if (std::find_if(answered, messages.end(), isSystem) == messages.end())
        return std::nullopt;
    // Gone to the top, they would leave an answer of the assistant's as the end: newer models of Anthropic's and all
    // of Bedrock's others refuse that, and the rest go on with it in place of an answer.
    // Source: docs.claude.com, "Prefill Claude's response"; read 2026-11-22.
    Conversation made = conversation;
    for (auto each = made.messages.begin() + (answered - messages.begin()); each != made.messages.end(); ++each)
        if (isSystem(*each))
            each->role = Role::User;
    return made;
}

} // namespace gateway::protocol
