#pragma once

#include "answer_text.h"
#include "request_writer.h"
#include "response_saver.h"

#include <QByteArray>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gateway::exchange {

/// The usage of something that was requested earlier.
struct LateReport {
    std::string id; ///< of what was requested
    protocol::TokenUsage usage;
};

/// A whole answer, read.
struct WholeAnswer {
    AnswerSoundness state = {};
    bool isEmpty = false;    ///< it has no content and does not say why
    bool isUnderWay = false; ///< it is created in the background
    std::string owed = {}; ///< its id then, by which its usage is reported later; empty: nobody can ask for it
    std::optional<LateReport> late = {};
    std::optional<protocol::TokenUsage> usage = {};
    std::optional<protocol::SaidText> said = {}; ///< if the usage is not fully reported
    std::optional<QByteArray> translated = {}; ///< what the client gets; empty: the bytes as received
    protocol::StreamMeter::Work work = {}; ///< what was changed in it here
    std::optional<protocol::ModelAnswer> part = {}; ///< a part of an answer that takes several requests; replaces `translated`
};

/// Reads the whole answers of an exchange's targets and writes them for its client. Gateway thread.
class AnswerReader {
public:
    /// What the reader works with; all must outlive it.
    struct Sources {
        Workers& workers;
        protocol::OpenAiChatReader& reader;
        protocol::ResponseStore& responses;
        const AccessChoice& access;
        ClientConversation& conversation;
        const RequestWriter& requests;
        ResponseSaver& saver;
    };
    /// Shares `snapshot` with workers.
    AnswerReader(Sources sources, std::shared_ptr<const Snapshot> snapshot, const ClientRequest& request, const usage::ExchangeRecord& record);

    /// Reads a whole answer and writes what the client gets; by workers if `isLong`. `mayBeStream`: it may be a stream
    /// that was not requested. `share`: who is charged for the memory. Errors: OverloadedHere.
    Task<Result<WholeAnswer>> read(Target target, QByteArray body, bool mayBeStream, bool isLong, const http::BodyBudget::Share& share);
    /// Combines the answers of several requests to a target into one in the client's format. Errors: InternalError if
    /// the format has no such answer.
    Task<Result<QByteArray>> join(std::vector<protocol::ModelAnswer> parts);
    /// The usage in an answer that was passed through, read from its short members; empty if there is none.
    std::optional<protocol::TokenUsage> passedUsage(const Target& target, const std::string& members);
    /// Whether entries may have to be removed from the answer, so that it must be read completely before it is relayed.
    bool isFiltered() const;

private:
    std::size_t mostValues() const;
    AnswerText textOf(const Target& target, QByteArray body, bool mayBeStream, bool isLong);
    Task<Result<AnswerRead>> found(AnswerText text, std::shared_ptr<http::BodyBudget::Share> made, bool isLong);
    Task<> filter(Target target, AnswerRead& read, bool isLong);
    WholeAnswer taken(const Target& target, AnswerRead& read, bool isWritten);
    void hear(const Target& target, AnswerRead& read, bool isWritten, WholeAnswer& whole);
    void takeBatch(const Target& target, BatchState& batch, WholeAnswer& whole);

    const Sources m_sources;
    const std::shared_ptr<const Snapshot> m_snapshot;
    const ClientRequest& m_request;
    const usage::ExchangeRecord& m_record;
};

/// The host whose signatures on `target`'s reasoning only that host accepts; empty if there is none.
std::string signingHostOf(const Target& target, const Access& access);
/// Stores the reasoning of the model at `access`.
protocol::ReasoningListener thoughtListener(protocol::ReasoningScope thoughts, const Access& access);

} // namespace gateway::exchange
