#pragma once

#include "gateway/exchange/admission/ask.h"
#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/protocol/conversation/adaptation/answer_duties.h"
#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/conversation/event_meter.h"
#include "gateway/protocol/embeddings/embedding.h"
#include "gateway/protocol/metering/openai_chat_reader.h"
#include "gateway/protocol/metering/stream_meter.h"
#include "gateway/protocol/responses/store/owner_table.h"

#include <QByteArray>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::exchange {

/// A whole answer of a target, and what has to be known to read it. Any thread has one of its own.
struct AnswerText {
    /// How it is read.
    struct Use {
        bool mayBeStream = false; ///< that nobody asked for
        bool isBackground = false;
        bool isOwning = false; ///< what is made belongs to the caller
        bool isFiltered = false; ///< see `AnswerReader::isFiltered()`
    };

    Ask ask;
    const Access* access = nullptr;
    std::shared_ptr<const Snapshot> snapshot; ///< whose it is
    QByteArray body;
    Use use;
    std::size_t most = 0; ///< values that it may hold
    std::shared_ptr<const Result<protocol::EmbeddingRequest>> asked; ///< vectors
    std::shared_ptr<Result<protocol::Conversation>> request; ///< the context's
    protocol::AnswerContext context;
    protocol::AnswerDuties duties;
    protocol::OpenAiChatReader* reader = nullptr; ///< null: it makes one of its own

    protocol::ChatFacts facts(std::string_view text) const { return reader ? reader->read(text) : protocol::OpenAiChatReader().read(text); }
};

/// What a whole answer turned out to be.
struct AnswerSoundness {
    bool isJson = false;
    bool isReadable = false; ///< of the target's format
    bool isGathered = false; ///< it was a stream
    bool isError = false; ///< an error in the place of an answer
    std::string error = {}; ///< as JSON, where the body that came does not tell of it
    std::size_t most = 0; ///< JSON values that it, or what its calls are given, may hold, where it holds more
};

/// A batch of the provider's.
struct BatchState {
    bool isBatch = false;
    std::string id;
    std::string status;
    std::string model;
    protocol::TokenUsage used;
};

/// A list of files or batches.
struct OwnedList {
    Json body;
    bool isList = false; ///< else it has no entries that could be told apart
    std::vector<std::vector<protocol::OwnedId>> entries; ///< ids of each, its own first
};

/// What a whole answer says, before anything is done with it.
struct AnswerRead {
    /// What of it the provider keeps.
    struct Owned {
        bool isUnderWay = false; ///< it is made in the background
        std::string name = {}; ///< its id then; that of a file or batch
        std::vector<protocol::OwnedId> made = {}; ///< ids that belong to the caller from now on
        std::optional<OwnedList> list = {}; ///< of which entries may have to be left out
        std::optional<BatchState> batch = {};
    };

    AnswerSoundness state;
    Owned owned;
    std::optional<protocol::ModelAnswer> answer;
    protocol::StreamMeter::Work work; ///< what was done to that here
    protocol::AnswerFacts facts; ///< of that
    std::optional<protocol::SaidText> said; ///< its words, to count tokens
    std::optional<protocol::TokenUsage> usage;
    std::optional<std::string> translated; ///< what the client gets, where that is known already
};

/// Any thread.
AnswerRead readAnswer(const AnswerText& given);

/// It says something, or why it does not: another attempt would come to the same.
bool saysAnything(const protocol::AnswerFacts& facts);

/// What OpenAI's usage says; the sum alone is the input of what has no output. Empty: nothing.
std::optional<protocol::TokenUsage> usageOf(const Ask& ask, const protocol::ChatFacts& facts);

} // namespace gateway::exchange
