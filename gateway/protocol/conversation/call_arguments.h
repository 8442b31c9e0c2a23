#pragma once

#include "conversation.h"
#include "model_answer.h"

#include <cstddef>

namespace gateway::protocol {

struct CallArguments {
    Json object;
    bool isWhole = true; ///< false: the arguments were not a JSON object and became its single member "input"
};

/// The arguments of a call as an object, for formats that do not have them as text. Free text becomes the member
/// "input".
CallArguments argumentsOf(const ToolCall& call);

/// Whether the arguments of all calls contain more than `most` JSON values, which a writer would parse into a tree.
bool holdsMoreArguments(const Conversation& conversation, std::size_t most);
bool holdsMoreArguments(const ModelAnswer& answer, std::size_t most);

} // namespace gateway::protocol
