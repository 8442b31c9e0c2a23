#pragma once

#include "gateway/protocol/conversation/adaptation/answer_duties.h"
#include "gateway/protocol/conversation/adaptation/placed_system.h"
#include "gateway/protocol/conversation/adaptation/target_limits.h"
#include "gateway/protocol/conversation/codec.h"

#include <string>

namespace gateway::protocol {

/// The target that a request is translated for.
struct TranslationTarget {
    Format format = Format::OpenAiChat;
    TargetLimits limits = {};
    std::string provider = {}; ///< provider id
    WriteTarget to = {};
    bool jsonOrTools = false; ///< structured output only without tools
    SystemPlace systemPlace = SystemPlace::Middle; ///< where it accepts system messages
    bool noJson = false; ///< JSON output is not supported or not honoured
    bool noSchema = false; ///< JSON output is supported, but only without a schema
};

/// A request in another format.
struct TranslatedRequest {
    Result<Json> body; ///< Errors: InvalidRequest
    Losses losses = {};
    AnswerDuties duties = {}; ///< what has to be done here with its answer
};

/// Writes `conversation` for `target`. What the target does not support is first rejected, done here or put into the
/// prompt, and all losses are reported, including unknown fields. Any thread.
TranslatedRequest translateRequest(const Conversation& conversation, const TranslationTarget& target);

} // namespace gateway::protocol
