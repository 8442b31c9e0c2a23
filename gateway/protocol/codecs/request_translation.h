#pragma once

#include "gateway/protocol/conversation/adaptation/answer_duties.h"
#include "gateway/protocol/conversation/adaptation/placed_system.h"
#include "gateway/protocol/conversation/adaptation/target_limits.h"
#include "gateway/protocol/conversation/codec.h"

#include <string>

namespace gateway::protocol {

/// For whom a request is translated.
struct TranslationTarget {
    Format format = Format::OpenAiChat;
    TargetLimits limits = {};
    std::string provider = {}; ///< its id
    WriteTarget to = {};
    bool jsonOrTools = false; ///< it takes a form of the answer without tools only
    SystemPlace systemPlace = SystemPlace::Middle; ///< where it takes what the system says
    bool noJson = false; ///< it takes no form of the answer, or does not keep to it
    bool noSchema = false; ///< of a form it takes JSON without a schema only
};

/// A request in another format.
struct TranslatedRequest {
    Result<Json> body; ///< Errors: InvalidRequest
    Losses losses = {};
    AnswerDuties duties = {}; ///< what is to be done to its answer
};

/// Writes `conversation` for `target`: what it cannot be asked for is refused, done here or told in words first, and
/// whatever gets lost is reported, members that no reader knows too. Any thread.
TranslatedRequest translateRequest(const Conversation& conversation, const TranslationTarget& target);

} // namespace gateway::protocol
