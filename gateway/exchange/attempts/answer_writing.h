#pragma once

#include "gateway/exchange/admission/ask.h"
#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/responses/store/response_store.h"

#include <memory>
#include <optional>
#include <string>

namespace gateway::exchange {

/// A model's answer for the client in its own format, with what is needed to write it. Each thread uses its own
/// instance.
struct AnswerWriting {
    /// The purpose it is written for.
    struct Use {
        bool isStream = false; ///< the client wants a stream
        bool isOnlySaved = false; ///< the client has it already
        bool isCompaction = false;
        bool isKept = false; ///< for the client to come back to
    };

    Ask ask;
    Use use;
    std::string owner;
    protocol::AnswerContext context;
    protocol::ModelAnswer answer;
    std::shared_ptr<const Json> said; ///< a Responses request as received
    std::shared_ptr<Result<protocol::Conversation>> request; ///< owns what `context` refers to
};

struct AnswerWritten {
    Result<std::string> text = std::string();
    std::optional<protocol::WrittenResponse> kept = {}; ///< if it is to be kept
};

/// Any thread. `text` has the errors of an empty compaction.
AnswerWritten writeAnswer(const AnswerWriting& writing);

/// Whether writing it takes long: see `gateway::isLongWork()`.
bool isLongToWrite(const protocol::ModelAnswer& answer);

} // namespace gateway::exchange
