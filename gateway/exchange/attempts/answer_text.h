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

/// A whole answer of a target, with what is needed to read it. Each thread uses its own instance.
struct AnswerText {
    /// How the answer is read.
    struct Use {
        bool mayBeStream = false; ///< although none was requested
        bool isBackground = false;
        bool isOwning = false; ///< what is created belongs to the caller
        bool isFiltered = false; ///< see `AnswerReader::isFiltered()`
    };

    Ask ask;
    const Access* access = nullptr;
    std::shared_ptr<const Snapshot> snapshot; ///< that `access` belongs to
    QByteArray body;
    Use use;
    std::size_t most = 0; ///< maximum number of JSON values
    std::shared_ptr<const Result<protocol::EmbeddingRequest>> asked; ///< for embeddings
    std::shared_ptr<Result<protocol::Conversation>> request; ///< owns what `context` refers to
    protocol::AnswerContext context;
    protocol::AnswerDuties duties;
    protocol::OpenAiChatReader* reader = nullptr; ///< null: one is created

    protocol::ChatFacts facts(std::string_view text) const { return reader ? reader->read(text) : protocol::OpenAiChatReader().read(text); }
};

/// What a whole answer turned out to be.
struct AnswerSoundness {
    bool isJson = false;
    bool isReadable = false; ///< it is of the target's format
    bool isGathered = false; ///< it was a stream
    bool isError = false; ///< an error instead of an answer
    std::string error = {}; ///< as JSON, if the body does not contain it
    std::size_t most = 0; ///< the maximum number of JSON values, if the answer or the arguments of its calls have more
};

/// A batch at the provider.
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
    bool isList = false; ///< otherwise its entries cannot be told apart
    std::vector<std::vector<protocol::OwnedId>> entries; ///< the ids of each entry, its own first
};

/// The content of a whole answer, before anything is done with it.
struct AnswerRead {
    /// What the provider keeps of the answer.
    struct Owned {
        bool isUnderWay = false; ///< it is created in the background
        std::string name = {}; ///< its id then; or that of a file or batch
        std::vector<protocol::OwnedId> made = {}; ///< ids that belong to the caller from now on
        std::optional<OwnedList> list = {}; ///< entries of it may have to be removed
        std::optional<BatchState> batch = {};
    };

    AnswerSoundness state;
    Owned owned;
    std::optional<protocol::ModelAnswer> answer;
    protocol::StreamMeter::Work work; ///< what was changed in `answer` here
    protocol::AnswerFacts facts; ///< about `answer`
    std::optional<protocol::SaidText> said; ///< its text, to count tokens
    std::optional<protocol::TokenUsage> usage;
    std::optional<std::string> translated; ///< what the client gets, if that is known already
};

/// Reads and classifies the answer. Any thread.
AnswerRead readAnswer(const AnswerText& given);

/// Whether it has content or says why it has none, so that another attempt would have the same result.
bool saysAnything(const protocol::AnswerFacts& facts);

/// What OpenAI's usage reports; a total without parts is the input if the operation has no output. Empty if it reports
/// nothing.
std::optional<protocol::TokenUsage> usageOf(const Ask& ask, const protocol::ChatFacts& facts);

} // namespace gateway::exchange
