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

/// What something has used that was asked for before.
struct LateReport {
    std::string id; ///< of what was asked for
    protocol::TokenUsage usage;
};

/// A whole answer, read.
struct WholeAnswer {
    AnswerSoundness state = {};
    bool isEmpty = false;    ///< nothing is said, nor why not
    bool isUnderWay = false; ///< it is made in the background
    std::string owed = {}; ///< its id then, by which its usage is told later; empty: nobody can ask for it
    std::optional<LateReport> late = {};
    std::optional<protocol::TokenUsage> usage = {};
    std::optional<protocol::SaidText> said = {}; ///< where the usage is not told whole
    std::optional<QByteArray> translated = {}; ///< what the client gets; empty: the bytes as they came
    protocol::StreamMeter::Work work = {}; ///< what was done to it here
    std::optional<protocol::ModelAnswer> part = {}; ///< of an answer that several requests make: in place of `translated`
};

/// Reads the whole answers of an exchange's targets, and writes them for its client. Gateway thread.
class AnswerReader {
public:
    /// What it works with; all of it must outlive it.
    struct Sources {
        Workers& workers;
        protocol::OpenAiChatReader& reader;
        protocol::ResponseStore& responses;
        const AccessChoice& access;
        ClientConversation& conversation;
        const RequestWriter& requests;
        ResponseSaver& saver;
    };
    /// `snapshot` is shared with workers.
    AnswerReader(Sources sources, std::shared_ptr<const Snapshot> snapshot, const ClientRequest& request, const usage::ExchangeRecord& record);

    /// What a whole answer is, and what the client gets of it; found out and written by workers where `isLong`.
    /// `mayBeStream`: it is perhaps a stream that nobody asked for. `share`: who is charged. Errors: OverloadedHere.
    Task<Result<WholeAnswer>> read(Target target, QByteArray body, bool mayBeStream, bool isLong, const http::BodyBudget::Share& share);
    /// The answers of several requests to a target as one, in the client's format. Errors: InternalError, where the format has none.
    Task<Result<QByteArray>> join(std::vector<protocol::ModelAnswer> parts);
    /// What an answer that went by tells that it has used, by those of its members that were short; empty: nothing.
    std::optional<protocol::TokenUsage> passedUsage(const Target& target, const std::string& members);
    /// Whether entries may have to be left out of the answer: it is not relayed before all of it is read.
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

/// Who signs `target`'s thoughts for itself alone; empty: nobody does.
std::string signingHostOf(const Target& target, const Access& access);
/// Keeps what the model at `access` thinks.
protocol::ReasoningListener thoughtListener(protocol::ReasoningScope thoughts, const Access& access);

} // namespace gateway::exchange
