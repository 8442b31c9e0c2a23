#pragma once

#include "conversation.h"
#include "model_answer.h"

#include <cstddef>

namespace gateway::protocol {

struct CallArguments {
    Json object;
    bool isWhole = true; ///< false: they were no JSON object, and became the one member "input" of one
};

/// What a call was given, as an object: nothing else is taken by formats that do not have
/// it as text. Free text is the member "input".
CallArguments argumentsOf(const ToolCall& call);

/// Whether the arguments of all calls hold more than `most` JSON values, which a writer
/// would make a tree of.
bool holdsMoreArguments(const Conversation& conversation, std::size_t most);
bool holdsMoreArguments(const ModelAnswer& answer, std::size_t most);

} // namespace gateway::protocol
