#pragma once

#include "gateway/exchange/admission/ask.h"
#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/responses/store/response_store.h"

#include <memory>
#include <optional>
#include <string>

namespace gateway::exchange {

/// A model's answer that the client gets in its own format, and what has to be known to write it. Any thread has one of its own.
struct AnswerWriting {
    /// What it is written for.
    struct Use {
        bool isStream = false; ///< the client wants one
        bool isForKeepingAlone = false; ///< the client has it
        bool isCompaction = false;
        bool isKept = false; ///< for the client to come back to
    };

    Ask ask;
    Use use;
    std::string owner;
    protocol::AnswerContext context;
    protocol::ModelAnswer answer;
    std::shared_ptr<const Json> said; ///< the request as it came, of Responses
    std::shared_ptr<Result<protocol::Conversation>> request; ///< the context's
    std::shared_ptr<protocol::AnswerTimes> times; ///< likewise
};

struct AnswerWritten {
    Result<std::string> text = std::string();
    std::optional<protocol::WrittenResponse> kept = {}; ///< where it is to be kept
};

/// Any thread. Errors, in `text`: those of a compaction that has nothing in it.
AnswerWritten writeAnswer(const AnswerWriting& writing);

/// Whether writing it takes long: see `gateway::isLongWork()`.
bool isLongToWrite(const protocol::ModelAnswer& answer);

} // namespace gateway::exchange
